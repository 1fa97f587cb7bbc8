import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, startServerProcess } from '@metalwright/server/rehearsal'
import { bundleProgram } from '../../sdk/scripts/bundle.ts'
import type { Figure } from './figure.ts'

const MACHINES = 10_000
const PROFILES = 100
const RACKS = 80
/** Runs of each kind; the middle one counts. */
const RUNS = 9
const FLAGS = [
  '--dev',
  '--api-port',
  '0',
  '--static-port',
  '0',
  '--disable-dhcp',
  '--disable-tftp',
  '--disable-pxe',
]

/** The inventory script with 10,000 hosts in some 200 groups: made anew, found unchanged, and not looked at. */
export async function benchInventory(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const script = join(folder, 'metalwright-inventory.mjs')
  const output = join(folder, 'output.json')
  await bundleProgram('src/inventory/script/main.ts', script)
  const server = await startServerProcess({ baseRoot: join(folder, 'server'), flags: FLAGS })
  const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint: server.facts.fingerprint })
  try {
    await fill(client)
    const { Token } = await client.users.token('rocketskates', { ttlSeconds: 3600 })
    const env = {
      PATH: process.env['PATH'],
      RS_ENDPOINT: endpoint,
      RS_TOKEN: Token,
      RS_FINGERPRINT: server.facts.fingerprint,
      DRP_INVENTORY_CACHE_DIR: join(folder, 'cache'),
      DRP_INVENTORY_GROUP_BY: 'pool,profile,stage,bootenv,workflow,status,os,arch,param:rack',
      // Profiles stand on machines in different orders here, which it would say each time.
      DRP_INVENTORY_WARNINGS: 'false',
    }
    const list = (more: Readonly<Record<string, string>> = {}, ...args: readonly string[]) =>
      middle(() => run(script, ['--list', ...args], { ...env, ...more }, output))
    const fresh = await list({}, '--refresh')
    const unchanged = await list()
    const young = await list({ DRP_INVENTORY_CACHE_MAX_AGE: '3600' })
    const text = await readFile(output, 'utf8')
    const bare = { name: 'starting Node', value: await middle(() => run('', ['-e', '0'], env, output)) }
    const { hosts, groups } = sizeOf(text)
    const of = `${hosts.toLocaleString('en')} hosts, ${groups} groups`
    return [
      { name: `inventory of ${of}`, value: fresh, unit: 'ms', peer: bare },
      {
        name: 'the same, kept, after the server said that nothing changed',
        value: unchanged,
        unit: 'ms',
        peer: bare,
      },
      { name: 'the same, kept, without asking the server', value: young, unit: 'ms', peer: bare },
      { name: 'size of the inventory', value: text.length / 1e6, unit: 'MB' },
    ]
  } finally {
    await client.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(client: Client): Promise<void> {
  for (let number = 0; number < PROFILES; number++) {
    await client.profiles.create({ Name: `role-${number}`, Params: { 'role/number': number } })
  }
  let next = 0
  const work = async () => {
    for (let number = next++; number < MACHINES; number = next++) {
      await client.machines.create({
        Name: `node${number}.example.com`,
        Address: [10, 64 + (number >> 16), (number >> 8) & 255, number & 255].join('.'),
        Profiles: [`role-${number % PROFILES}`, `role-${(number * 7 + 1) % PROFILES}`].slice(
          0,
          1 + (number % 2),
        ),
        Params: {
          rack: `r${number % RACKS}`,
          ...Object.fromEntries(Array.from({ length: 10 }, (_, slot) => [`slot/${slot}`, `value ${number}`])),
        },
        Pool: `pool-${number % 10}`,
      })
    }
  }
  await Promise.all(Array.from({ length: 10 }, work))
}

/** Runs something some times, and gives the milliseconds of the middle one. */
async function middle(work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < RUNS; at++) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
}

/** Runs a program with its output in a file, so that what is measured is not how fast we read. */
async function run(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  into: string,
): Promise<void> {
  const out = await open(into, 'w')
  try {
    const child = spawn(process.execPath, [...(script === '' ? [] : [script]), ...args], {
      env,
      stdio: ['ignore', out.fd, 'inherit'],
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`the script ended with ${code}`)
  } finally {
    await out.close()
  }
}

function sizeOf(text: string): { hosts: number; groups: number } {
  const list: { _meta: { hostvars: object } } = JSON.parse(text)
  return { hosts: Object.keys(list._meta.hostvars).length, groups: Object.keys(list).length - 1 }
}
