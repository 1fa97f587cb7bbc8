import { type ClaimMark, markChange, markOf } from './claim-mark.ts'
import type { MarkedClaim, Pace } from './claim-recovery.ts'
import type { MachineClaims } from './machine-claims.ts'

const callWithinMs = 15_000

/**
 * The sign of life on a machine whose build is being waited for. `lost` is aborted when the claim is held no
 * more: it was released, or taken over because this process was suspended for long.
 */
export class ClaimLease {
  readonly #claims: MachineClaims
  readonly #claim: MarkedClaim
  readonly #pace: Pace
  readonly #lost = new AbortController()
  readonly #ended = new AbortController()
  #beating: Promise<void> = Promise.resolve()

  constructor(claims: MachineClaims, claim: MarkedClaim, pace: Pace) {
    this.#claims = claims
    this.#claim = claim
    this.#pace = pace
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  start(): void {
    this.#beating = this.#beat()
  }

  /**
   * Ends the signs of life and takes the mark off, so that nobody takes the claim over from now on. False
   * when the claim is not held any more.
   * @throws when the server cannot be reached.
   */
  async confirm(): Promise<boolean> {
    this.#ended.abort()
    await this.#beating
    return !this.#lost.signal.aborted && this.#put(null)
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended
    for (let beat = this.#claim.mark.beat + 1; !signal.aborted; beat++) {
      try {
        await this.#pace.sleep(this.#pace.beatMs, signal)
        if (await this.#put({ ...this.#claim.mark, beat })) continue
        this.#lost.abort()
        return
      } catch {
        // Ended, or the server is out of reach for now: the next beat decides.
      }
    }
  }

  /** Writes the mark; false when the claim is not held any more. */
  async #put(mark: ClaimMark | null): Promise<boolean> {
    const { claimId, machine } = this.#claim
    const limits = { signal: AbortSignal.timeout(callWithinMs) }
    try {
      await this.#claims.update(machine.Uuid, claimId, { ...markChange(mark), ...limits })
      return true
    } catch (error) {
      const now = await this.#claims.get(machine.Uuid, claimId, limits)
      if (now.state !== 'held') return false
      // Only the answer may have been lost.
      if (markOf(now.machine)?.beat === mark?.beat) return true
      throw error
    }
  }
}
