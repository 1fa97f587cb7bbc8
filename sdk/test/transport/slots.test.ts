import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Slots } from '../../src/transport/slots.ts'

describe('slots', () => {
  it('let so many run at a time, in order, whatever fails or is given up', async () => {
    const works = fc.array(fc.constantFrom('ends', 'fails', 'is given up'), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), works, async (count, kinds) => {
        const slots = new Slots(count)
        let running = 0
        let most = 0
        const begun: number[] = []
        const outcomes = kinds.map((kind, index) => {
          const stop = new AbortController()
          const work = async () => {
            begun.push(index)
            running += 1
            most = Math.max(most, running)
            await new Promise((resolve) => setImmediate(resolve))
            running -= 1
            if (kind === 'fails') throw new Error('it failed')
          }
          const done = slots.run(work, stop.signal).then(
            () => 'ends',
            (error: unknown) => (error === 'given up' ? 'is given up' : 'fails'),
          )
          if (kind === 'is given up') stop.abort('given up')
          return done
        })
        const ended = await Promise.all(outcomes)
        expect(most).toBeLessThanOrEqual(count)
        expect(begun).toEqual([...begun].sort((a, b) => a - b))
        for (const [index, kind] of kinds.entries()) {
          if (kind !== 'is given up' || !begun.includes(index)) expect(ended[index]).toBe(kind)
        }
        // Everything that was taken has come back.
        const after = Array.from({ length: count }, () => slots.run(async () => 'ran'))
        expect(await Promise.all(after)).toEqual(after.map(() => 'ran'))
      }),
    )
  })
})
