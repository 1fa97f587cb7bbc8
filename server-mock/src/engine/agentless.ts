import type { Machine, Stage } from '@metalwright/sdk/models'

/** Path of the file whose fetch says that a machine without an agent boots, below the file server. */
export function bootingPath(machine: string): string {
  return `machines/${machine}/booting`
}

/**
 * Whether the server takes up what a machine without an agent has to do, in its agent's place: its stage says so in its
 * Meta (`agentless: "true"`), and it has left something to do.
 *
 * @param boots its bootenv boots a kernel; undefined when there is no such bootenv
 * @param booted the machine has fetched the file that says that it boots; otherwise it must have nothing to boot
 */
export function actsForAgent(
  machine: Machine,
  stage: Pick<Stage, 'Meta'> | undefined,
  boots: boolean | undefined,
  booted: boolean,
): boolean {
  if (stage?.Meta['agentless'] !== 'true' || !machine.Available || machine.Context !== '') return false
  if (machine.Tasks.length === 0 || machine.CurrentTask >= machine.Tasks.length) return false
  return booted || boots === false
}
