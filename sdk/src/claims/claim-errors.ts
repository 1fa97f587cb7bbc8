import type { Machine } from '../models/machine.ts'
import { SdkError } from '../transport/index.ts'
import type { ClaimState } from './claim.ts'
import { durationText } from './duration-text.ts'

/** The pool has no machine to give; code `no_capacity`. */
export class NoCapacityError extends SdkError {
  readonly pool: string
  /** Number of machines by state of the pool; empty when the server did not tell. */
  readonly counts: Readonly<Record<string, number>>

  /** @param lacking what free machines lack, such as `2 without 64 GiB of memory` */
  constructor(
    pool: string,
    counts: Readonly<Record<string, number>>,
    filters: readonly string[],
    cause?: unknown,
    lacking: readonly string[] = [],
  ) {
    const states = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
    const machines = states.length > 0 ? states.join(', ') : 'no machines at all'
    const conditions = [...filters, ...lacking].join(', ')
    const next =
      (counts['Free'] ?? 0) > 0
        ? `Those that are Free do not meet the conditions (${conditions}): relax them, or look at the machines`
        : 'Add machines to the pool, wait until one is released, or repair those on hold'
    super(
      'no_capacity',
      `Pool \`${pool}\` has no machine for this claim; it has ${machines}. ${next}.`,
      cause,
    )
    this.pool = pool
    this.counts = counts
  }
}

/** There is no such pool; code `pool_not_found`. */
export class PoolNotFoundError extends SdkError {
  readonly pool: string
  /** Pools there are. */
  readonly pools: readonly string[]

  constructor(pool: string, pools: readonly string[], cause?: unknown) {
    const others = pools.length > 0 ? `There are: ${pools.join(', ')}` : 'No other pool can be seen'
    super(
      'pool_not_found',
      `There is no pool \`${pool}\`. ${others}. Correct the name or create the pool.`,
      cause,
    )
    this.pool = pool
    this.pools = pools
  }
}

/** The claim key holds another machine than this request could have claimed; code `claim_key_reused`. */
export class ClaimKeyError extends SdkError {
  readonly claimKey: string

  constructor(claimKey: string, reason: string, cause?: unknown) {
    const message = `The claim key \`${claimKey}\` cannot be used for this claim: ${reason}. Use another key.`
    super('claim_key_reused', message, cause)
    this.claimKey = claimKey
  }
}

/** The machine is not held by this claim (any more); code `claim_lost`. */
export class ClaimLostError extends SdkError {
  readonly uuid: string
  readonly state: 'gone' | 'released' | 'foreign'
  /** Who holds it instead; empty when nobody does or it is not known. */
  readonly owner: string

  constructor(uuid: string, state: 'gone' | 'released' | 'foreign', owner: string, nextStep: string) {
    const what = {
      gone: 'does not exist any more',
      released: 'is not claimed by anybody',
      foreign: `is claimed by ${owner === '' ? 'somebody else' : `\`${owner}\``}`,
    }
    super('claim_lost', `Machine ${uuid} ${what[state]}. ${nextStep}`)
    this.uuid = uuid
    this.state = state
    this.owner = owner
  }
}

/** The error for a claim that does not hold its machine. */
export function lostClaim(uuid: string, claim: ClaimState): ClaimLostError {
  switch (claim.state) {
    case 'gone':
      return new ClaimLostError(uuid, 'gone', '', 'Claim another machine.')
    case 'foreign':
      return new ClaimLostError(
        uuid,
        'foreign',
        claim.owner,
        'Ask them to release it, or take it over by force.',
      )
    default:
      return new ClaimLostError(uuid, 'released', '', 'Claim it from its pool first.')
  }
}

/** The machine is locked, so it cannot be released or built again; code `claim_locked`. */
export class ClaimLockedError extends SdkError {
  readonly machine: Machine

  constructor(machine: Machine, what: string) {
    super(
      'claim_locked',
      `Machine ${machine.Name} (${machine.Uuid}) is locked and will not be ${what}. Unlock it first.`,
    )
    this.machine = machine
  }
}

/** What is known about the end of a machine's work. */
export interface Failure {
  /** Task that failed; empty when no job is known. */
  readonly task: string
  /** Job of it; empty when none is known. */
  readonly jobUuid: string
  /** Last lines of its log, without control characters. */
  readonly log: readonly string[]
}

/** The machine ended in a state it does not leave by itself; code `claim_failed`. */
export class ClaimFailedError extends SdkError {
  readonly machine: Machine
  /** State of the machine in its pool, such as `HoldBuild`. */
  readonly status: string
  readonly task: string
  readonly jobUuid: string
  readonly log: readonly string[]

  constructor(machine: Machine, until: string, failure: Failure) {
    const job =
      failure.jobUuid === ''
        ? 'No job of it is known'
        : `Task \`${failure.task}\` failed in stage \`${machine.Stage}\`, job ${failure.jobUuid}`
    const log = failure.log.length > 0 ? `\nLast lines of the log:\n${indented(failure.log)}\n` : ' '
    const message =
      `Machine ${machine.Name} (${machine.Uuid}) is ${machine.PoolStatus} and will not become ${until}. ` +
      `${job}.${log}Correct the cause and run the workflow of the machine again, or release it.`
    super('claim_failed', message)
    this.machine = machine
    this.status = machine.PoolStatus
    this.task = failure.task
    this.jobUuid = failure.jobUuid
    this.log = failure.log
  }
}

/** A wait that ended without what was waited for. */
export interface UnfinishedWait {
  readonly uuid: string
  readonly until: string
  /** What was last reported; empty when nothing was. */
  readonly progress: string
  /** State in the pool that was last seen; empty when the server never answered. */
  readonly status: string
  readonly waitedMs: number
  /** Name of the setting to raise. */
  readonly setting: string
}

/** The machine did not get there in time; it goes on working. Code `claim_timeout`. */
export class ClaimTimeoutError extends SdkError {
  /** State it was last seen in; empty when the server never answered. */
  readonly status: string
  readonly waitedMs: number

  constructor(wait: UnfinishedWait, cause?: unknown) {
    const message =
      `Machine ${wait.uuid} did not become ${wait.until} within ${durationText(wait.waitedMs)}; last seen: ` +
      `${wait.progress === '' ? 'no answer from the server' : wait.progress}. It goes on by itself: look at it, ` +
      `and raise \`${wait.setting}\` if it only needs more time.`
    super('claim_timeout', message, cause)
    this.status = wait.status
    this.waitedMs = wait.waitedMs
  }
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
