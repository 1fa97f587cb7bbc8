import { setImmediate as turn } from 'node:timers/promises'
import type { Stored } from './port.ts'
import { PIECE_OBJECTS, type Snapshot } from './snapshot.ts'

/** Milliseconds for which a scan holds one snapshot: an old state keeps the engine from reclaiming space. */
export const PATIENCE = 30_000

/**
 * Reads a prefix behind the key `from` in pieces from one snapshot, and goes on with a newer one when the reader takes longer than
 * the patience. A reader that never comes back holds nothing after it.
 */
export async function* scan(
  open: () => Promise<Snapshot>,
  prefix: string,
  patience: number,
  from: string,
): AsyncGenerator<readonly Stored[]> {
  let held: HeldSnapshot | undefined
  let after = from
  try {
    for (;;) {
      if (held === undefined || held.isOver) held = new HeldSnapshot(await open(), patience)
      const piece = await held.piece(prefix, after)
      const last = piece.at(-1)
      if (last === undefined) return
      after = last.key
      yield piece
      await turn()
    }
  } finally {
    await held?.close()
  }
}

/** Objects that are all there already, in pieces. */
export async function* pieces(objects: readonly Stored[]): AsyncGenerator<readonly Stored[]> {
  for (let at = 0; at < objects.length; at += PIECE_OBJECTS) {
    yield objects.slice(at, at + PIECE_OBJECTS)
    await turn()
  }
}

/** A snapshot that closes itself when its time is over and nobody is reading from it. */
class HeldSnapshot {
  readonly #snapshot: Snapshot
  readonly #timer: NodeJS.Timeout
  #isOver = false
  #isReading = false
  #closed: Promise<void> | undefined

  constructor(snapshot: Snapshot, patience: number) {
    this.#snapshot = snapshot
    this.#timer = setTimeout(() => {
      this.#isOver = true
      // A failure to close is met again by whoever uses the connection next.
      if (!this.#isReading) this.close().catch(() => {})
    }, patience).unref()
  }

  get isOver(): boolean {
    return this.#isOver
  }

  async piece(prefix: string, after: string): Promise<readonly Stored[]> {
    this.#isReading = true
    try {
      return await this.#snapshot.piece(prefix, after)
    } finally {
      this.#isReading = false
      if (this.#isOver) await this.close()
    }
  }

  close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#closed ??= this.#snapshot.close()
    return this.#closed
  }
}
