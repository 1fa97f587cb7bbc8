import {
  type ClaimMark,
  fingerprintOf,
  firstMark,
  markOf,
  markParameter,
  markToJson,
  swapMark,
} from './claim-mark.ts'
import type { CallLimits, Claim, ClaimRequest, MachineClaims } from './machine-claims.ts'

/** Time and chance, for the holder's sign of life. */
export interface Pace {
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** A random text that never comes again. */
  newKey(): string
  /** Milliseconds between two signs of life. */
  readonly beatMs: number
  /** A holder that gives no sign for so many milliseconds, while being watched, is dead. */
  readonly deadAfterMs: number
}

/** A claim with the mark that shows who holds it. */
export interface MarkedClaim extends Claim {
  readonly mark: ClaimMark
}

interface Candidate {
  readonly uuid: string
  readonly mark: ClaimMark
}

/**
 * Claims machines for objects without a `claim_key` so that a provider which is killed between claim and
 * state leaves nothing behind for good: the next run with the same request takes the machine over.
 *
 * Terraform tells a provider neither the address of an object nor anything else that outlives a failed
 * create. So every claim is made with a random key, which rules out that two objects get one machine, and
 * carries a mark with a hash of the request. A later create with an equal hash may take over a claim whose
 * holder is dead: its mark is unconfirmed and stays the same while being watched. Watching needs no common
 * clock. The mark changes hands by a guarded write, so only one taker wins, and a holder that was only
 * asleep finds itself replaced.
 */
export class ClaimRecovery {
  readonly #claims: MachineClaims
  readonly #pace: Pace
  readonly #orphans = new Map<string, Promise<Candidate[]>>()

  constructor(claims: MachineClaims, pace: Pace) {
    this.#claims = claims
    this.#pace = pace
  }

  /** Takes over an abandoned claim of an equal request, or claims anew. */
  async claim(request: Omit<ClaimRequest, 'claimKey'>, limits: CallLimits): Promise<MarkedClaim> {
    const fingerprint = fingerprintOf(request)
    const candidates = await this.#unconfirmed(request.pool, limits)
    for (;;) {
      const at = candidates.findIndex((candidate) => candidate.mark.fingerprint === fingerprint)
      const [candidate] = at < 0 ? [] : candidates.splice(at, 1)
      if (candidate === undefined) break
      const taken =
        (await this.#isDead(candidate, limits)) && (await this.#takeOver(candidate, request, limits))
      if (taken) return taken
    }
    const mark = firstMark(fingerprint, this.#pace.newKey())
    return { ...(await this.#claims.allocate(marked(request, mark), limits)), mark }
  }

  /** What was unconfirmed in a pool before this process claimed there; asked for once. */
  #unconfirmed(pool: string, limits: CallLimits): Promise<Candidate[]> {
    const known = this.#orphans.get(pool)
    if (known) return known
    const asked = this.#claims.allocated(pool, limits).then((machines) =>
      machines.flatMap((machine) => {
        const mark = markOf(machine)
        return mark && !mark.confirmed ? [{ uuid: machine.Uuid, mark }] : []
      }),
    )
    this.#orphans.set(pool, asked)
    asked.catch(() => this.#orphans.delete(pool))
    return asked
  }

  async #isDead({ uuid, mark }: Candidate, limits: CallLimits): Promise<boolean> {
    for (let watched = 0; watched < this.#pace.deadAfterMs; watched += this.#pace.beatMs) {
      await this.#pace.sleep(this.#pace.beatMs, limits.signal)
      const machine = await this.#claims.machine(uuid, limits)
      const now = machine?.PoolAllocated ? markOf(machine) : undefined
      if (!now || now.confirmed || now.holder !== mark.holder || now.beat !== mark.beat) return false
    }
    return true
  }

  async #takeOver(
    { uuid, mark }: Candidate,
    request: Omit<ClaimRequest, 'claimKey'>,
    limits: CallLimits,
  ): Promise<MarkedClaim | undefined> {
    const mine = { ...mark, holder: this.#pace.newKey(), beat: mark.beat + 1 }
    if (!(await swapMark(this.#claims, uuid, mark, mine, limits))) return undefined
    const original = firstMark(mark.fingerprint, mark.claimKey)
    const claim = await this.#claims.allocate(marked(request, original), limits)
    return { ...claim, mark: claim.machine.Uuid === uuid ? mine : original }
  }
}

function marked(request: Omit<ClaimRequest, 'claimKey'>, mark: ClaimMark): ClaimRequest {
  const addParameters = { ...request.addParameters, [markParameter]: markToJson(mark) }
  return { ...request, claimKey: mark.claimKey, addParameters }
}
