import { createHash } from 'node:crypto'
import { fn1 } from '../values/func.ts'
import { string } from '../values/param.ts'
import { fromBytes, toBytes } from '../values/text.ts'
import { type Family, family } from './signature.ts'

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function encode32(bytes: Uint8Array): string {
  let out = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff
    for (bits += 8; bits >= 5; bits -= 5) out += base32Alphabet[(held >> (bits - 5)) & 31]
  }
  if (bits > 0) out += base32Alphabet[(held << (5 - bits)) & 31]
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=')
}

function decode32(digits: string): Uint8Array {
  const out: number[] = []
  let held = 0
  let bits = 0
  for (const digit of digits) {
    held = ((held << 5) | base32Alphabet.indexOf(digit)) & 0xffff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      out.push((held >> bits) & 255)
    }
  }
  return Uint8Array.from(out)
}

/** Position where padded digits of a base stop making sense, or -1 when they are whole. */
function fault(text: string, digit: RegExp, group: number, endings: readonly number[]): number {
  let end = text.length
  while (end > 0 && text[end - 1] === '=') end--
  for (let i = 0; i < end; i++) if (!digit.test(text[i] ?? '')) return i
  const rest = end % group
  if (!endings.includes(rest)) return end - rest
  const padding = text.length - end
  if (padding === 0 && rest !== 0) return end - rest
  if (padding === (rest === 0 ? 0 : group - rest)) return -1
  return padding > (rest === 0 ? 0 : group - rest) ? text.length - 1 : text.length
}

function decode(text: string, base: '32' | '64'): string {
  const digits = text.replace(/[\r\n]/g, '')
  const position =
    base === '64'
      ? fault(digits, /[A-Za-z0-9+/]/, 4, [0, 2, 3])
      : fault(digits, /[A-Z2-7]/, 8, [0, 2, 4, 5, 7])
  if (position >= 0) return `illegal base${base} data at input byte ${position}`
  const bare = digits.replaceAll('=', '')
  return fromBytes(base === '64' ? Buffer.from(bare, 'base64') : decode32(bare))
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return b * 65536 + a
}

function hash(name: string): (text: string) => string {
  return (text) => createHash(name).update(toBytes(text)).digest('hex')
}

/** Wraps work on a text so that its length is counted. */
function counted(work: (text: string) => string): ReturnType<typeof fn1> {
  return fn1(string, (text, { budget }) => {
    budget.text(text.length)
    budget.scan(text.length)
    return work(text)
  })
}

/** sprig's base 64, base 32 and digests. A decoder given bad text returns the error as its result. */
export const encodingFunctions: Family = family(
  ['b64enc', counted((text) => Buffer.from(toBytes(text)).toString('base64'))],
  ['b64dec', counted((text) => decode(text, '64'))],
  ['b32enc', counted((text) => encode32(toBytes(text)))],
  ['b32dec', counted((text) => decode(text, '32'))],
  ['sha1sum', counted(hash('sha1'))],
  ['sha256sum', counted(hash('sha256'))],
  ['sha512sum', counted(hash('sha512'))],
  ['adler32sum', counted((text) => String(adler32(toBytes(text))))],
)
