/**
 * The few pieces of ASN.1 DER (X.690) that a certificate needs. Every function gives one complete element:
 * tag, length, contents.
 */

function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents)
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  if (length < 0x100) return Buffer.of(0x81, length)
  if (length < 0x10000) return Buffer.of(0x82, length >> 8, length & 0xff)
  throw new RangeError(`a DER element of ${length} bytes is too long`)
}

/** SEQUENCE of elements. */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts)
/** SET of elements, which must be in order already. */
export const setOf = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts)
/** BOOLEAN TRUE. */
export const yes = (): Buffer => element(0x01, Buffer.of(0xff))
/** OCTET STRING. */
export const octets = (bytes: Uint8Array): Buffer => element(0x04, bytes)
/** UTF8String. */
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'))
/** Context-specific element `[number]`; constructed when it holds elements, primitive when it holds text. */
export const tagged = (number: number, form: 'constructed' | 'primitive', contents: Uint8Array): Buffer =>
  element((form === 'constructed' ? 0xa0 : 0x80) | number, contents)

/** INTEGER of an unsigned big-endian number. */
export function unsigned(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first)
  return element(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.of(0) : Buffer.alloc(0), digits)
}

/** BIT STRING; `unused` counts the bits at the end that do not belong to it. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.of(unused), bytes)

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const body = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return element(0x06, Buffer.from(body))
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5); whole seconds. */
export function time(moment: Date): Buffer {
  const digits = moment
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:T]/g, '')
  const early = moment.getUTCFullYear() < 2050
  return element(early ? 0x17 : 0x18, Buffer.from(early ? digits.slice(2) : digits, 'ascii'))
}
