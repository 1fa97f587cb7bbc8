import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EchoProbe } from '../../../src/dhcp/probe/echo-probe.ts'

const TOKEN = '52:54:00:00:00:01'
const target = (address: string) => ({ address, token: TOKEN })

/** A network whose hosts answer echoes, or only ARP. */
function network(hosts: { echo?: readonly string[]; arp?: ReadonlyMap<string, string> }) {
  const sent: string[] = []
  const waiting: Uint8Array[] = []
  const neighbours = new Map<string, string>()
  let closed = false
  const probe = new EchoProbe(
    {
      headers: false,
      send: (message, address) => {
        sent.push(address)
        const hardware = hosts.arp?.get(address)
        if (hardware !== undefined) neighbours.set(address, hardware)
        if (hosts.echo?.includes(address)) {
          const reply = message.slice()
          reply[0] = 0
          waiting.push(reply)
        }
      },
      receive: () => waiting.shift(),
      close: () => {
        closed = true
      },
    },
    async () => new Map(neighbours),
  )
  return { probe, sent, neighbours, isClosed: () => closed }
}

describe('an address probe by ICMP echo', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const after = async (milliseconds: number, outcome: Promise<boolean>) => {
    let result: boolean | undefined
    void outcome.then((free) => {
      result = free
    })
    await vi.advanceTimersByTimeAsync(milliseconds)
    return result
  }

  it('asks twice, and takes half a second of silence for a free address', async () => {
    const { probe, sent } = network({})
    const outcome = probe.probe(target('10.0.0.5'))
    expect(await after(499, outcome)).toBeUndefined()
    expect(await after(1, outcome)).toBe(true)
    expect(sent).toEqual(['10.0.0.5', '10.0.0.5'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('knows at once when somebody answers, and tells answers apart', async () => {
    const { probe } = network({ echo: ['10.0.0.6'] })
    const free = probe.probe(target('10.0.0.5'))
    expect(await after(40, probe.probe(target('10.0.0.6')))).toBe(false)
    expect(await after(500, free)).toBe(true)
  })

  it('hears hosts that answer ARP only, but not entries from before', async () => {
    const silent = network({ arp: new Map([['10.0.0.5', '52:54:00:00:00:99']]) })
    expect(await after(500, silent.probe.probe(target('10.0.0.5')))).toBe(false)
    const stale = network({})
    stale.neighbours.set('10.0.0.5', '52:54:00:00:00:99')
    expect(await after(500, stale.probe.probe(target('10.0.0.5')))).toBe(true)
  })

  it('does not take the client itself for somebody else', async () => {
    const { probe } = network({ echo: ['10.0.0.5'], arp: new Map([['10.0.0.5', TOKEN]]) })
    expect(await after(500, probe.probe(target('10.0.0.5')))).toBe(true)
  })

  it('passes over addresses beyond what the neighbour table bears, and ends as free when it is closed', async () => {
    const { probe, sent, isClosed } = network({})
    const outcomes = Array.from({ length: 256 }, (_, n) => probe.probe(target(`10.0.1.${n}`)))
    expect(await after(1, probe.probe(target('10.0.2.1')))).toBe(true)
    expect(sent).toHaveLength(256)
    probe.close()
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set([true]))
    expect([isClosed(), vi.getTimerCount()]).toEqual([true, 0])
  })
})
