/** Filters that every machine must pass to be claimed, besides being free and the caller's own. */
export const READY = ['Runnable=Eq(true)', 'WorkflowComplete=Eq(true)', 'WorkOrderMode=Eq(false)']

/** What tells whether a machine can be claimed: a machine, or its plain JSON. */
export interface Readiness {
  readonly Name?: unknown
  readonly PoolStatus?: unknown
  readonly Runnable?: unknown
  readonly WorkflowComplete?: unknown
  readonly WorkOrderMode?: unknown
  readonly Locked?: unknown
}

/** How the machines of a pool are. */
export interface PoolSummary {
  readonly total: number
  /** How many machines are in which state; states without machines are left out. */
  readonly counts: ReadonlyMap<string, number>
  /** Names of the machines that can be claimed, in order. */
  readonly free: readonly string[]
}

/** Counts the machines of a pool by their state. */
export function summaryOf(machines: readonly Readiness[]): PoolSummary {
  const counts = new Map<string, number>()
  for (const machine of machines) {
    const status = String(machine.PoolStatus)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  const free = machines.filter(isReady).map(({ Name }) => String(Name))
  return { total: machines.length, counts, free: free.sort() }
}

/** Whether a machine can be claimed now: free, waiting for work, and not locked. */
function isReady({ PoolStatus, Runnable, WorkflowComplete, WorkOrderMode, Locked }: Readiness): boolean {
  const isWaiting = Runnable === true && WorkflowComplete === true && WorkOrderMode !== true
  return PoolStatus === 'Free' && isWaiting && Locked !== true
}
