/** An IPv4 address as DRP writes it in keys: `192.168.100.100` is `C0A86464`. Undefined when it is none. */
export function addressToHex(address: string): string | undefined {
  const parts = address.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined
  }
  return parts
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/** The address that eight hex digits stand for. Undefined when the text is something else. */
export function addressFromHex(text: string): string | undefined {
  if (!/^[0-9a-fA-F]{8}$/.test(text)) return undefined
  return [0, 2, 4, 6].map((at) => Number.parseInt(text.slice(at, at + 2), 16)).join('.')
}
