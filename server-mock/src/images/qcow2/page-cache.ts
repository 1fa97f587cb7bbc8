import type { Entry } from './cluster.ts'
import type { Plan } from './plan.ts'

/** Bytes of the tables that are read at once. */
const PAGE = 64 * 1024
/** Pages that are kept: 2 MiB of tables. */
const KEPT = 32

/** Reads entries of tables, and keeps the parts of the file that were used last. */
export class PageCache {
  readonly #fileSize: number
  readonly #pages = new Map<number, DataView>()

  constructor(fileSize: number) {
    this.#fileSize = fileSize
  }

  /** The eight bytes at an offset, which is a multiple of eight and in the file. */
  *entry(offset: number): Plan<Entry> {
    const number = Math.floor(offset / PAGE)
    const page = this.#pages.get(number) ?? (yield* this.#load(number))
    const at = offset - number * PAGE
    return { high: page.getUint32(at), low: page.getUint32(at + 4) }
  }

  *#load(number: number): Plan<DataView> {
    const offset = number * PAGE
    const bytes = yield { offset, length: Math.min(PAGE, this.#fileSize - offset) }
    const page = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const [oldest] = this.#pages.keys()
    if (this.#pages.size >= KEPT && oldest !== undefined) this.#pages.delete(oldest)
    this.#pages.set(number, page)
    return page
  }
}
