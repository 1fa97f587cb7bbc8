import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runsAfter } from '../../ui/src/machine/run-list.ts'
import { layoutRun } from '../../ui/src/machine/timeline-layout.ts'
import { type RunSummary, readRun } from '../../ui/src/objects/run.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

function run(fields: Partial<RunSummary> = {}): RunSummary {
  return {
    Uuid: 'r1',
    Kind: 'claim',
    Machine: 'm1',
    StartTime: '2026-01-01T00:00:00Z',
    EndTime: '0001-01-01T00:00:00Z',
    Phases: [],
    ...fields,
  }
}

const phase = (Name: string, At: number) => ({ Name, At, Detail: {} })

describe('layoutRun', () => {
  it('lasts each phase until the next, and the last until the end of the run', () => {
    const Phases = [phase('claimed', 0), phase('image', 2500), phase('up', 7500)]
    const layout = layoutRun(run({ EndTime: '2026-01-01T00:00:10Z', Phases }), START + 999_999)
    expect(layout).toMatchObject({ isOpen: false, milliseconds: 10_000 })
    expect(
      layout.bars.map(({ name, milliseconds, left, width }) => [name, milliseconds, left, width]),
    ).toEqual([
      ['claimed', 2500, 0, 25],
      ['image', 5000, 25, 50],
      ['up', 2500, 75, 25],
    ])
    expect(layout.bars.some(({ isOpen }) => isOpen)).toBe(false)
  })

  it('lets the last phase of an open run grow until now', () => {
    const layout = layoutRun(run({ Phases: [phase('claimed', 0), phase('image', 1000)] }), START + 4000)
    expect(layout).toMatchObject({ isOpen: true, milliseconds: 4000 })
    expect(layout.bars.at(-1)).toMatchObject({ name: 'image', milliseconds: 3000, isOpen: true })
  })

  it('puts details into words', () => {
    const detail = { Name: 'image', At: 0, Detail: { bytes: '10', mbPerSecond: '3' } }
    expect(layoutRun(run({ Phases: [detail] }), START).bars[0]?.detail).toBe('bytes 10, mbPerSecond 3')
  })

  it('stays inside the track whatever the run says', () => {
    const anyTime = fc.oneof(
      fc.string(),
      fc.constant('2026-01-01T00:00:05Z'),
      fc.constant('0001-01-01T00:00:00Z'),
    )
    const phases = fc.array(fc.tuple(fc.string(), fc.integer({ min: -1000, max: 100_000 })), { maxLength: 8 })
    fc.assert(
      fc.property(
        anyTime,
        anyTime,
        phases,
        fc.integer({ min: -9000, max: 9000 }),
        (from, to, marks, ahead) => {
          const Phases = marks.map(([name, at]) => phase(name, at))
          const layout = layoutRun(run({ StartTime: from, EndTime: to, Phases }), START + ahead)
          expect(layout.milliseconds).toBeGreaterThanOrEqual(0)
          for (const { left, width, milliseconds } of layout.bars) {
            expect(milliseconds).toBeGreaterThanOrEqual(0)
            expect(left).toBeGreaterThanOrEqual(0)
            expect(left + width).toBeLessThanOrEqual(100.001)
          }
          expect(new Set(layout.bars.map(({ key }) => key)).size).toBe(marks.length)
        },
      ),
    )
  })
})

describe('runs of a machine', () => {
  const event = (Action: string, object: unknown) => ({
    Type: 'runs',
    Action,
    Key: 'r1',
    Time: '',
    Revision: 1,
    Object: object,
  })

  it('takes runs of the machine only, newest first, once each', () => {
    const older = run({ Uuid: 'r0', StartTime: '2025-01-01T00:00:00Z' })
    const first = runsAfter([older], event('create', run()), 'm1')
    expect(first.map(({ Uuid }) => Uuid)).toEqual(['r1', 'r0'])
    const again = runsAfter(first, event('update', run({ Kind: 'boot' })), 'm1')
    expect(again.map(({ Uuid, Kind }) => [Uuid, Kind])).toEqual([
      ['r1', 'boot'],
      ['r0', 'claim'],
    ])
    expect(runsAfter(first, event('update', run({ Machine: 'm2' })), 'm1')).toBe(first)
    expect(runsAfter(first, event('delete', run()), 'm1')).toEqual([older])
  })

  it('reads what is no run as none, and phases that are none not at all', () => {
    for (const value of [undefined, null, [], {}, { Uuid: 4 }]) expect(readRun(value)).toBeUndefined()
    const read = readRun({ Uuid: 'r', Phases: [7, null, { Name: 'a', At: 'x', Detail: { n: 4 } }] })
    expect(read?.Phases).toEqual([{ Name: 'a', At: 0, Detail: { n: '4' } }])
  })
})
