import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { CallLimits } from '../objects/remote-objects.ts'

/** Work of a machine that is waited for. */
export interface Work {
  readonly machine: Machine
  /** Workflow that it is in. */
  readonly workflow: string
  /** Job before the first one of the work; empty when there was none. */
  readonly after: string
}

/**
 * Waits until the workflow of a machine is done.
 * @throws DiagnosticError when a job failed, or the machine was given other work
 */
export async function finishWork(connection: Connection, work: Work, limits: CallLimits): Promise<Machine> {
  const { machine, workflow, after } = work
  const { machines } = await connection.objects()
  const end = await machines.finish(machine.Uuid, workflow, after, limits)
  switch (end.state) {
    case 'complete':
      return end.machine
    case 'failed':
      throw new DiagnosticError(
        'A workflow of the machine failed',
        `Workflow ${workflow} of ${machine.Name} (${machine.Uuid}) at ${connection.endpoint} did not get to its end. ${end.reason}`,
      )
    case 'superseded':
      throw new DiagnosticError(
        'The machine was given other work',
        `${machine.Name} (${machine.Uuid}) at ${connection.endpoint} was in workflow ${workflow}, and is in ${end.machine.Workflow || 'none'} now. Somebody else changed it; find out who, then run again.`,
      )
  }
}
