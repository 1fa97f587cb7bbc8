import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countStart, startLimit, type TaskStarts } from '../../src/engine/task-starts.ts'

describe('starts of tasks', () => {
  it('are counted by entry, and end at the limit whatever else is started in between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (order, limit) => {
        let starts: TaskStarts = {}
        const started = new Map<number, number>()
        for (const index of order) {
          const next = countStart(starts, index, limit)
          if (next === undefined) {
            expect(started.get(index)).toBe(limit)
            continue
          }
          starts = next
          started.set(index, (started.get(index) ?? 0) + 1)
        }
        for (const count of started.values()) expect(count).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('have a limit that the task may set', () => {
    expect(startLimit({ 'max-starts': '3' })).toBe(3)
    for (const text of ['', '0', '-1', '1e3', 'many']) expect(startLimit({ 'max-starts': text })).toBe(30)
    expect(startLimit(undefined)).toBe(30)
  })
})
