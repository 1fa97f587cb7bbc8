import { createHash } from 'node:crypto'
import type { Bmc } from './bmc.ts'
import { BmcFailure } from './bmc-failure.ts'
import type { BmcClock } from './clock.ts'
import type { BmcLimits } from './limits.ts'
import { type BmcAnswer, type BmcOperation, perform } from './operation.ts'
import { BmcQueue } from './queue.ts'
import { Refusals } from './refusals.ts'
import type { BmcTarget } from './target.ts'

/** A BMC that was opened, with what its driver learnt. */
export interface OpenBmc {
  readonly bmc: Bmc
  /** Fingerprint of the certificate that was trusted because it was the first; undefined for none. */
  readonly firstCertificate: () => string | undefined
}

/** Opens a driver for a target; nothing is sent yet. */
export type OpenDriver = (target: BmcTarget) => OpenBmc

/** An operation on a BMC. */
export interface BmcCall {
  readonly target: BmcTarget
  readonly operation: BmcOperation
  /** Fires when nobody waits for the answer any more. An operation that has begun goes on to its end. */
  readonly signal: AbortSignal
  /** Send credentials that were refused once more. */
  readonly again?: boolean
}

/** The answer, and the certificate to trust from now on where it was the first. */
export interface BmcResult {
  readonly answer: BmcAnswer
  readonly firstCertificate: string | undefined
}

/** What the control is built from. */
export interface BmcControlOptions {
  readonly open: OpenDriver
  readonly limits: BmcLimits
  readonly clock: BmcClock
}

/** The one way to BMCs: in turns, at a bearable rate, and never twice with a password that was refused. */
export class BmcControl {
  readonly #options: BmcControlOptions
  readonly #queue: BmcQueue<BmcResult>
  readonly #refusals: Refusals

  constructor(options: BmcControlOptions) {
    this.#options = options
    this.#queue = new BmcQueue(options.limits, options.clock)
    this.#refusals = new Refusals(options.limits)
  }

  /** Does an operation in its turn. @throws BmcFailure; the signal's reason when it fires before the turn */
  run({ target, operation, signal, again = false }: BmcCall): Promise<BmcResult> {
    const bmc = nameOf(target)
    const same = operation.kind === 'status' && !again ? textOf(target) : undefined
    return this.#queue.run({
      bmc,
      ...(same === undefined ? {} : { same }),
      signal,
      run: () => this.#perform(bmc, target, operation, again),
    })
  }

  async #perform(
    name: string,
    target: BmcTarget,
    operation: BmcOperation,
    again: boolean,
  ): Promise<BmcResult> {
    const { open, limits, clock } = this.#options
    const access = 'access' in target ? target.access : undefined
    if (access !== undefined) this.#refusals.check(name, access, clock.now(), again)
    const { bmc, firstCertificate } = open(target)
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(tooLate(limits.operationMs)), limits.operationMs)
    try {
      const answer = await perform(bmc, operation, { clock, limits, signal: late.signal })
      this.#refusals.accepted(name)
      return { answer, firstCertificate: firstCertificate() }
    } catch (error) {
      if (access !== undefined && error instanceof BmcFailure && error.code === 'bmc_credentials_refused')
        this.#refusals.refused(name, access, clock.now())
      throw late.signal.aborted && !(error instanceof BmcFailure) ? late.signal.reason : error
    } finally {
      clearTimeout(timer)
      await bmc.close()
    }
  }
}

/** One name for one BMC: machines that share it take turns. */
function nameOf(target: BmcTarget): string {
  if (!('access' in target)) return target.kind === 'manual' ? `manual ${target.machine}` : target.kind
  const { host, port } = target.access
  return `${target.kind} ${host.toLowerCase()} ${port}`
}

/** All that a status depends on; no password stands in it. */
function textOf(target: BmcTarget): string {
  return createHash('sha256').update(JSON.stringify(target)).digest('base64')
}

function tooLate(ms: number): BmcFailure {
  const reason = `The operation did not end within ${ms / 1000} s`
  return new BmcFailure(
    'bmc_timeout',
    reason,
    'ask for the powerstatus; a BMC that hangs needs a reset of its own',
  )
}
