import { decode, Machine, type Run, ZERO_TIME } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { Runs } from '../../src/objects/machines/runs.ts'
import { EngineWorld } from './engine-world.ts'

async function setup(fields: object) {
  const world = await EngineWorld.make()
  const machine = await world.create(
    'machines',
    JSON.parse(JSON.stringify({ Name: 'm.example.com', ...fields })),
  )
  const { Uuid } = decode(Machine, machine)
  const runs = new Runs(world.objects, (error) => world.errors.push(error))
  const mark = async (...phases: readonly string[]) => {
    for (const phase of phases) await runs.mark({ machine: Uuid }, phase)
  }
  const all = async (): Promise<Run[]> => {
    const session = world.objects.session()
    const found = await Promise.all(
      (await session.find('runs', 'Machine', Uuid)).map((key) => session.get('runs', key)),
    )
    return found.filter((run) => run !== undefined)
  }
  return { world, mark, all }
}

describe('the run of a machine that goes over without its firmware', () => {
  it('has both changes of kernels, and the phases of each boot', async () => {
    const { mark, all } = await setup({ Params: {} })
    const way = ['workflow', 'kexec', 'kernel', 'agent', 'task:image-deploy', 'image', 'kexec', 'agent', 'up']
    await mark(...way)
    // What is told twice stands there once.
    await mark('up', 'agent')
    const [run] = await all()
    expect(run?.Phases.map(({ Name }) => Name)).toEqual(way)
  })

  it('notes a change once, however often it is told', async () => {
    const { mark, all } = await setup({})
    await mark('kexec', 'kexec', 'agent')
    expect((await all())[0]?.Phases.map(({ Name }) => Name)).toEqual(['kexec', 'agent'])
  })

  it('ends when a machine that has nothing to do is up again', async () => {
    const { mark, all } = await setup({})
    await mark('reboot', 'dhcp', 'up')
    const [run] = await all()
    expect(run?.EndTime).not.toBe(ZERO_TIME)
    await mark('dhcp')
    expect(await all()).toHaveLength(2)
  })
})
