import type { Machine } from '../models/machine.ts'
import type { Claim, ClaimRequest } from './claim.ts'
import type { AllocateOptions } from './claim-options.ts'
import { fingerprintOf } from './fingerprint.ts'
import { ClaimLease, type LeaseClaims, type PendingClaim } from './lease.ts'
import { claimIdOf, ownParam } from './mark.ts'
import type { Pace } from './pace.ts'
import { type PendingMark, pendingMarkChange, pendingMarkOf, pendingMarkToJson } from './pending-mark.ts'
import type { ReleaseOptions } from './release.ts'
import type { Takeover } from './take-over.ts'

interface CallLimits {
  readonly signal: AbortSignal
}

/** What recovery needs of the claim protocol; `Claims` has it. */
export interface RecoveryClaims extends LeaseClaims {
  allocate(request: ClaimRequest, options: AllocateOptions & CallLimits): Promise<Claim>
  release(uuid: string, claimId: string, options: ReleaseOptions & CallLimits): Promise<void>
  /** The allocated machines of a pool. */
  allocated(pool: string, limits: CallLimits): Promise<readonly Machine[]>
  /** Null when the claim or the param is no longer as expected; then nothing has changed. */
  takeOver(takeover: Takeover, limits: CallLimits): Promise<Machine | null>
}

/** What is claimed, and for what. */
export interface RecoverableRequest {
  readonly request: Omit<ClaimRequest, 'claimKey'>
  /** The claim's key; null for a random one. */
  readonly claimKey: string | null
  /** JSON of everything that makes two requests equal; its hash is stored on the machine, so leave secrets out. */
  readonly identity: unknown
  /**
   * Param that tells which object the machine is for, where the caller knows: then only claims of that object are
   * looked at, and one with another identity is given back. Without it any claim with an equal identity will do.
   */
  readonly label?: { readonly parameter: string; readonly text: string } | undefined
}

/**
 * A claim that is held: made anew (`allocated`), taken over from a process that was killed (`recovered`), or one that
 * the key held before and that is not ours by its mark (`found`).
 */
export interface RecoveredClaim extends PendingClaim {
  readonly origin: 'allocated' | 'recovered' | 'found'
}

/**
 * Claims machines so that a process which is killed between claim and storing leaves nothing behind for good: the
 * next run with the same request takes the machine over.
 *
 * A claim carries a mark with a hash of the request. A later claim may take over one whose holder is dead: its mark is
 * still there and stays the same while being watched. Watching needs no common clock. The takeover is one guarded
 * write that also changes the claim's key, so only one taker wins, and a holder that was only asleep finds that it
 * holds nothing.
 */
export class ClaimRecovery {
  readonly #claims: RecoveryClaims
  readonly #parameter: string
  readonly #pace: Pace
  readonly #pending = new Map<string, Promise<PendingClaim[]>>()

  /** @param parameter the param that carries the mark; each kind of caller has one of its own */
  constructor(claims: RecoveryClaims, parameter: string, pace: Pace) {
    this.#claims = claims
    this.#parameter = parameter
    this.#pace = pace
  }

  /**
   * Takes over an abandoned claim of an equal request, or claims anew. Hold it while you wait for the machine, and
   * confirm it when it is stored.
   *
   * @param options also how long to wait for a machine to be free
   * @throws what `Claims.allocate` throws
   */
  async claim(wanted: RecoverableRequest, options: AllocateOptions & CallLimits): Promise<RecoveredClaim> {
    const { request, label } = wanted
    const mark = { fingerprint: fingerprintOf(wanted.identity), holder: this.#pace.newKey(), beat: 0 }
    const claimKey = wanted.claimKey ?? mark.holder
    const recovered = await this.#recover(wanted, claimKey, mark, { signal: options.signal })
    if (recovered !== undefined) return { ...recovered, origin: 'recovered' }
    const addParameters = {
      ...request.addParameters,
      ...(label === undefined ? {} : { [label.parameter]: label.text }),
      [this.#parameter]: pendingMarkToJson(mark),
    }
    const claim = await this.#claims.allocate({ ...request, addParameters, claimKey }, options)
    const isOurs = pendingMarkOf(claim.machine, this.#parameter)?.holder === mark.holder
    return { ...claim, mark, origin: isOurs ? 'allocated' : 'found' }
  }

  /** Begins to give signs of life for a claim. */
  hold(claim: PendingClaim): ClaimLease {
    return new ClaimLease(this.#claims, claim, this.#parameter, this.#pace)
  }

  /** Takes the mark off a machine that is stored; one without a mark is left as it is. */
  async confirm(machine: Machine, claimId: string, limits: CallLimits): Promise<void> {
    if (pendingMarkOf(machine, this.#parameter) === undefined) return
    const change = pendingMarkChange(null, this.#parameter)
    await this.#claims.update(machine.Uuid, claimId, { ...change, ...limits })
  }

  /** The first abandoned claim that can be had; what it comes across that is out of date is given back. */
  async #recover(
    { request, label }: RecoverableRequest,
    claimKey: string,
    mark: PendingMark,
    limits: CallLimits,
  ): Promise<PendingClaim | undefined> {
    const isEqual = (claim: PendingClaim) => claim.mark.fingerprint === mark.fingerprint
    const isFor = (claim: PendingClaim) =>
      label === undefined ? isEqual(claim) : ownParam(claim.machine, label.parameter) === label.text
    const pending = await this.#pendingIn(request.pool, limits)
    for (;;) {
      const at = pending.findIndex(isFor)
      const [orphan] = at < 0 ? [] : pending.splice(at, 1)
      if (orphan === undefined) return undefined
      try {
        if (!(await this.#isDead(orphan, limits))) continue
        if (isEqual(orphan)) {
          const taken = await this.#takeOver(orphan, claimKey, mark, limits)
          if (taken !== undefined) return taken
        } else {
          const removeParameters = [...(label === undefined ? [] : [label.parameter]), this.#parameter]
          await this.#claims.release(orphan.machine.Uuid, orphan.claimId, { removeParameters, ...limits })
        }
      } catch (error) {
        pending.push(orphan)
        throw error
      }
    }
  }

  /** What was not stored anywhere before this process claimed in the pool; asked for once. */
  #pendingIn(pool: string, limits: CallLimits): Promise<PendingClaim[]> {
    const known = this.#pending.get(pool)
    if (known) return known
    const asked = this.#claims.allocated(pool, limits).then((machines) =>
      machines.flatMap((machine) => {
        const mark = pendingMarkOf(machine, this.#parameter)
        const claimId = claimIdOf(machine)
        return mark && claimId !== null ? [{ machine, claimId, mark }] : []
      }),
    )
    this.#pending.set(pool, asked)
    asked.catch(() => this.#pending.delete(pool))
    return asked
  }

  async #isDead({ machine, claimId, mark }: PendingClaim, limits: CallLimits): Promise<boolean> {
    for (let watched = 0; watched < this.#pace.deadAfterMs; watched += this.#pace.beatMs) {
      await this.#pace.sleep(this.#pace.beatMs, limits.signal)
      const now = await this.#claims.get(machine.Uuid, claimId, limits)
      const seen = now.state === 'held' ? pendingMarkOf(now.machine, this.#parameter) : undefined
      if (seen?.beat !== mark.beat || seen.holder !== mark.holder) return false
    }
    return true
  }

  async #takeOver(
    { machine, claimId, mark }: PendingClaim,
    to: string,
    mine: PendingMark,
    limits: CallLimits,
  ): Promise<PendingClaim | undefined> {
    const takeover = { uuid: machine.Uuid, from: claimId, to, parameter: this.#parameter }
    const values = { before: pendingMarkToJson(mark), after: pendingMarkToJson(mine) }
    const taken = await this.#claims.takeOver({ ...takeover, ...values }, limits)
    return taken ? { claimId: to, machine: taken, mark: mine } : undefined
  }
}
