import { CallError } from '../call-error.ts'
import { quoteText } from '../format/quote.ts'
import { fromBytes, toBytes } from '../values/text.ts'

/** Which part of a URL is escaped; each leaves other characters alone. */
type UrlPart = 'path' | 'user' | 'host' | 'fragment'

const plain: Readonly<Record<UrlPart, string>> = {
  path: '$&+,/:;=@',
  user: '$&+,;=',
  host: '!$&\'()*+,;=:[]<>"',
  fragment: '$&+,/:;=?@!()*',
}

/** Percent-escapes one part of a URL as Go does. */
export function escapePart(text: string, part: UrlPart): string {
  const keep = plain[part]
  const out: string[] = []
  for (const byte of toBytes(text)) {
    const char = String.fromCharCode(byte)
    const isPlain = byte < 128 && (/[A-Za-z0-9_.~-]/.test(char) || keep.includes(char))
    out.push(isPlain ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
  }
  return out.join('')
}

/** Undoes percent escapes. Throws CallError for a broken one. */
export function unescapePart(text: string): string {
  if (!text.includes('%')) return text
  const bytes: number[] = []
  const source = toBytes(text)
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0
    if (byte !== 0x25) {
      bytes.push(byte)
      continue
    }
    const digits = String.fromCharCode(...source.subarray(i + 1, i + 3))
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new CallError(`invalid URL escape ${quoteText(`%${digits}`)}`)
    bytes.push(Number.parseInt(digits, 16))
    i += 2
  }
  return fromBytes(Uint8Array.from(bytes))
}
