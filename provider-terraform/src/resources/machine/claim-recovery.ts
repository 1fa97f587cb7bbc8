import type { AllocateOptions } from '@metalwright/sdk/claims'
import { type ClaimMark, fingerprintOf, markOf, markParameter, markToJson } from './claim-mark.ts'
import type { CallLimits, Claim, ClaimRequest, MachineClaims } from './machine-claims.ts'
import { keyInUse } from './machine-messages.ts'

/** Time and chance, for the sign of life of whoever waits for a machine. */
export interface Pace {
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** A random text that never comes again. */
  newKey(): string
  /** Milliseconds between two signs of life. */
  readonly beatMs: number
  /** Who gives no sign for so many milliseconds, while being watched, is dead. */
  readonly deadAfterMs: number
}

/** A claim with the mark that it carries. */
export interface MarkedClaim extends Claim {
  readonly mark: ClaimMark
}

/**
 * Claims machines so that a provider which is killed between claim and state leaves nothing behind for good:
 * the next run with the same request takes the machine over.
 *
 * Terraform tells a provider neither the address of an object nor anything else that outlives a failed
 * create. So a claim is made with the key that the user gave or a random one, which rules out that two
 * objects get one machine, and carries a mark with a hash of the request. A later create with an equal hash
 * may take over a claim whose holder is dead: its mark is still there and stays the same while being
 * watched. Watching needs no common clock. The takeover is one guarded write that also changes a random key,
 * so only one taker wins, and a holder that was only asleep finds that it holds nothing.
 */
export class ClaimRecovery {
  readonly #claims: MachineClaims
  readonly #pace: Pace
  readonly #pending = new Map<string, Promise<MarkedClaim[]>>()

  constructor(claims: MachineClaims, pace: Pace) {
    this.#claims = claims
    this.#pace = pace
  }

  /**
   * Takes over an abandoned claim of an equal request, or claims anew.
   * @param claimKey the key that the user gave; null for a random one
   * @param options also how long to wait for a machine to be free
   * @throws DiagnosticError when the key belongs to another claim.
   */
  async claim(
    request: Omit<ClaimRequest, 'claimKey'>,
    claimKey: string | null,
    options: AllocateOptions & CallLimits,
  ): Promise<MarkedClaim> {
    const limits = { signal: options.signal }
    const fingerprint = fingerprintOf(request, claimKey)
    const mark = { fingerprint, holder: this.#pace.newKey(), beat: 0 }
    const key = claimKey ?? mark.holder
    const pending = await this.#pendingIn(request.pool, limits)
    for (;;) {
      const at = pending.findIndex((claim) => claim.mark.fingerprint === fingerprint)
      const [orphan] = at < 0 ? [] : pending.splice(at, 1)
      if (orphan === undefined) break
      const taken = (await this.#isDead(orphan, limits)) && (await this.#takeOver(orphan, key, mark, limits))
      if (taken) return taken
    }
    const addParameters = { ...request.addParameters, [markParameter]: markToJson(mark) }
    const claim = await this.#claims.allocate({ ...request, addParameters, claimKey: key }, options)
    if (markOf(claim.machine)?.holder !== mark.holder) throw keyInUse(key, claim.machine)
    return { ...claim, mark }
  }

  /** What was not yet in any state before this process claimed in the pool; asked for once. */
  #pendingIn(pool: string, limits: CallLimits): Promise<MarkedClaim[]> {
    const known = this.#pending.get(pool)
    if (known) return known
    const asked = this.#claims.allocated(pool, limits).then((machines) =>
      machines.flatMap((machine) => {
        const mark = markOf(machine)
        const claimId = this.#claims.claimIdOf(machine)
        return mark && claimId !== null ? [{ machine, claimId, mark }] : []
      }),
    )
    this.#pending.set(pool, asked)
    asked.catch(() => this.#pending.delete(pool))
    return asked
  }

  async #isDead({ machine, claimId, mark }: MarkedClaim, limits: CallLimits): Promise<boolean> {
    for (let watched = 0; watched < this.#pace.deadAfterMs; watched += this.#pace.beatMs) {
      await this.#pace.sleep(this.#pace.beatMs, limits.signal)
      const now = await this.#claims.get(machine.Uuid, claimId, limits)
      const seen = now.state === 'held' ? markOf(now.machine) : undefined
      if (seen?.beat !== mark.beat || seen.holder !== mark.holder) return false
    }
    return true
  }

  async #takeOver(
    { machine, claimId, mark }: MarkedClaim,
    to: string,
    mine: ClaimMark,
    limits: CallLimits,
  ): Promise<MarkedClaim | undefined> {
    const takeover = { uuid: machine.Uuid, from: claimId, to, parameter: markParameter }
    const values = { before: markToJson(mark), after: markToJson(mine) }
    const taken = await this.#claims.takeOver({ ...takeover, ...values }, limits)
    return taken ? { claimId: to, machine: taken, mark: mine } : undefined
  }
}
