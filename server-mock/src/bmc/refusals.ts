import { createHash } from 'node:crypto'
import { BmcFailure } from './bmc-failure.ts'
import type { BmcLimits } from './limits.ts'
import type { BmcAccess } from './target.ts'

/** BMCs remembered; beyond, the one that refused longest ago is forgotten, and gets one try more. */
const MOST = 10_000

/** Credentials that a BMC has refused. */
interface Refusal {
  /** Digest of user name and password. */
  readonly digest: string
  /** When they were tried last, milliseconds of the clock. */
  triedAt: number
  /** When this BMC refused any credentials, the latest last. */
  readonly refusedAt: readonly number[]
}

/**
 * Remembers refused credentials, so that they are not sent again: after a few tries a BMC locks the account, also for
 * those who have the right password.
 */
export class Refusals {
  readonly #refusals = new Map<string, Refusal>()
  readonly #limits: Pick<BmcLimits, 'retryMs' | 'refusals' | 'refusalsMs'>

  constructor(limits: Pick<BmcLimits, 'retryMs' | 'refusals' | 'refusalsMs'>) {
    this.#limits = limits
  }

  /**
   * Refuses credentials that the BMC has refused, and others too when it has refused many: whoever may edit a machine
   * could try passwords by the server, or lock an account.
   *
   * @param bmc which one
   * @param now milliseconds of the clock
   * @param again try them all the same, unless that was done a moment ago
   * @throws BmcFailure `bmc_credentials_refused`
   */
  check(bmc: string, access: BmcAccess, now: number, again: boolean): void {
    const refusal = this.#refusals.get(bmc)
    if (refusal === undefined) return
    this.#checkOthers(refusal, access, now)
    if (refusal.digest !== digestOf(access)) return
    const pause = refusal.triedAt + this.#limits.retryMs - now
    if (again && pause <= 0) {
      refusal.triedAt = now
      return
    }
    const reason = `The BMC at ${access.host} has refused these credentials; they are not sent again, since BMCs lock accounts after a few tries`
    const next = again
      ? `they may be tried again in ${Math.ceil(pause / 1000)} s`
      : 'correct ipmi/username and ipmi/password, or run the action trycredentials when the account was changed on the BMC'
    throw new BmcFailure('bmc_credentials_refused', reason, next)
  }

  /** Notes that the BMC refused. */
  refused(bmc: string, access: BmcAccess, now: number): void {
    const before = this.#refusals.get(bmc)?.refusedAt ?? []
    const refusedAt = [...before, now].slice(-this.#limits.refusals)
    this.#refusals.delete(bmc)
    this.#refusals.set(bmc, { digest: digestOf(access), triedAt: now, refusedAt })
    const [oldest] = this.#refusals.keys()
    if (this.#refusals.size > MOST && oldest !== undefined) this.#refusals.delete(oldest)
  }

  #checkOthers({ refusedAt }: Refusal, { host }: BmcAccess, now: number): void {
    const { refusals, refusalsMs } = this.#limits
    const [first = now] = refusedAt
    const pause = (refusedAt.at(-1) ?? now) + refusalsMs - now
    if (refusedAt.length < refusals || now - first >= 2 * refusalsMs || pause <= 0) return
    const reason = `The BMC at ${host} has refused credentials ${refusals} times; none are sent for a while, since BMCs lock accounts after a few tries`
    const next = `try again in ${Math.ceil(pause / 1000)} s, with the right ones`
    throw new BmcFailure('bmc_credentials_refused', reason, next)
  }

  /** Notes that the BMC took them. */
  accepted(bmc: string): void {
    this.#refusals.delete(bmc)
  }
}

function digestOf({ username, password }: BmcAccess): string {
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest('base64')
}
