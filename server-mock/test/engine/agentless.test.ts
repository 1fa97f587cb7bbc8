import { Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { actsForAgent, bootingPath } from '../../src/engine/agentless.ts'

const machine = Machine.parse({ Name: 'm1', Available: true, Tasks: ['stage:a'], CurrentTask: -1 })
const agentless = { Meta: { agentless: 'true' } }

describe('machines without an agent', () => {
  it('are acted for when they have nothing to boot, or have booted', () => {
    const acts = (boots: boolean | undefined, booted: boolean) =>
      actsForAgent(machine, agentless, boots, booted)
    expect([acts(false, false), acts(true, true)]).toEqual([true, true])
    expect([acts(true, false), acts(undefined, false)]).toEqual([false, false])
    expect(bootingPath('u')).toBe('machines/u/booting')
  })

  it('are acted for in a stage that says so only, with work left and in no context', () => {
    const acts = (change: Partial<Machine>, stage: typeof agentless | { Meta: object } = agentless) =>
      actsForAgent({ ...machine, ...change }, { Meta: { ...stage.Meta } }, false, false)
    expect(acts({})).toBe(true)
    expect([acts({}, { Meta: {} }), acts({ Available: false }), acts({ Context: 'x' })]).toEqual([
      false,
      false,
      false,
    ])
    expect([acts({ Tasks: [] }), acts({ CurrentTask: 1 })]).toEqual([false, false])
  })
})
