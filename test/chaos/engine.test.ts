import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engineEvent } from './engine-event.ts'
import { EngineHistory } from './engine-history.ts'

/** Twelve histories each; METALWRIGHT_CHAOS_ROUNDS for more. */
const ROUNDS = Number(process.env['METALWRIGHT_CHAOS_ROUNDS'] ?? 4)
const SEED = process.env['METALWRIGHT_CHAOS_SEED']

describe('the workflow engine in any order of events', () => {
  it(
    'does each job once, keeps caps, tells of everything that is stuck, and comes to its end',
    async () => {
      let ends = 0
      await fc.assert(
        fc.asyncProperty(fc.array(engineEvent, { minLength: 20, maxLength: 90 }), async (events) => {
          const history = await EngineHistory.begin()
          try {
            for (const one of events) await history.apply(one)
            await history.expectStuckTold()
            await history.expectAllEnd()
            await history.powerCut()
            await history.expectAllEnd()
            ends++
          } finally {
            await history.world.close()
          }
        }),
        { numRuns: 12 * ROUNDS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
      )
      expect(ends).toBeGreaterThan(0)
    },
    30_000 * ROUNDS,
  )
})
