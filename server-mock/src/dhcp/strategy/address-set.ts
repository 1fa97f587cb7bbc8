import { formatAddress, parseAddress } from '../ipv4.ts'

/** Addresses under one /16. */
const PAGE = 0x10000
const WORDS = PAGE / 32

/**
 * A set of IPv4 addresses that finds the next one *not* in it without walking its members: a bitmap of 8 KiB
 * for each /16 in use, full pages skipped by their count. Texts that are no address are not members.
 */
export class AddressSet {
  readonly #pages = new Map<number, { readonly bits: Uint32Array; count: number }>()

  /** Adds an address; no effect when it is a member. */
  add(address: string): void {
    const number = parseAddress(address)
    if (number === undefined) return
    const key = number >>> 16
    let page = this.#pages.get(key)
    if (page === undefined) {
      page = { bits: new Uint32Array(WORDS), count: 0 }
      this.#pages.set(key, page)
    }
    const word = (number & 0xffff) >>> 5
    const bit = 1 << (number & 31)
    const before = page.bits[word] ?? 0
    if (before & bit) return
    page.bits[word] = before | bit
    page.count++
  }

  /** Removes an address; no effect when it is not a member. */
  delete(address: string): void {
    const number = parseAddress(address)
    const page = number === undefined ? undefined : this.#pages.get(number >>> 16)
    if (number === undefined || page === undefined) return
    const word = (number & 0xffff) >>> 5
    const bit = 1 << (number & 31)
    const before = page.bits[word] ?? 0
    if ((before & bit) === 0) return
    page.bits[word] = before & ~bit
    page.count--
    if (page.count === 0) this.#pages.delete(number >>> 16)
  }

  /** Lowest number from `first` to `last` that is not a member; undefined when all are. */
  nextAbsent(first: number, last: number): number | undefined {
    let at = first
    while (at <= last) {
      const page = this.#pages.get(at >>> 16)
      if (page === undefined) return at
      const end = (at >>> 16) * PAGE + PAGE
      const found = page.count === PAGE ? undefined : absentBit(page.bits, at & 0xffff)
      if (found !== undefined) {
        const address = end - PAGE + found
        return address <= last ? address : undefined
      }
      at = end
    }
    return undefined
  }
}

/** Lowest address (dotted) from `first` to `last` that is in none of the sets; for `LeaseBook.nextUnused`. */
export function nextUnused(sets: readonly AddressSet[], first: string, last: string): string | undefined {
  const end = parseAddress(last)
  let at = parseAddress(first)
  while (at !== undefined && end !== undefined) {
    const from: number = at
    const next = sets.reduce<number | undefined>(
      (candidate, set) => (candidate === undefined ? undefined : set.nextAbsent(candidate, end)),
      from,
    )
    if (next === undefined) return undefined
    if (next === from) return next <= end ? formatAddress(next) : undefined
    at = next
  }
  return undefined
}

function absentBit(bits: Uint32Array, from: number): number | undefined {
  // Bits below the start count as taken in the first word.
  let taken = (bits[from >>> 5] ?? 0) | ((1 << (from & 31)) - 1)
  for (let word = from >>> 5; word < WORDS; taken = bits[++word] ?? 0) {
    const free = ~taken
    if (free !== 0) return word * 32 + 31 - Math.clz32(free & -free)
  }
  return undefined
}
