import { describe, expect, it } from 'vitest'
import { PumpLoop, type PumpPorts } from '../../src/boot/pump/pump-loop.ts'
import type { PumpOrder, PumpOutcome } from '../../src/boot/pump/pump-messages.ts'

const BELL = 1000
const KIB = 1024

/** A system in which sockets take what `take` says, and time goes by with each wait. */
function system(orders: PumpOrder[], take: (socket: number, wait: number) => number | 'full' | 'gone') {
  const watched = new Set<number>()
  const outcomes: PumpOutcome[] = []
  const given = new Map<number, number>()
  let waits = 0
  const ports: PumpPorts = {
    orders: () => orders.splice(0),
    tell: (outcome) => void outcomes.push(outcome),
    watch: (socket) => void watched.add(socket),
    forget: (socket) => void watched.delete(socket),
    wait: () => {
      waits++
      return [...(orders.length > 0 ? [BELL] : []), ...watched]
    },
    bell: BELL,
    send: (socket, _file, _offset, length) => {
      const taken = take(socket, waits)
      if (typeof taken !== 'number') return taken
      const bytes = Math.min(taken, length)
      given.set(socket, (given.get(socket) ?? 0) + bytes)
      return bytes
    },
    now: () => waits * 10,
    idle: 5000,
  }
  return { loop: new PumpLoop(ports), outcomes, given, watched }
}

const send = (stream: number, length = 64 * 1024 * KIB): PumpOrder => ({
  ...{ kind: 'send', stream, socket: stream, file: 7, offset: 0, length },
})

describe('the loop of the pump', () => {
  it('gives equal readers the same at any time, however their sockets take it', () => {
    const streams = Array.from({ length: 200 }, (_, at) => at)
    let spread = 0
    const { loop, outcomes, given } = system(
      streams.map((at) => send(at, 4096 * KIB)),
      (socket, wait) => {
        const counts = streams.map((at) => given.get(at) ?? 0)
        spread = Math.max(spread, Math.max(...counts) - Math.min(...counts))
        return (socket * 7 + wait) % 3 === 0 ? 'full' : (1 + ((socket * 31 + wait) % 5)) * 30 * KIB
      },
    )
    expect(loop.run()).toBe(false)
    expect(outcomes.map(({ end, sent }) => [end, sent])).toEqual(streams.map(() => ['sent', 4096 * KIB]))
    // Turns of 328 KiB: nobody is more than one ahead, and one behind that is being caught up.
    expect(spread).toBeLessThanOrEqual(3 * 328 * KIB)
  })

  it('does not wait for who reads nothing, and gives him up', () => {
    const { loop, outcomes, watched } = system([send(1), send(2)], (socket) =>
      socket === 1 ? 'full' : 64 * KIB,
    )
    loop.run()
    expect(outcomes.map(({ stream, end }) => [stream, end])).toEqual([
      [1, 'gone'],
      [2, 'sent'],
    ])
    expect(watched.size).toBe(0)
  })

  it('stops what it is told to, at once and only that', () => {
    const orders = [send(1), send(2)]
    const { loop, outcomes } = system(orders, (_, wait) => {
      if (wait === 3) orders.push({ kind: 'stop', stream: 1 }, { kind: 'stop', stream: 99 })
      return 64 * KIB
    })
    loop.run()
    expect(outcomes.map(({ stream, end }) => [stream, end])).toEqual([
      [1, 'stopped'],
      [2, 'sent'],
    ])
  })

  it('tells of a client that has gone, a file that ends early and a disk that fails', () => {
    const { loop, outcomes } = system([send(1), send(2), send(3)], (socket) => {
      if (socket === 3) throw new Error('sendfile failed: 5 (EIO)')
      return socket === 1 ? 'gone' : 0
    })
    loop.run()
    expect(outcomes).toEqual([
      { stream: 1, sent: 0, end: 'gone' },
      { stream: 2, sent: 0, end: { fault: `the file ends at 0 instead of ${64 * 1024 * KIB}` } },
      { stream: 3, sent: 0, end: { fault: 'sendfile failed: 5 (EIO)' } },
    ])
  })

  it('ends when it is told to', () => {
    const orders = [send(1)]
    const { loop } = system(orders, (_, wait) => {
      if (wait === 3) orders.push({ kind: 'end' })
      return 1
    })
    expect(loop.run()).toBe(true)
  })
})
