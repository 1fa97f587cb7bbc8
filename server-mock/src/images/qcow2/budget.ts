import type { Extent } from './extent.ts'
import { Qcow2Error } from './qcow2-error.ts'

/** Bytes of the smallest cluster that can be compressed: a frame of zstd that holds one run. */
const LEAST_PACKED = 8

/**
 * Counts what the parts of a disk take up in the file. An honest image has a place of its own for each of them; one
 * that gives few bytes for an endless disk is found out before it costs more than its size is worth.
 */
export class Budget {
  readonly #limit: number
  #stored = 0
  #packed = 0
  #tables = 0
  #table = -1

  /** @param limit bytes of the file, rounded up to whole clusters */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes note of an L2 table that is looked at, by its number; one after the other. @throws Qcow2Error */
  table(number: number, bytes: number): void {
    if (number === this.#table) return
    this.#table = number
    this.#tables += bytes
    this.#check(this.#tables)
  }

  /** @throws Qcow2Error */
  extent(extent: Extent): void {
    if (extent.kind === 'stored') this.#stored += extent.length
    if (extent.kind === 'packed') this.#packed += LEAST_PACKED
    this.#check(Math.max(this.#stored, this.#packed))
  }

  #check(used: number): void {
    if (used > this.#limit)
      throw new Qcow2Error('damaged', 'gives the same bytes for many places of its disk')
  }
}
