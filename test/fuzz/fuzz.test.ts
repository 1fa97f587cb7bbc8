import { describe, expect, it } from 'vitest'
import { readCorpus } from './corpus.ts'
import { mutate } from './mutate.ts'
import { Random } from './random.ts'
import { FuzzFailure, runTarget } from './run-target.ts'
import { TARGETS } from './targets.ts'

describe('fuzzing, a fixed small share', () => {
  it.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s keeps its promises',
    async (name, target) => {
      const corpus = readCorpus(name)
      expect(corpus.length).toBeGreaterThan(0)
      const { inputs, outcomes } = await runTarget(target, { corpus, seed: 1, more: (done) => done < 400 })
      await target.close?.()
      expect(inputs).toBe(corpus.length + 400)
      // A target that always ends alike looks at nothing.
      expect(outcomes.size).toBeGreaterThan(3)
    },
  )

  it('finds a broken promise, and says by which input', async () => {
    const target = TARGETS[0]
    if (target === undefined) throw new Error('there are no targets')
    const broken = {
      ...target,
      run: (input: Uint8Array) => {
        if (Buffer.from(input).includes('Between')) throw new Error('no Between')
        return String(input.length % 10)
      },
    }
    const run = () => runTarget(broken, { corpus: [], seed: 1, more: (done) => done < 5000 })
    await expect(run()).rejects.toThrow(FuzzFailure)
    await expect(run()).rejects.toThrow(/filter: no Between/)
  })

  it('varies inputs in the same way for the same seed', () => {
    const varied = (seed: number) => {
      const random = new Random(seed)
      const base = Buffer.from('Name=Eq(a)')
      return Array.from({ length: 50 }, () =>
        Buffer.from(mutate(base, base, ['Re('], random, 100)).toString('latin1'),
      )
    }
    expect(varied(3)).toEqual(varied(3))
    expect(new Set(varied(3)).size).toBeGreaterThan(40)
    expect(varied(3)).not.toEqual(varied(4))
  })
})
