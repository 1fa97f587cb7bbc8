import type { Event } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { EventQueue } from '../../src/plugins/event-queue.ts'

const event = (Key: number): Event => ({
  Time: '',
  Type: 't',
  Action: 'a',
  Key: String(Key),
  Principal: '',
  Revision: 0,
})

/** A queue whose sends end when the test says so. */
function held(limit: number) {
  const sent: string[] = []
  const lags: (number | undefined)[] = []
  const failures: string[] = []
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  const queue = new EventQueue({
    send: ({ Key }) => {
      sent.push(Key)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    limit,
    onLag: (dropped) => lags.push(dropped),
    onFailure: (reason) => failures.push(reason),
  })
  const next = async (error?: Error) => {
    const one = waiting.shift()
    if (error === undefined) one?.resolve()
    else one?.reject(error)
    await new Promise(setImmediate)
  }
  return { queue, sent, lags, failures, next }
}

describe('a queue of events', () => {
  it('sends one after the other, in order', async () => {
    const { queue, sent, next } = held(10)
    for (const key of [1, 2, 3]) queue.push(event(key))
    expect(sent).toEqual(['1'])
    await next()
    expect(sent).toEqual(['1', '2'])
    await next()
    await next()
    queue.push(event(4))
    expect(sent).toEqual(['1', '2', '3', '4'])
  })

  it('leaves out what does not fit, and says so at the beginning and at the end', async () => {
    const { queue, sent, lags, next } = held(2)
    for (let key = 1; key <= 6; key += 1) queue.push(event(key))
    expect(lags).toEqual([undefined])
    for (let count = 0; count < 3; count += 1) await next()
    expect(sent).toEqual(['1', '2', '3'])
    expect(lags).toEqual([undefined, 3])
    for (let key = 7; key <= 10; key += 1) queue.push(event(key))
    expect(lags).toEqual([undefined, 3, undefined])
  })

  it('goes on after a failure, and says it once', async () => {
    const { queue, sent, failures, next } = held(10)
    for (const key of [1, 2, 3, 4]) queue.push(event(key))
    await next(new Error('no'))
    await next(new Error('still no'))
    await next()
    await next(new Error('again'))
    expect(sent).toEqual(['1', '2', '3', '4'])
    expect(failures).toEqual(['no', 'again'])
  })

  it('forgets what waits when it is told to', async () => {
    const { queue, sent, next } = held(10)
    for (const key of [1, 2]) queue.push(event(key))
    queue.clear()
    await next()
    expect(sent).toEqual(['1'])
  })
})
