import { createHash } from 'node:crypto'
import type { Client } from '@metalwright/sdk'
import type { Job, Lease, Machine } from '@metalwright/sdk/models'
import type { MachinesReport } from './fleet-messages.ts'

/** What a server holds at the end of a run. */
export interface FleetState {
  readonly machines: readonly Machine[]
  readonly jobs: readonly Job[]
  readonly leases: readonly Lease[]
  /** Digest of all of it. */
  readonly digest: string
}

/** Reads what a server holds. */
export async function fleetState(client: Client): Promise<FleetState> {
  const machines = (await client.machines.list()).items
  const jobs = (await client.jobs.list()).items
  const leases = (await client.leases.list()).items
  const hash = createHash('sha256')
  for (const one of [...machines, ...jobs, ...leases]) hash.update(`${JSON.stringify(one)}\n`)
  return { machines, jobs, leases, digest: hash.digest('hex') }
}

/**
 * What is wrong at the end of a run; nothing when each claim holds one machine that is in use and of its own.
 *
 * @param held machine that each claim key got
 */
export function endingProblems(
  { machines, jobs, leases }: FleetState,
  held: ReadonlyMap<string, string>,
  reports: readonly MachinesReport[],
  count: number,
): string[] {
  const problems: string[] = []
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem)
  }
  expect(machines.length === count, `there are ${machines.length} machines, not ${count}`)
  expect(held.size === count, `${held.size} claims got a machine, not ${count}`)
  expect(new Set(held.values()).size === held.size, 'two claims got one machine')
  const inUse = machines.filter(({ PoolStatus, PoolAllocated }) => PoolStatus === 'InUse' && PoolAllocated)
  expect(inUse.length === count, `${inUse.length} machines are in use and held, not ${count}`)
  for (const { Name, PoolStatus } of machines) {
    expect(!PoolStatus.startsWith('Hold'), `machine ${Name} is ${PoolStatus}`)
  }
  const byUuid = new Map(machines.map((machine) => [machine.Uuid, machine]))
  for (const [key, uuid] of held) {
    const mark = byUuid.get(uuid)?.Params['claim/key']
    expect(mark === key, `machine ${uuid} is held by ${JSON.stringify(mark)}, not by ${key}`)
  }
  problems.push(
    ...repeated(
      'lease for',
      leases.filter(isTaken).map(({ Token }) => Token),
    ),
  )
  problems.push(
    ...repeated(
      'machine at',
      machines.map(({ Address }) => Address),
    ),
  )
  problems.push(
    ...repeated(
      'machine with',
      machines.flatMap(({ HardwareAddrs }) => HardwareAddrs),
    ),
  )
  problems.push(...jobProblems(jobs, reports))
  return problems
}

function jobProblems(jobs: readonly Job[], reports: readonly MachinesReport[]): string[] {
  const problems = repeated(
    'current job of machine',
    jobs.filter(({ Current }) => Current).map(({ Machine }) => Machine),
  )
  for (const { Uuid, Task, State } of jobs) {
    if (State !== 'finished' && State !== 'failed') problems.push(`job ${Uuid} (${Task}) is ${State}`)
  }
  for (const { begun, doubled } of reports) {
    for (const job of doubled) problems.push(`job ${job} was begun by two machines`)
    for (const [job, times] of Object.entries(begun)) {
      if (times > 1) problems.push(`job ${job} was begun ${times} times`)
    }
  }
  return problems
}

function isTaken({ State }: Lease): boolean {
  return State === 'ACK' || State === 'Active'
}

function repeated(what: string, values: readonly string[]): string[] {
  const seen = new Set<string>()
  return values
    .filter((value) => value !== '' && seen.size === seen.add(value).size)
    .map((value) => `there is more than one ${what} ${value}`)
}
