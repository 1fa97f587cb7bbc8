/** User and password for the Basic scheme: base64 of their UTF-8 form (RFC 7617 §2.1). */
export function basicCredentials(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
