import { describe, expect, it } from 'vitest'
import { Watchfulness } from '../../../src/tftp/thread/watchfulness.ts'

/** Waits of that many milliseconds, asleep and watching; how many of them were watched. */
function watched(waits: number, asleep: number, watching: number, of = new Watchfulness()): number {
  let count = 0
  for (let wait = 0; wait < waits; wait++) {
    const { patience } = of
    if (patience > 0) count++
    if (patience === 0) of.waited(asleep, false)
    else of.waited(watching <= patience ? watching : patience + asleep, true)
  }
  return count
}

describe('watchfulness', () => {
  it('begins after a quick answer and goes on while that is quicker than sleep', () => {
    expect(watched(1000, 0.05, 0.02)).toBeGreaterThan(950)
  })

  it('never watches for a peer that is far away', () => {
    expect(watched(1000, 0.3, 0.25)).toBe(0)
  })

  it('soon gives up where sleep is quicker, or where the answer takes longer than its patience', () => {
    expect(watched(10_000, 0.012, 0.03)).toBeLessThan(1000)
    expect(watched(10_000, 0.12, 0.1)).toBeLessThan(1000)
  })

  it('finds out when that changes', () => {
    const one = new Watchfulness()
    watched(1000, 0.012, 0.03, one)
    expect(watched(10_000, 0.05, 0.02, one)).toBeGreaterThan(8000)
    expect(watched(10_000, 0.012, 0.03, one)).toBeLessThan(3000)
  })

  it('bears pauses of the peer', () => {
    const one = new Watchfulness()
    let count = 0
    for (let round = 0; round < 100; round++) {
      count += watched(50, 0.05, 0.02, one) + watched(2, 1000, 1000, one)
    }
    expect(count).toBeGreaterThan(4500)
  })
})
