import { describe, expect, it } from 'vitest'
import { SendQueue } from '../../../src/dhcp/network/send-queue.ts'
import type { OutgoingDatagram } from '../../../src/libc/datagram-batches.ts'

/** A system that takes at most three datagrams at a time, and none to `bad`. */
function system() {
  const calls: string[][] = []
  const singles: string[] = []
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
  const queue = new SendQueue<string>({
    send: (datagrams: readonly OutgoingDatagram[], from) => {
      const taken: string[] = []
      for (const { message, peer } of datagrams.slice(from, from + 3)) {
        if (text(peer) === 'bad') break
        taken.push(text(message))
      }
      calls.push(taken)
      return taken.length
    },
    peer: (to) => Buffer.from(to),
    otherwise: async (message, to) => {
      singles.push(text(message))
      if (text(message) === 'lost') throw new Error(`no way to ${to}`)
    },
  })
  return {
    queue,
    calls,
    singles,
    send: (message: string, to = 'good') => queue.send(Buffer.from(message), to),
  }
}

describe('send queue', () => {
  it('sends together, and in order, what is sent in one turn', async () => {
    const { calls, send } = system()
    await Promise.all(['1', '2', '3', '4', '5'].map((message) => send(message)))
    await send('6')
    expect(calls).toEqual([['1', '2', '3'], ['4', '5'], ['6']])
  })

  it('sends what promises settled in one turn lead to together', async () => {
    const { calls, send } = system()
    const durable = Promise.resolve()
    await Promise.all([durable.then(() => send('1')), durable.then(() => durable).then(() => send('2'))])
    expect(calls).toEqual([['1', '2']])
  })

  it('loses none but the one that cannot be sent', async () => {
    const { calls, singles, send } = system()
    const all = [send('1'), send('waits', 'bad'), send('lost', 'bad'), send('2')]
    const outcomes = await Promise.allSettled(all)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(calls.flat()).toEqual(['1', '2'])
    expect(singles).toEqual(['waits', 'lost'])
  })

  it('does not let many wait for the end of the turn', async () => {
    const { calls, send } = system()
    const all = Array.from({ length: 70 }, (_, n) => send(String(n)))
    expect(calls.flat()).toHaveLength(64)
    await Promise.all(all)
    expect(calls.flat()).toHaveLength(70)
  })

  it('sends what waits when it is closed, and nothing after that', async () => {
    const { queue, calls, send } = system()
    const last = send('last')
    queue.close()
    await Promise.all([last, send('late')])
    expect(calls).toEqual([['last']])
  })
})
