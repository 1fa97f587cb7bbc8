import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/engine/duration.ts'
import { nextTime, parseSchedule } from '../../src/engine/schedule.ts'

const at = (text: string) => Date.parse(`${text}:00Z`)
const next = (text: string, after: string, last?: string) => {
  const schedule = parseSchedule(text)
  if (schedule === undefined) throw new Error(`${text} is no schedule`)
  const time = nextTime(schedule, at(after), last === undefined ? undefined : at(last))
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 16)
}

describe('schedules', () => {
  it.each([
    ['0 2 * * 6', '2026-01-01T00:00', '2026-01-03T02:00'],
    ['0 2 * * sat', '2026-01-03T02:00', '2026-01-10T02:00'],
    ['*/20 1-3 * * *', '2026-01-01T01:41', '2026-01-01T02:00'],
    ['0 0 29 2 *', '2026-01-01T00:00', '2028-02-29T00:00'],
    ['30 4 1,15 * *', '2026-01-02T00:00', '2026-01-15T04:30'],
    // Either day is enough when both are given (POSIX).
    ['0 0 13 * 5', '2026-01-03T00:00', '2026-01-09T00:00'],
    ['0 0 * * 7', '2026-01-01T00:00', '2026-01-04T00:00'],
    ['59 23 31 dec *', '2026-12-31T23:58', '2026-12-31T23:59'],
    ['15/15 0 * * *', '2026-01-01T00:20', '2026-01-01T00:30'],
  ])('%s comes behind %s at %s', (text, after, expected) => {
    expect(next(text, after)).toBe(expected)
  })

  it('count periods from the last time, and leave out what was missed', () => {
    expect(next('every 7 days', '2026-01-01T00:00')).toBe('2026-01-08T00:00')
    expect(next('every 7 days', '2026-01-01T05:00', '2026-01-01T03:00')).toBe('2026-01-08T03:00')
    expect(next('every 7 days', '2026-02-01T00:00', '2026-01-01T03:00')).toBe('2026-02-05T03:00')
    expect(next('every hour', '2026-01-01T00:00')).toBe('2026-01-01T01:00')
  })

  it('refuse what is none, and know what never comes', () => {
    const wrong = [
      '',
      'daily',
      'every 0 days',
      'every -1 days',
      '* * * *',
      '60 * * * *',
      '* * 0 * *',
      '* * * 13 *',
    ]
    for (const text of [
      ...wrong,
      '*/0 * * * *',
      '5-1 * * * *',
      '1-2-3 * * * *',
      '* * * * 8',
      'x * * * *',
      '1/2/3 * * * *',
    ]) {
      expect([text, parseSchedule(text)]).toEqual([text, undefined])
    }
    expect(next('0 0 30 2 *', '2026-01-01T00:00')).toBeUndefined()
  })

  it('never come at the time they are asked from, or before', () => {
    const field = (low: number, high: number) =>
      fc.oneof(fc.constant('*'), fc.integer({ min: low, max: high }).map(String), fc.constant(`*/${high}`))
    const cron = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
    fc.assert(
      fc.property(cron, fc.integer({ min: 0, max: 4e12 }), (fields, after) => {
        const schedule = parseSchedule(fields.join(' '))
        if (schedule === undefined) throw new Error(fields.join(' '))
        const time = nextTime(schedule, after, undefined)
        expect(time).toBeGreaterThan(after)
        expect((time ?? 0) % 60_000).toBe(0)
      }),
      { numRuns: 200 },
    )
  })
})

describe('durations', () => {
  it('are read as people write them', () => {
    expect(['0', '0s', '90s', '1h30m', '2d'].map(parseDuration)).toEqual([
      0, 0, 90_000, 5_400_000, 172_800_000,
    ])
    for (const text of ['', '5', '-5s', '1.5h', '5 m', 'h', '9999999999s', '99999d']) {
      expect([text, parseDuration(text)]).toEqual([text, undefined])
    }
  })
})
