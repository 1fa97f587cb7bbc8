/** SMBIOS stores the first three fields of a UUID little-endian; this is the byte order of the text form. */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

/**
 * UUID text of option 97 (RFC 4578 §2.3: type 0 and 16 bytes, sent in SMBIOS order), lower case.
 * Undefined for another type or length; nothing on the wire proves that it is the sender's.
 */
export function decodeMachineIdentifier(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 17 || bytes[0] !== 0) return undefined
  let text = ''
  for (const [place, at] of ORDER.entries()) {
    const octet = bytes[at + 1] ?? 0
    if (place === 4 || place === 6 || place === 8 || place === 10) text += '-'
    text += (octet < 16 ? '0' : '') + octet.toString(16)
  }
  return text
}

/** Option 97 of a UUID text; undefined when the text is no UUID. */
export function encodeMachineIdentifier(uuid: string): Uint8Array | undefined {
  const hex = uuid.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined
  const bytes = Buffer.from(hex, 'hex')
  return Uint8Array.from([0, ...ORDER.map((at) => bytes[at] ?? 0)])
}
