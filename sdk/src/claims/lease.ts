import type { Machine } from '../models/machine.ts'
import type { Claim, ClaimState } from './claim.ts'
import type { ClaimUpdate } from './claim-options.ts'
import type { Pace } from './pace.ts'
import { type PendingMark, pendingMarkChange, pendingMarkOf } from './pending-mark.ts'

const CALL_WITHIN_MS = 15_000

/** A claim with the mark that it carries. */
export interface PendingClaim extends Claim {
  readonly mark: PendingMark
}

/** What a lease needs of the claim protocol; `Claims` has it. */
export interface LeaseClaims {
  get(uuid: string, claimId: string, options: { readonly signal: AbortSignal }): Promise<ClaimState>
  update(
    uuid: string,
    claimId: string,
    update: ClaimUpdate & { readonly signal: AbortSignal },
  ): Promise<Machine>
}

/**
 * The sign of life on a machine that is being waited for, given from the start on. `lost` is aborted when the claim
 * is held no more: it was released, or taken over because this process was suspended for long.
 */
export class ClaimLease {
  readonly #claims: LeaseClaims
  readonly #claim: PendingClaim
  readonly #parameter: string
  readonly #pace: Pace
  readonly #lost = new AbortController()
  readonly #ended = new AbortController()
  readonly #beating: Promise<void>

  /** @param parameter the param that carries the mark */
  constructor(claims: LeaseClaims, claim: PendingClaim, parameter: string, pace: Pace) {
    this.#claims = claims
    this.#claim = claim
    this.#parameter = parameter
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
  async confirm(): Promise<boolean> {
    this.#ended.abort()
    await this.#beating
    return !this.#lost.signal.aborted && this.#put(null)
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended
    for (let beat = this.#claim.mark.beat + 1; !signal.aborted; beat += 1) {
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

  /** Writes the mark, or takes it off; false when the claim is not held any more. */
  async #put(mark: PendingMark | null): Promise<boolean> {
    const { claimId, machine } = this.#claim
    const limits = { signal: AbortSignal.timeout(CALL_WITHIN_MS) }
    try {
      const change = pendingMarkChange(mark, this.#parameter)
      await this.#claims.update(machine.Uuid, claimId, { ...change, ...limits })
      return true
    } catch (error) {
      const now = await this.#claims.get(machine.Uuid, claimId, limits)
      if (now.state !== 'held') return false
      // Only the answer may have been lost.
      if (pendingMarkOf(now.machine, this.#parameter)?.beat === mark?.beat) return true
      throw error
    }
  }
}
