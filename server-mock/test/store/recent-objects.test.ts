import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stored } from '../../src/store/port.ts'
import { RecentObjects } from '../../src/store/recent-objects.ts'

describe('the objects read or written last', () => {
  it('are what the store has, however many there are, and are read again only when forgotten', () => {
    const step = fc.record({
      key: fc.nat(3000).map(String),
      revision: fc.option(fc.nat()),
      write: fc.boolean(),
      size: fc.constantFrom(10, 100_000),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const recent = new RecentObjects()
        const store = new Map<string, Stored>()
        for (const { key, revision, write, size } of steps) {
          if (write) {
            const stored = revision === null ? undefined : new Stored(key, revision, 'x'.repeat(size))
            if (stored === undefined) store.delete(key)
            else store.set(key, stored)
            recent.set('machines', key, stored)
          }
          expect(recent.get('machines', key, () => store.get(key))).toBe(store.get(key))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('stay while they are used, and go when others came', () => {
    const recent = new RecentObjects()
    const kept = new Stored('kept', 1, '{}')
    let reads = 0
    const read = () => {
      reads += 1
      return kept
    }
    for (let other = 0; other < 10_000; other++) {
      expect(recent.get('users', 'kept', read)).toBe(kept)
      recent.set('jobs', String(other), undefined)
    }
    expect(reads).toBe(1)
    for (let other = 0; other < 10_000; other++) recent.set('jobs', String(other), undefined)
    recent.get('users', 'kept', read)
    expect(reads).toBe(2)
    recent.clear()
    recent.get('users', 'kept', read)
    expect(reads).toBe(3)
  })
})
