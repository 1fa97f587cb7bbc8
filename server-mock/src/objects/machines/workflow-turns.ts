import type { JsonObject, Machine } from '@metalwright/sdk/models'
import { enterWorkflow, leaveWorkflow, type WorkflowSlots, workflowCap } from '../../engine/workflow-slots.ts'
import type { Edit, Session } from '../session.ts'

/** Internal prefix under which the machines of workflows with a cap are kept, by workflow. */
const SLOTS = 'slots'

/**
 * Whether a machine may begin with its workflow now; otherwise it waits in line. Workflows without a cap
 * (`max-concurrent` in their Meta) may be begun by any number of machines.
 *
 * @returns its place in the line, from 1 on; 0 when it may begin
 */
export async function takeTurn(edit: Edit, machine: Machine): Promise<number> {
  const cap = workflowCap((await edit.get('workflows', machine.Workflow))?.Meta)
  if (cap === undefined) return 0
  const before = slotsOf(await edit.internal(SLOTS, machine.Workflow))
  const after = enterWorkflow(before, machine.Uuid, cap)
  if (after !== before) putSlots(edit, machine.Workflow, after)
  return after.waiting.indexOf(machine.Uuid) + 1
}

/** Place of a machine in the line of its workflow, from 1 on; 0 when it does not wait for a turn. */
export async function placeInLine(session: Session, machine: Machine): Promise<number> {
  return slotsOf(await session.internal(SLOTS, machine.Workflow)).waiting.indexOf(machine.Uuid) + 1
}

/**
 * Gives up the turn of a machine that has ended or left its workflow.
 *
 * @returns UUIDs of machines that waited and may begin now
 */
export async function endTurn(edit: Edit, workflow: string, machine: string): Promise<readonly string[]> {
  const body = await edit.internal(SLOTS, workflow)
  if (body === undefined) return []
  const before = slotsOf(body)
  // Without a cap any more, all of them may.
  const cap = workflowCap((await edit.get('workflows', workflow))?.Meta) ?? Number.POSITIVE_INFINITY
  const after = leaveWorkflow(before, machine, cap)
  putSlots(edit, workflow, after)
  return after.running.filter((one) => before.waiting.includes(one))
}

function putSlots(edit: Edit, workflow: string, { running, waiting }: WorkflowSlots): void {
  const empty = running.length === 0 && waiting.length === 0
  edit.putInternal(SLOTS, workflow, empty ? undefined : { Running: [...running], Waiting: [...waiting] })
}

function slotsOf(body: JsonObject | undefined): WorkflowSlots {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  return { running: list(body?.['Running']), waiting: list(body?.['Waiting']) }
}
