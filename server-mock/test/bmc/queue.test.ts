import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BmcQueue } from '../../src/bmc/queue.ts'
import { HandClock, settle } from './clocks.ts'

const never = new AbortController().signal

/** Work that ends when it is told to, and says when it began. */
class Work {
  readonly begun: string[] = []
  readonly #ends = new Map<string, () => void>()

  run(name: string): () => Promise<string> {
    return async () => {
      this.begun.push(name)
      await new Promise<void>((resolve) => this.#ends.set(name, resolve))
      return name
    }
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.()
    await settle()
  }
}

function bench(limits: { atOnce?: number; gapMs?: number; waiting?: number } = {}) {
  const clock = new HandClock()
  const queue = new BmcQueue<string>({ atOnce: 10, gapMs: 100, waiting: 3, ...limits }, clock)
  const work = new Work()
  const ask = (bmc: string, name: string, more: { same?: string; signal?: AbortSignal } = {}) =>
    queue.run({ bmc, signal: never, run: work.run(name), ...more })
  return { clock, queue, work, ask }
}

describe('the queue of BMCs', () => {
  it('lets one BMC do one thing at a time, with a pause, and others go on', async () => {
    const { clock, work, ask } = bench()
    const off = ask('a', 'off')
    const on = ask('a', 'on')
    void ask('b', 'other')
    expect(work.begun).toEqual(['off', 'other'])
    await work.end('off')
    expect(await off).toBe('off')
    await clock.pass(99)
    expect(work.begun).toEqual(['off', 'other'])
    await clock.pass(1)
    expect(work.begun).toEqual(['off', 'other', 'on'])
    await work.end('on')
    expect(await on).toBe('on')
  })

  it('keeps the pause for what comes when nothing waited, and then forgets the BMC', async () => {
    const { clock, queue, work, ask } = bench()
    void ask('a', 'first')
    await work.end('first')
    void ask('a', 'second')
    await settle()
    expect(work.begun).toEqual(['first'])
    await clock.pass(100)
    expect(work.begun).toEqual(['first', 'second'])
    await work.end('second')
    expect(queue.lines).toBe(1)
    await clock.pass(100)
    expect(queue.lines).toBe(0)
  })

  it('answers equal questions with one answer, but not across a change between them', async () => {
    const { clock, work, ask } = bench()
    const [one, two] = [ask('a', 'status 1', { same: 's' }), ask('a', 'status 2', { same: 's' })]
    const change = ask('a', 'off')
    const three = ask('a', 'status 3', { same: 's' })
    await work.end('status 1')
    expect([await one, await two]).toEqual(['status 1', 'status 1'])
    await clock.pass(100)
    await work.end('off')
    await clock.pass(100)
    await work.end('status 3')
    expect([await change, await three]).toEqual(['off', 'status 3'])
    expect(work.begun).toEqual(['status 1', 'off', 'status 3'])
  })

  it('does no more at one time than the server can bear', async () => {
    const { work, ask } = bench({ atOnce: 2 })
    for (const bmc of ['a', 'b', 'c', 'd']) void ask(bmc, bmc)
    expect(work.begun).toEqual(['a', 'b'])
    await work.end('b')
    expect(work.begun).toEqual(['a', 'b', 'c'])
  })

  it('refuses what would wait too long', async () => {
    const { ask } = bench()
    for (const name of ['runs', '1', '2', '3']) void ask('a', name)
    await expect(ask('a', '4')).rejects.toMatchObject({
      code: 'bmc_busy',
      message: '3 operations wait for the BMC already; try again when they are done',
    })
  })

  it('leaves out what nobody waits for any more, but not what another caller wants too', async () => {
    const { clock, work, ask } = bench()
    const [gone, alsoGone] = [new AbortController(), new AbortController()]
    void ask('a', 'runs')
    const left = ask('a', 'left out', { signal: gone.signal })
    const shared = ask('a', 'shared', { same: 's', signal: alsoGone.signal })
    const kept = ask('a', 'not asked', { same: 's' })
    gone.abort(new Error('the caller has gone'))
    alsoGone.abort(new Error('the caller has gone'))
    await expect(left).rejects.toThrow('the caller has gone')
    await work.end('runs')
    await clock.pass(100)
    expect(work.begun).toEqual(['runs', 'shared'])
    await work.end('shared')
    expect(await kept).toBe('shared')
    expect(await shared).toBe('shared')
  })

  it('goes on behind work that fails', async () => {
    const { clock, queue, work, ask } = bench()
    const bad = queue.run({ bmc: 'a', signal: never, run: () => Promise.reject(new Error('no')) })
    void ask('a', 'next')
    await expect(bad).rejects.toThrow('no')
    await settle()
    await clock.pass(100)
    expect(work.begun).toEqual(['next'])
  })

  it('never runs two things for one BMC, nor more than allowed, and does everything in order', async () => {
    const orders = fc.array(fc.record({ bmc: fc.nat({ max: 3 }), turns: fc.nat({ max: 3 }) }), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 3 }), async (all, atOnce) => {
        const clock = new HandClock()
        const queue = new BmcQueue<number>({ atOnce, gapMs: 0, waiting: 100 }, clock)
        const busy = new Set<number>()
        const done: [bmc: number, order: number][] = []
        const results = all.map(({ bmc, turns }, order) =>
          queue.run({
            bmc: String(bmc),
            signal: never,
            run: async () => {
              expect(busy.has(bmc)).toBe(false)
              busy.add(bmc)
              expect(busy.size).toBeLessThanOrEqual(atOnce)
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
              busy.delete(bmc)
              done.push([bmc, order])
              return order
            },
          }),
        )
        expect(await Promise.all(results)).toEqual(all.map((_, order) => order))
        for (const one of [0, 1, 2, 3]) {
          const of = done.filter(([bmc]) => bmc === one).map(([, order]) => order)
          expect(of).toEqual([...of].sort((a, b) => a - b))
        }
      }),
      { numRuns: 60 },
    )
  })
})
