import type { MachineSummary } from '../objects/machine.ts'

/** Which machines are shown. */
export interface MachineFilter {
  /** Words that must all be in a machine's name, UUID, address, pool, stage and so on; case does not matter. */
  readonly text: string
  /** Pool status; empty for all. */
  readonly status: string
}

/** Shows all machines. */
export const NO_FILTER: MachineFilter = { text: '', status: '' }

/** What the words of a filter are looked for in. */
export function searchText(machine: MachineSummary): string {
  const { Name, Uuid, Pool, PoolStatus, Stage, BootEnv, Workflow, Address, Description } = machine
  return [
    Name,
    Uuid,
    Pool,
    PoolStatus,
    Stage,
    BootEnv,
    Workflow,
    Address,
    Description,
    ...machine.HardwareAddrs,
  ]
    .join('\n')
    .toLowerCase()
}

/** The test of a filter, made once for many machines. */
export function matcherOf({
  text,
  status,
}: MachineFilter): (machine: MachineSummary, text: string) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (machine, haystack) =>
    (status === '' || machine.PoolStatus === status) && words.every((word) => haystack.includes(word))
}
