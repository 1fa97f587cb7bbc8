import type { Random } from '../fuzz/random.ts'
import type { Moment } from './terraform-proxy.ts'

/** What goes wrong at a request. */
export type FaultKind =
  /** The answer is lost; the request may have been carried out. */
  | 'cut'
  /** SIGKILL for the provider, for the server (which comes back), or for Terraform itself. */
  | 'kill provider'
  | 'kill server'
  | 'kill terraform'
  /** SIGTERM for the provider; SIGINT for Terraform, as by Ctrl-C. */
  | 'stop provider'
  | 'interrupt'

/** What Terraform is doing meanwhile. */
export type Operation = 'create' | 'update' | 'replace' | 'destroy'

/** One trial. */
export interface Trial {
  readonly operation: Operation
  readonly fault: FaultKind
  readonly moment: Moment
  /** Number of the request, counted from the first that is no login, from 1. */
  readonly at: number
  /** How many requests in a row; more than one for lost answers only. */
  readonly count: number
}

const operations: readonly Operation[] = ['create', 'create', 'update', 'replace', 'destroy']
const faults: readonly FaultKind[] = [
  'cut',
  'cut',
  'kill provider',
  'kill provider',
  'kill server',
  'kill terraform',
  'stop provider',
  'interrupt',
]
const moments: readonly Moment[] = ['before', 'done', 'after']

/** A trial by chance; the same random numbers give the same one. */
export function randomTrial(random: Random): Trial {
  const operation = random.pick(operations) ?? 'create'
  const fault = random.pick(faults) ?? 'cut'
  const moment = random.pick(moments) ?? 'done'
  const at = 1 + random.below(24)
  return { operation, fault, moment, at, count: fault === 'cut' ? 1 + random.below(4) : 1 }
}
