import type { Client } from '@metalwright/sdk'

/** Calls at a time. */
const CALLERS = 16

/** Makes machines `node0` and so on that have been through a workflow without tasks, so that they can be claimed. */
export async function addClaimableMachines(client: Client, count: number): Promise<void> {
  await client.stages.create({ Name: 'ready' })
  await client.workflows.create({ Name: 'ready', Stages: ['ready'] })
  let next = 0
  const caller = async () => {
    while (next < count) {
      const { Uuid } = await client.machines.create({ Name: `node${next++}`, Workflow: 'ready' })
      // As an agent would; there is nothing to do, and with that the workflow is complete.
      await client.jobs.create(Uuid)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
}
