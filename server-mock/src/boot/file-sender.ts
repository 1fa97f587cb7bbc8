import type { Writable } from 'node:stream'
import { ClientGoneError } from './client-gone-error.ts'
import { FairTurns } from './fair-turns.ts'
import type { TreeFile } from './file-tree.ts'

/** Bytes of a piece that one stream alone is sent by. */
const LARGEST = 1024 * 1024
/** With many streams pieces become smaller, down to this. */
const SMALLEST = 64 * 1024
/** Bytes that the pieces of all streams may hold in memory together, as long as none is smaller than the smallest. */
const ALL = 16 * 1024 * 1024
/** Pieces read at a time: a slow disk answers several better than one. */
const READERS = 4

/**
 * Sends files piece by piece: the next piece is read while the one before is on its way, into buffers that are used
 * again. A stream whose reader is slow holds two pieces and nothing else. The streams read in turns, so that those
 * whose readers are equally fast get the same.
 */
export class FileSender {
  readonly #turns = new FairTurns<object>()
  /** Streams that wait for their turn, and what they read then. */
  readonly #waiting = new Map<object, () => Promise<void>>()
  #reading = false

  /**
   * Sends the bytes `start` to `end`, both included, as the body of a response, and ends it.
   *
   * @throws ClientGoneError when the caller goes away
   * @throws Error when the file cannot be read, or is shorter than it was
   */
  async send(file: TreeFile, start: number, end: number, response: Writable): Promise<void> {
    this.#turns.enter(response)
    try {
      const opened = await file.opened()
      try {
        await this.#pieces(opened.read, start, end, response)
      } finally {
        await opened.close()
      }
    } finally {
      this.#turns.leave(response)
    }
  }

  async #pieces(
    read: (into: Uint8Array, offset: number) => Promise<number>,
    start: number,
    end: number,
    response: Writable,
  ): Promise<void> {
    const size = Math.min(end - start + 1, this.#size())
    const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
    let written: Promise<void> = Promise.resolve()
    for (let [at, turn] = [start, 0]; at <= end; turn = 1 - turn) {
      const piece = buffers[turn]?.subarray(0, Math.min(size, end - at + 1)) ?? Buffer.alloc(0)
      const count = await this.#inTurn(response, () => read(piece, at))
      if (count === 0) throw new Error(`the file ends at ${at} instead of ${end + 1}`)
      // The other buffer is free again only when its piece has left.
      await written
      written = writtenTo(response, piece.subarray(0, count))
      written.catch(() => {})
      at += count
    }
    await written
    response.end()
  }

  #size(): number {
    return Math.max(SMALLEST, Math.min(LARGEST, ALL / (2 * Math.max(1, this.#turns.size))))
  }

  /** Reads when the stream's turn has come. */
  #inTurn(stream: object, read: () => Promise<number>): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(stream, async () => {
        try {
          const count = await read()
          this.#turns.gave(stream, count)
          resolve(count)
        } catch (error) {
          reject(error)
        }
      })
      if (!this.#reading) void this.#rounds()
    })
  }

  async #rounds(): Promise<void> {
    this.#reading = true
    while (this.#waiting.size > 0) {
      const due = this.#turns.next([...this.#waiting.keys()], this.#size())
      for (let at = 0; at < due.length; at += READERS) {
        await Promise.all(
          due.slice(at, at + READERS).map((stream) => {
            const begin = this.#waiting.get(stream)
            this.#waiting.delete(stream)
            return begin?.()
          }),
        )
      }
    }
    this.#reading = false
  }
}

function writtenTo(response: Writable, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => {
      if (error === undefined || error === null) resolve()
      else reject(new ClientGoneError(error))
    })
  })
}
