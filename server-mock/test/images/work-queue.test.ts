import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { WorkQueue } from '../../src/images/work-queue.ts'

function queueAt(atOnce: number) {
  let now = 0
  const changes: string[] = []
  const queue = new WorkQueue({
    ...{ atOnce, now: () => now, remember: () => 1000, onChange: (key) => changes.push(key) },
  })
  return { queue, changes, pass: (milliseconds: number) => (now += milliseconds) }
}

describe('a queue of work', () => {
  it('does what is asked for twice once, so many at a time, in order', async () => {
    const { queue } = queueAt(2)
    const begun: string[] = []
    const gates = new Map<string, PromiseWithResolvers<void>>()
    const ask = (key: string) =>
      queue.start(key, async () => {
        begun.push(key)
        const gate = Promise.withResolvers<void>()
        gates.set(key, gate)
        await gate.promise
      })
    for (const key of ['a', 'b', 'a', 'c', 'b']) ask(key)
    await setImmediate()
    expect([begun, queue.state('c')]).toEqual([['a', 'b'], { kind: 'waiting' }])
    gates.get('b')?.resolve()
    await setImmediate()
    expect([begun, queue.state('b'), queue.state('a')?.kind]).toEqual([['a', 'b', 'c'], undefined, 'running'])
    for (const gate of gates.values()) gate.resolve()
    await queue.settled()
    expect(queue.keys()).toEqual([])
  })

  it('tells how it goes, once a second at most, and remembers a failure for a while', async () => {
    const { queue, changes, pass } = queueAt(1)
    queue.start('a', async (report) => {
      for (let done = 1; done <= 30; done++) {
        pass(100)
        report(done, 30)
      }
      throw new Error('no room')
    })
    await queue.settled()
    expect(changes).toEqual(['a', 'a', 'a', 'a'])
    expect(queue.state('a')).toEqual({ kind: 'failed', error: new Error('no room') })
    pass(1000)
    expect(queue.state('a')).toBeUndefined()
  })

  it('gives up what is under way, and what only waits, and begins nothing when it is stopped', async () => {
    const { queue } = queueAt(1)
    const ended: string[] = []
    const ask = (key: string) =>
      queue.start(key, async (_, signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        ended.push(key)
        signal.throwIfAborted()
      })
    for (const key of ['a', 'b', 'c']) ask(key)
    await queue.give('b')
    await queue.give('a')
    expect([ended, queue.keys()]).toEqual([['a'], ['c']])
    await queue.stop()
    ask('d')
    expect([ended, queue.keys(), queue.state('c')]).toEqual([['a', 'c'], [], undefined])
  })
})
