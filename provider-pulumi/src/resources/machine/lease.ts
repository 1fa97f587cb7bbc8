import type { Claim } from '@metalwright/sdk/claims'
import type { Api } from '../../sdk/api.ts'
import type { Pace } from './orphans.ts'
import { markOf, markToJson, PENDING_PARAM, type PendingMark } from './pending-mark.ts'

const CALL_WITHIN_MS = 15_000

/**
 * The sign of life on a machine that is being waited for. `lost` is aborted when the claim is held no more: it was
 * released, or taken over because this process was suspended for long.
 */
export class Lease {
  readonly #api: Api
  readonly #claim: Claim
  readonly #mark: PendingMark
  readonly #pace: Pace
  readonly #lost = new AbortController()
  readonly #ended = new AbortController()
  readonly #beating: Promise<void>

  constructor(api: Api, claim: Claim, mark: PendingMark, pace: Pace) {
    this.#api = api
    this.#claim = claim
    this.#mark = mark
    this.#pace = pace
    this.#beating = this.#beat()
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /**
   * Ends the signs of life and takes the mark off, so that nobody takes the claim over from now on. False when the
   * claim is not held any more.
   *
   * @throws when the server cannot be reached
   */
  async end(): Promise<boolean> {
    this.#ended.abort()
    await this.#beating
    return !this.#lost.signal.aborted && this.#put(null)
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended
    const { clock } = this.#api.client.transport
    for (let beat = this.#mark.beat + 1; !signal.aborted; beat += 1) {
      try {
        await clock.sleep(this.#pace.beatMs, signal)
        if (await this.#put({ ...this.#mark, beat })) continue
        this.#lost.abort()
        return
      } catch {
        // Ended, or the server is out of reach for now: the next beat decides.
      }
    }
  }

  /** Writes the mark, or takes it off; false when the claim is not held any more. */
  async #put(mark: PendingMark | null): Promise<boolean> {
    const { claimId, machine } = this.#claim
    const { claims } = this.#api
    const signal = AbortSignal.timeout(CALL_WITHIN_MS)
    const change =
      mark === null
        ? { removeParameters: [PENDING_PARAM] }
        : { addParameters: { [PENDING_PARAM]: markToJson(mark) } }
    try {
      await claims.update(machine.Uuid, claimId, { ...change, signal })
      return true
    } catch (error) {
      const now = await claims.get(machine.Uuid, claimId, { signal })
      if (now.state !== 'held') return false
      // Only the answer may have been lost.
      if (markOf(now.machine)?.beat === mark?.beat) return true
      throw error
    }
  }
}
