import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LoadLink, SERVER_ADDRESS, SERVER_INTERFACE } from './load-link.ts'

/** A DHCP server under load. */
export interface DhcpPeer {
  readonly name: string
  readonly pid: number
  stop(): Promise<void>
}

/** Address and client of each reservation that all servers have. */
export const RESERVATIONS = Array.from({ length: 100 }, (_, n) => ({
  address: `10.64.0.${n + 100}`,
  // What perfdhcp counts its clients up from.
  mac: `00:0c:01:02:03:${(n + 4).toString(16).padStart(2, '0')}`,
}))

/** Kea with its file of leases, which it writes but does not sync: an ACK of it may be lost in a power cut. */
export async function startKea(link: LoadLink, folder: string): Promise<DhcpPeer> {
  const config = {
    Dhcp4: {
      'interfaces-config': { interfaces: [SERVER_INTERFACE] },
      'lease-database': {
        type: 'memfile',
        persist: true,
        name: join(folder, 'kea-leases4.csv'),
        'lfc-interval': 0,
      },
      'valid-lifetime': 3600,
      'multi-threading': { 'enable-multi-threading': true },
      subnet4: [
        {
          subnet: '10.64.0.0/12',
          pools: [{ pool: '10.64.1.0-10.79.255.250' }],
          'next-server': SERVER_ADDRESS,
          'boot-file-name': 'ipxe.efi',
          'option-data': [
            { name: 'routers', data: SERVER_ADDRESS },
            { name: 'domain-name-servers', data: SERVER_ADDRESS },
            { name: 'domain-name', data: 'example.com' },
            { name: 'vendor-class-identifier', data: 'PXEClient' },
          ],
          reservations: RESERVATIONS.map(({ address, mac }) => ({
            'hw-address': mac,
            'ip-address': address,
          })),
        },
      ],
      loggers: [{ name: 'kea-dhcp4', severity: 'ERROR', output_options: [{ output: 'stderr' }] }],
    },
  }
  const file = join(folder, 'kea.json')
  await writeFile(file, JSON.stringify(config))
  const env = { ...process.env, KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: folder }
  return started('Kea (memfile, not synced)', link, ['kea-dhcp4', '-c', file], env)
}

/** dnsmasq with its file of leases, without its own probe. */
export async function startDnsmasq(link: LoadLink, folder: string): Promise<DhcpPeer> {
  const hosts = join(folder, 'dnsmasq.hosts')
  await writeFile(hosts, RESERVATIONS.map(({ address, mac }) => `${mac},${address}\n`).join(''))
  const argv = [
    ...['dnsmasq', '--keep-in-foreground', '--port=0', '--conf-file=/dev/null', '--no-ping'],
    ...['--dhcp-authoritative', '--dhcp-lease-max=1000000', `--interface=${SERVER_INTERFACE}`],
    ...['--dhcp-range=10.64.1.0,10.79.255.250,255.240.0.0,3600', `--dhcp-hostsfile=${hosts}`],
    ...[`--dhcp-leasefile=${join(folder, 'dnsmasq.leases')}`, '--dhcp-boot=ipxe.efi', '--quiet-dhcp'],
    ...[`--dhcp-option=6,${SERVER_ADDRESS}`, '--dhcp-option=15,example.com', '--user=root'],
  ]
  return started('dnsmasq', link, argv, process.env)
}

async function started(
  name: string,
  link: LoadLink,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<DhcpPeer> {
  const [command, ...args] = link.server(argv)
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore', env })
  const ended = once(child, 'exit')
  await Promise.race([
    sleep(2000),
    ended.then(() => Promise.reject(new Error(`${argv.join(' ')} ended at once`))),
  ])
  return {
    name,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
