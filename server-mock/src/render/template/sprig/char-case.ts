/** One character in upper case, when that is one character (Go's `unicode.ToUpper`). */
export function upperChar(char: string): string {
  const upper = char.toUpperCase()
  return [...upper].length === 1 ? upper : char
}

/** One character in lower case (Go's `unicode.ToLower`). */
export function lowerChar(char: string): string {
  return [...char.toLowerCase()][0] ?? char
}
