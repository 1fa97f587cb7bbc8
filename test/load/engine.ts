import { decode, Job, Machine, Rollout } from '@metalwright/sdk/models'
import { nextJob } from '../../server-mock/src/engine/next-job.ts'
import { nextStep } from '../../server-mock/src/engine/rollout-plan.ts'
import { stalledMachine } from '../../server-mock/src/engine/stalled-machine.ts'
import { EngineWorld } from '../../server-mock/test/engine/engine-world.ts'
import type { Figure } from './figure.ts'

/** Tasks of the list that is worked off. */
const TASKS = 100
/** Fleets that the cost of one job is measured in: it must not grow with them. */
const FLEETS = [100, 10_000]
/** Machines of the rollout. */
const ROLLED = 200

/** What the workflow engine costs: a decision by itself, and a job with its store, whatever the fleet. */
export async function benchEngine(): Promise<Figure[]> {
  return [...decisions(), ...(await jobs())]
}

function decisions(): Figure[] {
  const tasks = Array.from({ length: TASKS }, (_, at) => (at % 10 === 0 ? `stage:s-${at}` : `task-${at}`))
  const fields = { Name: 'node', Tasks: tasks, CurrentTask: 50, Workflow: 'work' }
  const machine = { ...decode(Machine, fields), Available: true, Runnable: true }
  const job: Job = { ...decode(Job, { State: 'finished' }), CurrentIndex: 50 }
  const rollout: Rollout = { ...decode(Rollout, { Name: 'roll' }), Total: 1000, Waiting: 500, Wave: 3 }
  const situation = {
    machine,
    job,
    lastSign: 0,
    place: 0,
    retryAt: undefined,
    silence: undefined,
  }
  return [
    { name: 'engine: next job', value: each(() => nextJob(machine, job)), unit: 'µs' },
    {
      name: 'engine: why a machine is stuck',
      value: each(() => stalledMachine(situation, 1e12)),
      unit: 'µs',
    },
    { name: 'engine: next step of a rollout', value: each(() => nextStep(rollout, 1e12)), unit: 'µs' },
  ]
}

/** Microseconds of one call. */
function each(call: () => unknown): number {
  const COUNT = 100_000
  for (let warm = 0; warm < COUNT; warm++) call()
  const start = performance.now()
  for (let turn = 0; turn < COUNT; turn++) call()
  return ((performance.now() - start) * 1000) / COUNT
}

async function jobs(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const fleet of FLEETS) {
    const world = await EngineWorld.make()
    await world.create('tasks', { Name: 'task' })
    await world.create('stages', {
      Name: 'long',
      BootEnv: 'memory',
      Tasks: Array.from({ length: TASKS }, () => 'task'),
    })
    await world.create('stages', { Name: 'short', BootEnv: 'memory', Tasks: ['task'] })
    await world.create('workflows', { Name: 'long', Stages: ['long'] })
    await world.create('workflows', { Name: 'short', Stages: ['short'] })
    const uuid = await fill(world, fleet)
    let value = Number.POSITIVE_INFINITY
    // The first turns warm up; the best of all is what the work costs, the others what else ran.
    for (let turn = 0; turn < 6; turn++) {
      await world.set('machines', uuid, { Workflow: '' })
      await world.set('machines', uuid, { Workflow: 'long' })
      const start = performance.now()
      await world.work(uuid)
      value = Math.min(value, (performance.now() - start) / TASKS)
    }
    figures.push({ name: `engine: one job, of ${fleet} machines`, value, unit: 'ms' })
    const rolled = Math.min(fleet - 1, ROLLED)
    const taken = performance.now()
    const Workflow = 'short'
    await world.create('rollouts', {
      Name: 'roll',
      Workflow,
      Canary: 1,
      AskAfterCanary: true,
      WaveSize: String(rolled),
    })
    await world.settled()
    const listed = (performance.now() - taken) / fleet
    figures.push({ name: `engine: taken down for a rollout, each of ${fleet}`, value: listed, unit: 'ms' })
    await world.work(uuid)
    await world.settled()
    const resumed = performance.now()
    await world.rollouts.control('user:test', 'roll', 'resume')
    await world.settled()
    const begun = (performance.now() - resumed) / rolled
    figures.push({ name: `engine: a machine begins in a rollout, of ${fleet}`, value: begun, unit: 'ms' })
    await world.close()
  }
  return figures
}

/** Puts machines into the store; the UUID of one of them. */
async function fill(world: EngineWorld, count: number): Promise<string> {
  const first = String((await world.create('machines', { Name: 'node-0', BootEnv: 'memory' }))['Uuid'])
  const machine = await world.machine(first)
  await world.objects.edit('user:test', async (edit) => {
    for (let at = 1; at < count; at++) {
      const Uuid = `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`
      edit.put('machines', { ...machine, Uuid, Name: `node-${at}` }, 'create')
    }
  })
  return first
}
