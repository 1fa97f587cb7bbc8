import { DecodeError } from './decode-error.ts'
import { EncodeError } from './encode-error.ts'

/**
 * Sub-options inside one option: code, length, value. Options 82 (RFC 3046 §2.0) and 175 (iPXE) use this
 * form; option 43 (RFC 2132 §8.4) too, with PAD and End as in the outer area.
 */
export type SubOptions = ReadonlyMap<number, Uint8Array>

/** How a carrier treats the bytes 0 and 255: as PAD and End (43), or as sub-option codes (82, 175). */
export type Framing = 'padded' | 'bare'

/** Reads sub-options; the first of equal codes wins. Throws {@link DecodeError} when one is cut off. */
export function decodeSubOptions(bytes: Uint8Array, framing: Framing): SubOptions {
  const found = new Map<number, Uint8Array>()
  let at = 0
  while (at < bytes.length) {
    const code = bytes[at++]
    if (code === undefined || (framing === 'padded' && code === 255)) break
    if (framing === 'padded' && code === 0) continue
    const length = bytes[at++]
    if (length === undefined || at + length > bytes.length) {
      throw new DecodeError('sub-option-truncated', `sub-option ${code} runs past its option`)
    }
    if (!found.has(code)) found.set(code, bytes.subarray(at, at + length))
    at += length
  }
  return found
}

/** Writes sub-options in map order, with a final End when padded. Throws {@link EncodeError}. */
export function encodeSubOptions(subOptions: SubOptions, framing: Framing): Uint8Array {
  const bytes: number[] = []
  for (const [code, value] of subOptions) {
    const reserved = framing === 'padded' && (code === 0 || code === 255)
    if (reserved || code < 0 || code > 255 || value.length > 255) {
      throw new EncodeError(`sub-option ${code}`, `cannot carry ${value.length} bytes under this code`)
    }
    bytes.push(code, value.length, ...value)
  }
  if (framing === 'padded') bytes.push(255)
  return Uint8Array.from(bytes)
}
