import type { QemuSite } from '@metalwright/server/rehearsal'

/**
 * The networks of the matrix, each a bridge beside the site's own: `br1` has the server too, `br2` only a DHCP
 * relay that is a router as well, and on `br3` a DHCP server that is not ours gives the addresses.
 */
export const NETWORKS = {
  own: { bridge: 'br0', server: '10.77.0.1', prefix: '10.77.0.' },
  second: { bridge: 'br1', server: '10.78.0.1', prefix: '10.78.0.' },
  relayed: { bridge: 'br2', server: '10.77.0.1', prefix: '10.79.0.' },
  foreign: { bridge: 'br3', server: '10.81.0.1', prefix: '10.81.0.' },
} as const

/** Name of a network of the matrix. */
export type NetworkName = keyof typeof NETWORKS

const RELAY = '10.77.0.254'
const FOREIGN = '10.81.0.2'

/** Adds all networks to a site, with the programs of others in them (ISC's relay, dnsmasq). */
export async function addNetworks({ lab, client }: QemuSite): Promise<void> {
  await lab.addBridge(NETWORKS.second.bridge, '10.78.0.1/24')
  await lab.addBridge(NETWORKS.relayed.bridge)
  await lab.addBridge(NETWORKS.foreign.bridge, '10.81.0.1/24')
  for (const { bridge } of [NETWORKS.second, NETWORKS.relayed, NETWORKS.foreign]) {
    lab.startRouterAdvertiser(bridge)
  }

  const relay = await lab.addHost([
    { bridge: NETWORKS.relayed.bridge, address: '10.79.0.254/24' },
    { bridge: NETWORKS.own.bridge, address: `${RELAY}/24` },
  ])
  await lab.run(['ip', 'route', 'add', '10.79.0.0/24', 'via', RELAY])
  // With option 82 (-a), as relays of data centres have it.
  relay.start(['dhcrelay', '-4', '-d', '-a', '-id', 'eth0', '-iu', 'eth1', NETWORKS.relayed.server])

  const foreign = await lab.addHost([{ bridge: NETWORKS.foreign.bridge, address: `${FOREIGN}/24` }])
  foreign.start([
    ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--port=0', '--leasefile-ro'],
    ...['--pid-file=', '--user=root', '--interface=eth0', '--bind-interfaces', '--log-facility=-'],
    '--dhcp-range=10.81.0.100,10.81.0.150,1h',
  ])

  const subnet = { Enabled: true, ActiveLeaseTime: 3600 }
  await client.subnets.create({
    ...subnet,
    Name: 'second',
    Subnet: '10.78.0.0/24',
    ActiveStart: '10.78.0.20',
    ActiveEnd: '10.78.0.90',
  })
  await client.subnets.create({
    ...subnet,
    Name: 'relayed',
    Subnet: '10.79.0.0/24',
    ActiveStart: '10.79.0.20',
    ActiveEnd: '10.79.0.90',
    Options: [{ Code: 3, Value: '10.79.0.254' }],
  })
  await client.subnets.create({
    ...subnet,
    Name: 'foreign',
    Subnet: '10.81.0.0/24',
    ActiveStart: '10.81.0.20',
    ActiveEnd: '10.81.0.90',
    Proxy: true,
  })
}
