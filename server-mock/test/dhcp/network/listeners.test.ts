import { describe, expect, it } from 'vitest'
import type { Arrival } from '../../../src/dhcp/arrival.ts'
import { type Listen, Listeners } from '../../../src/dhcp/network/listeners.ts'
import type { Binding, Network, NetworkInterface, OnMessage } from '../../../src/dhcp/network/network.ts'

const link = (name: string, index: number, ...addresses: string[]): NetworkInterface => ({
  name,
  index,
  addresses,
  networks: addresses.map((address) => `${address}/24`),
  loopback: name === 'lo',
  up: true,
})

/** A network whose interfaces the test changes. */
class FakeNetwork implements Network {
  list: NetworkInterface[] = [link('lo', 1, '127.0.0.1')]
  readonly receivers = new Map<string, OnMessage>()
  readonly failing = new Set<string>()
  readonly limitation?: string

  constructor(limitation?: string) {
    if (limitation !== undefined) this.limitation = limitation
  }

  async interfaces() {
    return this.list
  }

  async open(binding: Binding, onMessage: OnMessage) {
    const name = binding.kind === 'interface' ? binding.interface.name : binding.address
    if (this.failing.has(name)) throw new Error(`no ${name}`)
    this.receivers.set(name, onMessage)
    return {
      port: binding.port,
      send: async () => {},
      close: async () => {
        this.receivers.delete(name)
      },
    }
  }
}

function listen(network: FakeNetwork, what: Listen, forced = '') {
  const log: string[] = []
  const arrivals: Arrival[] = []
  const listeners = new Listeners(network, what, 67, forced, {
    onMessage: (_message, arrival) => arrivals.push(arrival),
    onListening: (on) => log.push(`+${on}`),
    onClosed: (on) => log.push(`-${on}`),
    onLimited: (detail) => log.push(`limited: ${detail}`),
    onUnserved: (on) => log.push(`!${on}`),
  })
  return { listeners, log, arrivals }
}

const nobody = { address: '0.0.0.0', port: 68 }

describe('listeners', () => {
  it('follow interfaces and addresses as they come, change and go', async () => {
    const network = new FakeNetwork()
    const { listeners, log, arrivals } = listen(network, { kind: 'interfaces' }, '192.0.2.1')
    await listeners.start()
    expect(log).toEqual([])
    network.list = [link('lo', 1, '127.0.0.1'), link('br0', 2, '10.0.0.1'), link('br1', 3)]
    await listeners.refresh()
    network.list = [
      link('lo', 1, '127.0.0.1'),
      link('br0', 2, '10.0.0.1', '10.1.0.1'),
      link('br1', 3, '10.2.0.1'),
    ]
    await listeners.refresh()
    network.receivers.get('br0')?.(new Uint8Array(1), nobody)
    expect(arrivals).toEqual([
      {
        interface: 'br0',
        addresses: ['10.0.0.1', '10.1.0.1'],
        own: new Set(['127.0.0.1', '10.0.0.1', '10.1.0.1', '10.2.0.1', '192.0.2.1']),
        from: nobody,
      },
    ])
    // The same name with another number is another interface.
    network.list = [link('br0', 9, '10.0.0.1')]
    await listeners.refresh()
    await listeners.stop()
    expect(log).toEqual(['+br0', '+br1', '-br0', '-br1', '+br0', '-br0'])
    expect(network.receivers.size).toBe(0)
  })

  it('serve the named interfaces only, and try again what failed', async () => {
    const network = new FakeNetwork()
    network.list = [link('lo', 1, '127.0.0.1'), link('a', 2, '10.0.0.1'), link('b', 3, '10.1.0.1')]
    network.failing.add('lo')
    const { listeners, log } = listen(network, { kind: 'interfaces', names: ['lo', 'b'] })
    await listeners.start()
    network.failing.clear()
    await Promise.all([listeners.refresh(), listeners.refresh()])
    expect(log).toEqual(['!lo', '+b', '+lo'])
    await listeners.stop()
  })

  it('listen on any address where interfaces cannot be bound, and say so', async () => {
    const network = new FakeNetwork('asked')
    network.list.push(link('a', 2, '10.0.0.1'), link('b', 3, '10.1.0.1'))
    const { listeners, log, arrivals } = listen(network, { kind: 'interfaces' })
    await listeners.start()
    network.receivers.get('0.0.0.0')?.(new Uint8Array(1), nobody)
    expect(log).toEqual(['+0.0.0.0', 'limited: asked'])
    expect(arrivals[0]?.addresses).toEqual(['10.0.0.1', '10.1.0.1'])
    await listeners.stop()
  })

  it('fail to start when the given address cannot be bound', async () => {
    const network = new FakeNetwork()
    network.failing.add('10.9.9.9')
    const { listeners } = listen(network, { kind: 'address', address: '10.9.9.9' })
    await expect(listeners.start()).rejects.toThrow('no 10.9.9.9')
    await listeners.stop()
  })
})
