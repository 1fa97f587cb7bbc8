import { describe, expect, it } from 'vitest'
import { runFleet } from '../load/fleet-run.ts'

const SEED = Number(process.env['METALWRIGHT_CHAOS_SEED'] ?? 1)

describe('a fleet on a bad network, with a server that is killed (kill -9) in the middle', () => {
  it('ends with each claim on one machine that is in use, and the same after a restart', async () => {
    const report = await runFleet({
      machines: 20,
      loss: 5,
      kill: true,
      rate: 100,
      parallel: 20,
      // What waits for a lost packet or a server that is away need not wait as long as in the world.
      hurry: 20,
      loaderBytes: 5000,
      seed: SEED,
      patience: 100_000,
    })
    expect(report.problems).toEqual([])
    expect(report.server.starts).toBe(2)
    // Without faults the run would say nothing.
    expect(Object.keys(report.retries).length).toBeGreaterThan(1)
    const built = report.phases.find(({ from, to }) => from === 'claimed' && to === 'in-use')
    expect(built?.machines).toBeGreaterThan(10)
  }, 120_000)
})
