import type { Random } from './random.ts'

/** Bytes at which readers of binary formats change their mind. */
const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff]

/**
 * Varies an input in a few places: bytes changed, cut out, repeated, pieces of the language put in, a part of
 * another input taken over.
 */
export function mutate(
  input: Uint8Array,
  other: Uint8Array,
  pieces: readonly (string | Uint8Array)[],
  random: Random,
  longest: number,
): Uint8Array {
  let bytes = Buffer.from(input)
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(bytes.length + 1)
    const end = Math.min(bytes.length, at + 1 + random.below(random.below(4) === 0 ? 200 : 8))
    const replace = (from: number, to: number, middle: Uint8Array) =>
      Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])
    switch (random.below(7)) {
      case 0:
        bytes = replace(at, end, new Uint8Array())
        break
      case 1:
        bytes = replace(at, at, bytes.subarray(at, end))
        break
      case 2:
        bytes = put(bytes, at, random.pick(EDGES) ?? 0)
        break
      case 3:
        bytes = put(bytes, at, random.below(256))
        break
      case 4: {
        const from = random.below(other.length)
        bytes = replace(at, end, other.subarray(from, from + 1 + random.below(64)))
        break
      }
      case 5: {
        // One piece many times over: nesting and length.
        const piece = bytesOf(random.pick(pieces))
        const count = random.below(20) === 0 ? 1 + random.below(2000) : 1
        bytes = replace(at, at, Buffer.concat(Array.from({ length: count }, () => piece)))
        break
      }
      default:
        bytes = replace(at, end, bytesOf(random.pick(pieces)))
    }
    if (bytes.length > longest) bytes = bytes.subarray(0, longest)
  }
  return bytes
}

/** Sets a byte in place, or adds it at the end. */
function put(bytes: Buffer<ArrayBuffer>, at: number, value: number): Buffer<ArrayBuffer> {
  if (at === bytes.length) return Buffer.concat([bytes, Uint8Array.of(value)])
  bytes[at] = value
  return bytes
}

function bytesOf(piece: string | Uint8Array | undefined): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece) : (piece ?? new Uint8Array())
}
