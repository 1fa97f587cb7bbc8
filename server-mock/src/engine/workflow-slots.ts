/** Machines that run a workflow with a cap, and those that wait for their turn, by UUID in the order they came. */
export interface WorkflowSlots {
  readonly running: readonly string[]
  readonly waiting: readonly string[]
}

/** How many machines may run a workflow at one time, from its Meta `max-concurrent`; undefined for any number. */
export function workflowCap(meta: Readonly<Record<string, string>> | undefined): number | undefined {
  const text = meta?.['max-concurrent'] ?? ''
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined
}

/** Lets a machine in, or has it wait behind those that wait already. */
export function enterWorkflow(slots: WorkflowSlots, machine: string, cap: number): WorkflowSlots {
  if (slots.running.includes(machine)) return slots
  const waiting = slots.waiting.includes(machine) ? slots.waiting : [...slots.waiting, machine]
  return fill({ running: slots.running, waiting }, cap)
}

/** A machine has ended the workflow, or has left it: those that wait move up. */
export function leaveWorkflow(slots: WorkflowSlots, machine: string, cap: number): WorkflowSlots {
  const others = (list: readonly string[]) => list.filter((one) => one !== machine)
  return fill({ running: others(slots.running), waiting: others(slots.waiting) }, cap)
}

function fill({ running, waiting }: WorkflowSlots, cap: number): WorkflowSlots {
  const free = Math.max(0, cap - running.length)
  return { running: [...running, ...waiting.slice(0, free)], waiting: waiting.slice(free) }
}
