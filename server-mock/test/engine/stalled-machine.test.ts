import { decode, Job, Machine, Run } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { type MachineSituation, silentMinutes, stalledMachine } from '../../src/engine/stalled-machine.ts'
import { stalledMachines } from '../../src/objects/machines/stalled.ts'
import { EngineWorld } from './engine-world.ts'

const START = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000

function machine(fields: Partial<Machine> = {}): Machine {
  const base = decode(Machine, { Name: 'node1', Workflow: 'work', Tasks: ['stage:a', 'one'], CurrentTask: 1 })
  return { ...base, Available: true, ...fields }
}

function job(fields: Partial<Job>): Job {
  return { ...decode(Job, { Task: 'one', StartTime: '2026-01-01T00:00:00Z' }), ...fields }
}

function situation(fields: Partial<MachineSituation>): MachineSituation {
  return {
    machine: machine(),
    job: undefined,
    lastSign: START,
    place: 0,
    retryAt: undefined,
    silence: undefined,
    ...fields,
  }
}

describe('a machine that does not go on', () => {
  it.each<[string, Partial<MachineSituation>, number, RegExp]>([
    [
      'is held',
      { machine: machine({ PoolStatus: 'HoldBuild' }) },
      0,
      /stopped at task one.*held \(HoldBuild\)/,
    ],
    [
      'cannot be used',
      { machine: machine({ Available: false, Errors: ['Stage x does not exist'] }) },
      0,
      /cannot be used: Stage x does not exist/,
    ],
    ['waits in line', { machine: machine({ Runnable: false }), place: 3 }, 24 * 60, /at place 3/],
    ['missed its retry', { machine: machine({ Runnable: false }), retryAt: START }, 5, /was to try/],
    [
      'has a task that failed',
      { machine: machine({ Runnable: false }), job: job({ State: 'failed' }) },
      0,
      /stopped at task one/,
    ],
    [
      'is half done',
      { machine: machine({ Runnable: false }), job: job({ State: 'incomplete' }) },
      15,
      /half done/,
    ],
    [
      'was powered off',
      { machine: machine({ Runnable: false }), job: job({ State: 'finished', ExitState: 'poweroff' }) },
      15,
      /\(poweroff\)/,
    ],
    ['did not boot', { machine: machine({ Runnable: false, BootEnv: 'x' }) }, 15, /was to boot into x/],
    [
      'was stopped by hand',
      { machine: machine({ Runnable: false }), job: job({ State: 'running' }) },
      15,
      /whose end nobody told/,
    ],
    ['has no agent', {}, 15, /agent takes no job/],
    ['has an agent that does not begin', { job: job({ State: 'created' }) }, 15, /has not begun/],
    ['is silent', { job: job({ State: 'running' }) }, 120, /no sign of life from task one/],
    ['is silent too long for its task', { job: job({ State: 'running' }), silence: 5 }, 5, /5 minutes/],
    ['waits for a context', { machine: machine({ Context: 'runner' }) }, 15, /agent of context runner/],
  ])('%s', (_what, fields, minutes, reason) => {
    const found = situation(fields)
    if (minutes > 0) expect(stalledMachine(found, START + minutes * MINUTE - 1)).toBeUndefined()
    const stalled = stalledMachine(found, START + minutes * MINUTE)
    expect(stalled?.reason).toMatch(reason)
    expect(stalled?.next).not.toBe('')
    expect(stalled?.since).toBe(START)
  })

  it('is not one that has nothing to do, or gives signs', () => {
    const later = START + 999 * MINUTE
    expect(stalledMachine(situation({ machine: machine({ CurrentTask: 2 }) }), later)).toBeUndefined()
    expect(stalledMachine(situation({ machine: machine({ Tasks: [] }) }), later)).toBeUndefined()
    const busy = situation({ job: job({ State: 'running' }), lastSign: later - MINUTE })
    expect(stalledMachine(busy, later)).toBeUndefined()
  })

  it('may have tasks that say how long they are silent', () => {
    expect(silentMinutes({ 'silent-minutes': '600' })).toBe(600)
    expect(silentMinutes({ 'silent-minutes': '0' })).toBeUndefined()
    expect(silentMinutes(undefined)).toBeUndefined()
  })
})

describe('the machines that do not go on', () => {
  it('are those whose boot has to lead somewhere', async () => {
    const world = await EngineWorld.make()
    try {
      await world.create('stages', { Name: 'work', Tasks: [] })
      await world.create('workflows', { Name: 'work', Stages: ['work'] })
      const run = async (Name: string, fields: Record<string, string>) => {
        const Machine = String((await world.create('machines', { Name, ...fields }))['Uuid'])
        const StartTime = new Date(world.now).toISOString()
        const Phases = [{ Name: 'dhcp', At: 0, Detail: {} }]
        const one = decode(Run, { Uuid: world.objects.ports.uuid(), Machine, StartTime, Phases })
        await world.objects.edit('user:test', async (edit) => edit.put('runs', one, 'create'))
      }
      await run('boots-from-disk', { BootEnv: 'local' })
      await run('has-work', { Workflow: 'work' })
      const told = async () =>
        (
          await stalledMachines(
            world.objects.session(),
            { lastSign: async () => undefined },
            world.now,
            () => true,
          )
        ).map(({ Name, Reason }) => `${Name} ${Reason}`)
      expect(await told()).toEqual([])
      await world.pass(6 * MINUTE)
      expect(await told()).toEqual(['has-work has an address, and loads no boot file'])
    } finally {
      await world.close()
    }
  })
})
