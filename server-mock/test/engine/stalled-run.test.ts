import { decode, Run } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { stalledRun } from '../../src/engine/stalled-run.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const minute = 60_000
const run = (phases: readonly [string, number][], more: object = {}) =>
  decode(Run, {
    Uuid: '00000000-0000-4000-8000-000000000001',
    StartTime: new Date(start).toISOString(),
    EndTime: '0001-01-01T00:00:00Z',
    Phases: phases.map(([Name, minutes]) => ({ Name, At: minutes * minute, Detail: {} })),
    ...more,
  })

describe('runs that make no progress', () => {
  it('are those whose last phase is older than it may be', () => {
    const booting = run([
      ['claimed', 0],
      ['dhcp', 3],
    ])
    expect(stalledRun(booting, start + 7 * minute)).toBeUndefined()
    expect(stalledRun(booting, start + 9 * minute)).toMatchObject({ phase: 'dhcp', age: 6 * minute })
    expect(stalledRun(booting, start + 9 * minute)?.reason).toContain('loads no boot file')
  })

  it('may work for long, but not wait for long', () => {
    const at = start + 100 * minute
    expect(stalledRun(run([['task:burn-in', 0]]), at)).toBeUndefined()
    expect(stalledRun(run([['task:burn-in', 0]]), start + 121 * minute)).toMatchObject({
      phase: 'task:burn-in',
    })
    expect(stalledRun(run([['reboot', 0]]), at)).toMatchObject({ phase: 'reboot' })
    expect(stalledRun(run([['failed', 100]]), at)).toMatchObject({ phase: 'failed' })
  })

  it('are none that have ended or have not begun', () => {
    const ended = run([['reboot', 0]], { EndTime: new Date(start + minute).toISOString() })
    expect(stalledRun(ended, start + 100 * minute)).toBeUndefined()
    expect(stalledRun(run([]), start + 100 * minute)).toBeUndefined()
  })
})
