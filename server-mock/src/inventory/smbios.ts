import { cleanText } from './clean-text.ts'

/** One structure of the SMBIOS tables (DMTF DSP0134). Reads past its end give nothing. */
export class SmbiosStructure {
  readonly type: number
  readonly #bytes: Uint8Array
  readonly #strings: readonly string[]

  constructor(type: number, bytes: Uint8Array, strings: readonly string[]) {
    this.type = type
    this.#bytes = bytes
    this.#strings = strings
  }

  /** Number of `size` bytes, little-endian, at an offset; undefined when the structure is shorter. */
  number(offset: number, size: 1 | 2 | 4): number | undefined {
    if (offset + size > this.#bytes.length) return undefined
    let value = 0
    for (let at = size - 1; at >= 0; at--) value = value * 256 + (this.#bytes[offset + at] ?? 0)
    return value
  }

  /** Text that the byte at an offset numbers; empty when there is none. */
  text(offset: number): string {
    const number = this.number(offset, 1) ?? 0
    return number === 0 ? '' : (this.#strings[number - 1] ?? '')
  }
}

/** Largest table looked at, bytes. */
export const LARGEST_TABLE = 256 * 1024
/** Structures looked at; a large server has a few hundred. */
const MOST_STRUCTURES = 4096
/** Texts of one structure. */
const MOST_STRINGS = 255
const END_OF_TABLE = 127

/**
 * Reads the structures of a table (`/sys/firmware/dmi/tables/DMI`). A table that is cut or wrong gives what stands
 * before the fault; never throws.
 */
export function readSmbios(table: Uint8Array): SmbiosStructure[] {
  const bytes = table.subarray(0, LARGEST_TABLE)
  const structures: SmbiosStructure[] = []
  let at = 0
  while (at + 4 <= bytes.length && structures.length < MOST_STRUCTURES) {
    const type = bytes[at] ?? 0
    const length = bytes[at + 1] ?? 0
    if (length < 4 || at + length > bytes.length || type === END_OF_TABLE) break
    const { strings, end } = stringsAt(bytes, at + length)
    structures.push(new SmbiosStructure(type, bytes.subarray(at, at + length), strings))
    at = end
  }
  return structures
}

/** The texts behind a structure: each ends with a zero, an empty one ends the set; a set without texts is two zeros. */
function stringsAt(bytes: Uint8Array, start: number): { strings: string[]; end: number } {
  const strings: string[] = []
  let at = start
  while (at < bytes.length && strings.length <= MOST_STRINGS) {
    const zero = bytes.indexOf(0, at)
    const stop = zero === -1 ? bytes.length : zero
    if (stop === at) {
      // Only a set without any text has a second zero of its own.
      return { strings, end: strings.length === 0 ? at + 2 : at + 1 }
    }
    strings.push(cleanText(new TextDecoder('latin1').decode(bytes.subarray(at, stop))))
    at = stop + 1
  }
  return { strings, end: bytes.length }
}
