import { Budget } from './budget.ts'
import { extentOf, l2TableAt } from './cluster.ts'
import type { Extent } from './extent.ts'
import { HEADER_BYTES, parseHeader, type Qcow2Header } from './header.ts'
import { PageCache } from './page-cache.ts'
import type { Plan } from './plan.ts'

/** Bytes of the longest extent that is stored; those of zeros have no bound but the disk. */
const MAX_STORED = 1024 * 1024

/**
 * Tells for each place of the disk where in the file its bytes are. It reads tables only, and holds 2 MiB of them
 * at most, whatever size they have.
 */
export class DiskMap {
  readonly header: Qcow2Header
  readonly #fileSize: number
  readonly #pages: PageCache

  private constructor(header: Qcow2Header, fileSize: number) {
    this.header = header
    this.#fileSize = fileSize
    this.#pages = new PageCache(fileSize)
  }

  /**
   * @param maxSize bytes that the disk may have
   * @throws Qcow2Error
   */
  static *open(fileSize: number, maxSize: number): Plan<DiskMap> {
    const start = yield { offset: 0, length: Math.min(HEADER_BYTES, fileSize) }
    return new DiskMap(parseHeader(start, fileSize, maxSize), fileSize)
  }

  /**
   * The longest extent that begins at an offset of the disk, which is in it.
   *
   * @param atMost bytes wanted
   * @throws Qcow2Error
   */
  *at(offset: number, atMost: number, budget?: Budget): Plan<Extent> {
    const first = yield* this.#one(offset, budget)
    const left = Math.min(atMost, this.header.virtualSize - offset)
    const room = first.kind === 'stored' ? Math.min(left, MAX_STORED) : left
    let { length } = first
    while (first.kind !== 'packed' && length < room) {
      const next = yield* this.#one(offset + length, budget)
      const goesOn = first.kind === 'zero' || (next.kind === 'stored' && next.at === first.at + length)
      if (next.kind !== first.kind || !goesOn) break
      length += next.length
    }
    return { ...first, length: Math.min(length, room) }
  }

  /**
   * All extents of the disk in order; asks for the next one only when it is wanted.
   *
   * @throws Qcow2Error as `at`, and when more parts of the disk share a place in the file than an honest image has
   */
  walk(): { next(): Plan<Extent | undefined> } {
    const { virtualSize, clusterSize } = this.header
    // The last cluster may end behind the file.
    const budget = new Budget(this.#fileSize + clusterSize)
    const at = (offset: number) => this.at(offset, virtualSize, budget)
    let offset = 0
    return {
      *next() {
        if (offset >= virtualSize) return undefined
        const extent = yield* at(offset)
        budget.extent(extent)
        offset += extent.length
        return extent
      },
    }
  }

  /** The extent of a single cluster, or of an L2 table that is not there. */
  *#one(offset: number, budget: Budget | undefined): Plan<Extent> {
    const { clusterSize, l2Entries, l1Offset, subclusters } = this.header
    const cluster = Math.floor(offset / clusterSize)
    const [table, index] = [Math.floor(cluster / l2Entries), cluster % l2Entries]
    const l2 = l2TableAt(yield* this.#pages.entry(l1Offset + table * 8), this.header, this.#fileSize)
    if (l2 === 0) return { kind: 'zero', length: (table + 1) * l2Entries * clusterSize - offset }
    budget?.table(table, clusterSize)
    const place = l2 + index * (subclusters ? 16 : 8)
    const entry = yield* this.#pages.entry(place)
    const bitmap = subclusters ? yield* this.#pages.entry(place + 8) : undefined
    return extentOf(entry, bitmap, offset % clusterSize, this.header, this.#fileSize)
  }
}
