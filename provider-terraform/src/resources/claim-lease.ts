import { type ClaimMark, swapMark } from './claim-mark.ts'
import type { MarkedClaim, Pace } from './claim-recovery.ts'
import type { MachineClaims } from './machine-claims.ts'

const confirmWithinMs = 15_000

/**
 * The sign of life on a machine whose build is being waited for. `lost` is aborted when somebody else took
 * the claim over, which can happen to a process that was suspended for long.
 */
export class ClaimLease {
  readonly #claims: MachineClaims
  readonly #uuid: string
  readonly #pace: Pace
  readonly #lost = new AbortController()
  readonly #ended = new AbortController()
  #mark: ClaimMark
  #beating: Promise<void> = Promise.resolve()

  constructor(claims: MachineClaims, claim: MarkedClaim, pace: Pace) {
    this.#claims = claims
    this.#uuid = claim.machine.Uuid
    this.#mark = claim.mark
    this.#pace = pace
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  start(): void {
    this.#beating = this.#beat()
  }

  /**
   * Ends the signs of life and marks the claim as handed to Terraform; from now on nobody takes it over.
   * False when somebody did before. @throws when the server cannot be reached.
   */
  async confirm(): Promise<boolean> {
    this.#ended.abort()
    await this.#beating
    if (this.#lost.signal.aborted) return false
    return this.#write({ ...this.#mark, confirmed: true }, AbortSignal.timeout(confirmWithinMs))
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended
    while (!signal.aborted) {
      try {
        await this.#pace.sleep(this.#pace.beatMs, signal)
        const kept = await this.#write(
          { ...this.#mark, beat: this.#mark.beat + 1 },
          AbortSignal.timeout(confirmWithinMs),
        )
        if (kept) continue
        this.#lost.abort()
        return
      } catch {
        // Ended, or the server is out of reach for now: the next beat decides.
      }
    }
  }

  async #write(next: ClaimMark, signal: AbortSignal): Promise<boolean> {
    const written = await swapMark(this.#claims, this.#uuid, this.#mark, next, { signal })
    if (written) this.#mark = next
    return written
  }
}
