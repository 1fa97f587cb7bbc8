import { DecodeError } from './decode-error.ts'
import { EncodeError } from './encode-error.ts'

const PAD = 0
const END = 255
/** Longest value of one option instance: its length is one byte. */
const LONGEST = 255

/** A further value of an option that was there before. */
export type Repeat = readonly [code: number, value: Uint8Array]

/**
 * Reads one options area into `options`: the first value of each code. Further ones go into `repeats`, so that
 * the caller joins them over all areas (RFC 3396). A missing End is tolerated, as deployed servers do.
 */
export function readOptions(area: Uint8Array, options: Map<number, Uint8Array>, repeats: Repeat[]): void {
  let at = 0
  while (at < area.length) {
    const code = area[at++]
    if (code === undefined || code === END) return
    if (code === PAD) continue
    const length = area[at++]
    if (length === undefined || at + length > area.length) {
      throw new DecodeError('option-truncated', `option ${code} runs past the end of its area`)
    }
    const value = area.subarray(at, at + length)
    if (options.has(code)) repeats.push([code, value])
    else options.set(code, value)
    at += length
  }
}

/** Joins the values of repeated options, in order of appearance. */
export function joinRepeats(options: Map<number, Uint8Array>, repeats: readonly Repeat[]): void {
  const values = new Map<number, Uint8Array[]>()
  for (const [code, value] of repeats) {
    const known = values.get(code)
    if (known === undefined) values.set(code, [options.get(code) ?? value, value])
    else known.push(value)
  }
  for (const [code, all] of values) options.set(code, new Uint8Array(Buffer.concat(all)))
}

/** Bytes an option takes on the wire, its own and those of the instances a long value is split into. */
export function optionSize(value: Uint8Array): number {
  return value.length + 2 * Math.max(1, Math.ceil(value.length / LONGEST))
}

/**
 * Writes one option, splitting values over 255 bytes into consecutive instances (RFC 3396 §6).
 * Answers the offset after it. Throws {@link EncodeError} when the code is PAD, End or not a byte.
 */
export function writeOption(out: Uint8Array, at: number, code: number, value: Uint8Array): number {
  if (!Number.isInteger(code) || code <= PAD || code >= END) {
    throw new EncodeError(`option ${code}`, 'codes are 1 to 254')
  }
  if (value.length <= LONGEST) {
    out[at++] = code
    out[at++] = value.length
    // Values of a few bytes are copied faster so than by `set`.
    for (let from = 0; from < value.length; from++) out[at++] = value[from] ?? 0
    return at
  }
  let from = 0
  do {
    const piece = value.subarray(from, from + LONGEST)
    out[at] = code
    out[at + 1] = piece.length
    out.set(piece, at + 2)
    at += 2 + piece.length
    from += LONGEST
  } while (from < value.length)
  return at
}
