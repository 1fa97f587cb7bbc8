import type { ServerResponse } from 'node:http'
import type { TreeFile } from './file-tree.ts'

/** Bytes of a piece that one stream alone is sent by. */
const LARGEST = 1024 * 1024
/** With many streams pieces become smaller, down to this. */
const SMALLEST = 64 * 1024
/** Bytes that the pieces of all streams may hold in memory together, as long as none is smaller than the smallest. */
const ALL = 16 * 1024 * 1024

/**
 * Sends files piece by piece: the next piece is read while the one before is on its way, into buffers that are used
 * again. A stream whose reader is slow holds two pieces and nothing else.
 */
export class FileSender {
  #streams = 0

  /**
   * Sends the bytes `start` to `end`, both included, as the body of a response and ends it.
   *
   * @throws Error when the caller goes away, or the file is shorter than it was
   */
  async send(file: TreeFile, start: number, end: number, response: ServerResponse): Promise<void> {
    this.#streams++
    try {
      const opened = await file.opened()
      try {
        await this.#pieces(opened.read, start, end, response)
      } finally {
        await opened.close()
      }
    } finally {
      this.#streams--
    }
  }

  async #pieces(
    read: (into: Uint8Array, offset: number) => Promise<number>,
    start: number,
    end: number,
    response: ServerResponse,
  ): Promise<void> {
    const size = Math.min(end - start + 1, Math.max(SMALLEST, Math.min(LARGEST, ALL / (2 * this.#streams))))
    const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
    let written: Promise<void> = Promise.resolve()
    for (let [at, turn] = [start, 0]; at <= end; turn = 1 - turn) {
      const piece = buffers[turn]?.subarray(0, Math.min(size, end - at + 1)) ?? Buffer.alloc(0)
      const count = await read(piece, at)
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
}

function writtenTo(response: ServerResponse, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => {
      if (error === undefined || error === null) resolve()
      else reject(error)
    })
  })
}
