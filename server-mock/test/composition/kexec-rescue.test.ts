import {
  type AvailableAction,
  AvailableAction as AvailableActionModel,
  decode,
  Machine,
} from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { KexecRescue } from '../../src/composition/kexec-rescue.ts'
import { Runs } from '../../src/objects/machines/runs.ts'
import { EngineWorld } from '../engine/engine-world.ts'

const MINUTE = 60_000

async function setup(allowed: boolean, offered: readonly string[]) {
  const world = await EngineWorld.make()
  const machine = await world.create('machines', {
    Name: 'hangs.example.com',
    Params: allowed ? { 'kexec/powercycle': true } : {},
  })
  const { Uuid } = decode(Machine, machine)
  const runs = new Runs(world.objects, (error) => world.errors.push(error))
  const cycled: string[] = []
  const rescue = new KexecRescue({
    objects: world.objects,
    runs,
    actions: {
      list: async (): Promise<AvailableAction[]> =>
        offered.map((Command) => decode(AvailableActionModel, { Command, Provider: 'test' })),
      run: async ({ key }, { command }) => {
        cycled.push(`${command} ${key}`)
        return null
      },
    },
    after: () => () => {},
    onError: (error) => world.errors.push(error),
  })
  await runs.mark({ machine: Uuid }, 'kexec')
  return { world, runs, rescue, cycled, Uuid }
}

describe('machines that are silent after a kexec', () => {
  it('are power cycled once, when their time is over', async () => {
    const { world, rescue, cycled, Uuid } = await setup(true, ['poweron', 'powercycle'])
    world.now += 4 * MINUTE
    await rescue.look()
    expect(cycled).toEqual([])
    world.now += 2 * MINUTE
    await rescue.look()
    await rescue.look()
    expect(cycled).toEqual([`powercycle ${Uuid}`])
    expect(world.errors).toEqual([])
  })

  it('are left alone when they have arrived', async () => {
    const { world, runs, rescue, cycled, Uuid } = await setup(true, ['powercycle'])
    await runs.mark({ machine: Uuid }, 'agent')
    world.now += 10 * MINUTE
    await rescue.look()
    expect(cycled).toEqual([])
  })

  it.for<[string, boolean, readonly string[]]>([
    ['nobody allows it', false, ['powercycle']],
    ['nobody can do it', true, ['poweron']],
  ])('are left to the operator where %s', async ([, allowed, offered]) => {
    const { world, rescue, cycled } = await setup(allowed, offered)
    world.now += 10 * MINUTE
    await rescue.look()
    expect(cycled).toEqual([])
    expect(world.errors).toEqual([])
  })
})
