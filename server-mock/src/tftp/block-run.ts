import { DATA_HEADER, writeDataHeader } from './packet.ts'
import type { ReadPieces } from './tftp-file.ts'

/** The file that runs of blocks are cut from. */
export interface BlockSource {
  /** Bytes. */
  readonly size: number
  /** Bytes per DATA. */
  readonly blockSize: number
  /** Most DATA of a run. */
  readonly most: number
  readonly read: ReadPieces
}

/** Where a run is; after a failure it holds nothing. */
export type RunState =
  | { readonly kind: 'empty' | 'reading' | 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Room for the DATA messages of consecutive blocks, one behind the other as they are sent: the file is read into
 * the places behind the headers. All are equally long but the last of the file.
 */
export class BlockRun {
  readonly #source: BlockSource
  /** Places of the blocks' bytes; none before the first use. */
  #places: Uint8Array[] = []
  #bytes = new Uint8Array(0)
  #length = 0
  #from = -1
  #until = -1
  #state: RunState = { kind: 'empty' }

  constructor(source: BlockSource) {
    this.#source = source
  }

  /** Blocks of the file before the run; −1 when it holds none. */
  get from(): number {
    return this.#from
  }

  /** Blocks of the file up to the run's end. */
  get until(): number {
    return this.#until
  }

  get state(): RunState {
    return this.#state
  }

  /** Whether it holds, or will, the blocks after `from` up to `until`. */
  covers(from: number, until: number): boolean {
    return this.#from >= 0 && this.#from <= from && until <= this.#until
  }

  /** The messages of the blocks after `from` up to `until`, which it covers. */
  messages(from: number, until: number): Uint8Array {
    const step = DATA_HEADER + this.#source.blockSize
    return this.#bytes.subarray(
      (from - this.#from) * step,
      Math.min((until - this.#from) * step, this.#length),
    )
  }

  /**
   * Reads a run; not while it is reading. At once, or else the result resolves when that has ended. What the
   * state is then says whether the file could be read and was as long as it should be.
   */
  load(from: number, until: number): Promise<void> | undefined {
    const { size, blockSize, read } = this.#source
    this.#allocate()
    const offset = from * blockSize
    const wanted = Math.min(until * blockSize, size) - offset
    for (let at = 0; at < until - from; at++) {
      writeDataHeader(this.#bytes, at * (DATA_HEADER + blockSize), from + at + 1)
    }
    this.#from = from
    this.#until = until
    this.#length = (until - from) * DATA_HEADER + wanted
    const finish = (count: number) => {
      if (count === wanted) this.#state = { kind: 'ready' }
      else fail(new Error(`${count} bytes read at ${offset} instead of ${wanted}`))
    }
    const fail = (error: unknown) => {
      this.#state = { kind: 'failed', error }
      this.#from = -1
    }
    try {
      const count = wanted === 0 ? 0 : read(this.#pieces(wanted), offset)
      if (typeof count !== 'number') {
        this.#state = { kind: 'reading' }
        return count.then(finish, fail)
      }
      finish(count)
    } catch (error) {
      fail(error)
    }
    return undefined
  }

  /** Places for this many bytes. */
  #pieces(wanted: number): readonly Uint8Array[] {
    const { blockSize } = this.#source
    const whole = Math.floor(wanted / blockSize)
    const rest = wanted % blockSize
    if (rest === 0 && whole === this.#places.length) return this.#places
    const pieces = this.#places.slice(0, whole)
    const last = this.#places[whole]
    return rest === 0 || last === undefined ? pieces : [...pieces, last.subarray(0, rest)]
  }

  #allocate(): void {
    if (this.#places.length > 0) return
    const { size, blockSize, most } = this.#source
    const blocks = Math.min(most, Math.floor(size / blockSize) + 1)
    const step = DATA_HEADER + blockSize
    this.#bytes = new Uint8Array(blocks * step)
    this.#places = Array.from({ length: blocks }, (_, at) =>
      this.#bytes.subarray(at * step + DATA_HEADER, (at + 1) * step),
    )
  }
}
