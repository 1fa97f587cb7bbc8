import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { bundleProgram } from '../../../sdk/scripts/bundle.ts'
import { type Environment, strictAnsible } from './ansible.ts'

/** A real server on loopback with a fleet, the inventory script as it is published, and a folder for the rest. */
export interface AnsibleSite {
  readonly client: Client
  readonly server: ServerProcess
  readonly folder: string
  /** Path of the script. */
  readonly script: string
  /** Environment by which the script and the plugin reach the server, under a strict Ansible. */
  readonly env: Environment
  close(): Promise<void>
}

/** Text that writes a file where Ansible runs, if anything takes it for a template. */
export function trap(file: string): string {
  return `{{ lookup('pipe', 'touch ${file}') }}`
}

/** Starts a server without machines. */
export async function startAnsibleSite(): Promise<AnsibleSite> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-ansible-'))
  const script = join(folder, 'metalwright-inventory')
  await bundleProgram('src/inventory/script/main.ts', script)
  const ports = ['--api-port', '0', '--static-port', '0', '--disable-dhcp', '--disable-tftp', '--disable-pxe']
  const server = await startServerProcess({
    baseRoot: join(folder, 'server'),
    flags: ['--dev', '--store', 'memory', ...ports],
  })
  const { fingerprint } = server.facts
  const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint })
  return {
    client,
    server,
    folder,
    script,
    env: {
      ...(await strictAnsible(folder)),
      RS_ENDPOINT: endpoint,
      RS_KEY: DEV_KEY,
      RS_FINGERPRINT: fingerprint,
      DRP_INVENTORY_CACHE_DIR: join(folder, 'cache'),
      ANSIBLE_COLLECTIONS_PATH: join(import.meta.dirname, '..', '..', '..', 'ansible'),
    },
    close: async () => {
      await client.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a small fleet with everything that is odd; `file` must never come about. */
export async function addFleet(client: Client, file: string): Promise<void> {
  const evil = trap(file)
  for (const [name, secure] of [
    ['secret/token', true],
    ['rack', false],
    ['note', false],
    ['deep', false],
    ['public', false],
    ['ansible', false],
  ] as const) {
    await client.params.create({ Name: name, Secure: secure })
  }
  await client.profiles
    .update('global', { Params: { 'site/name': 'north', 'site/motto': evil } })
    .catch(() =>
      client.profiles.create({ Name: 'global', Params: { 'site/name': 'north', 'site/motto': evil } }),
    )
  await client.profiles.create({ Name: 'base', Params: { 'ntp/server': '192.0.2.123' } })
  await client.profiles.create({
    Name: 'web',
    Params: { listen: 80, motto: evil, ansible_port: 22 },
    Profiles: ['base'],
  })
  await client.profiles.create({ Name: 'all', Params: { odd: 'name' } })
  await client.profiles.create({ Name: 'web1.example.net', Params: { odd: 'like a host' } })
  await client.profiles.create({ Name: 'circle-a', Profiles: [] })
  await client.machines.create({
    Name: 'web1.example.net',
    Address: '10.0.0.1',
    Profiles: ['web', 'all', 'web1.example.net'],
    Params: { rack: 'b7', note: evil, ansible_user: 'admin', ansible_become: true },
  })
  await client.machines.create({
    Name: 'web2.example.net',
    Address: '10.0.0.2',
    Profiles: ['web'],
    Params: {
      rack: 'b/8',
      note: `#jinja2: variable_start_string:'<<', variable_end_string:'>>'\n<< lookup('pipe', 'touch ${file}') >>`,
      deep: { list: [evil], [evil]: 1, vault: { __ansible_vault: 'x' }, unsafe: { __ansible_unsafe: 4 } },
      ansible_connection: 'local',
      ansible_ssh_common_args: `-o ProxyCommand='touch ${file}'`,
      ansible_ssh_executable: '/bin/false',
      ansible_user: evil,
      ansible_port: evil,
      ansible_password: 'never-shown',
    },
  })
  await client.machines.create({ Name: 'no-address.example.net', Params: { rack: 'b7' } })
  await client.machines.create({
    Name: 'localhost',
    Address: '10.0.0.4',
    Params: { public: '-oProxyCommand=false' },
  })
  await client.machines
    .create({ Name: 'übung.example.net', Address: '10.0.0.5' })
    .catch(() => client.machines.create({ Name: 'uebung.example.net', Address: '10.0.0.5' }))
  await client.machines.params.set('Name:web1.example.net', 'secret/token', 'never-shown')
}
