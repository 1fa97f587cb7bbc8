import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { startServerProcess } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'
import { startDnsmasqTftp, startTftpd } from './file-peers.ts'
import { HTTP_MIB, httpFigures, type MeasuredPeer, STATIC_PORT, seconds } from './http-files.ts'
import { type LoadLink, makeLoadLink, SERVER_ADDRESS } from './load-link.ts'

const MIB = 1024 * 1024
const TFTP_MIB = 32
/** Options of a transfer: block size and window. */
const TRANSFERS = [
  { block: 512, window: 1 },
  { block: 1428, window: 1 },
  { block: 1428, window: 4 },
  { block: 1428, window: 16 },
] as const
/** Programs the benchmark runs, and where they are from. */
const TOOLS = {
  atftp: 'atftp',
  curl: 'curl',
  'in.tftpd': 'tftpd-hpa',
  dnsmasq: 'dnsmasq-base',
  nginx: 'nginx-light',
  ip: 'iproute2',
  taskset: 'util-linux',
}

const run = promisify(execFile)

/**
 * Files over TFTP and HTTP by a link of its own: ours beside tftpd-hpa and dnsmasq with the client atftp, and beside
 * nginx with curl; then many streams side by side.
 *
 * @throws Error naming the tools that are missing; needs root
 */
export async function benchFiles(): Promise<Figure[]> {
  const missing = await missingTools()
  if (missing.length > 0) throw new Error(`Files benchmark: apt-get install ${missing.join(' ')}`)
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const link = await makeLoadLink()
  try {
    const tree = join(folder, 'server', 'tftpboot')
    await mkdir(tree, { recursive: true })
    await makeFile(join(tree, 'tftp.bin'), TFTP_MIB)
    await makeFile(join(tree, 'http.bin'), HTTP_MIB)
    return [
      ...(await tftpFigures(link, folder, tree)),
      ...(await httpFigures(link, folder, tree, () => ours(link, folder))),
    ]
  } finally {
    await link.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A file whose contents cannot be compressed away, and which is in memory as the peers' is. */
async function makeFile(path: string, mib: number): Promise<void> {
  const file = await open(path, 'w')
  const piece = randomBytes(MIB)
  for (let at = 0; at < mib; at++) await file.write(piece)
  await file.close()
  await run('cat', [path], { maxBuffer: 1, encoding: 'buffer' }).catch(() => undefined)
}

async function ours(link: LoadLink, folder: string): Promise<MeasuredPeer> {
  const ports = [
    '--api-port',
    '0',
    '--static-port',
    `${STATIC_PORT}`,
    '--tftp-port',
    '69',
    '--metrics-port',
    '0',
  ]
  const server = await startServerProcess({
    baseRoot: join(folder, 'server'),
    flags: ['--store', 'memory', '--disable-dhcp', '--disable-pxe', '--log-level', 'error', ...ports],
    wrap: link.server,
  })
  return {
    name: 'metalwright',
    stop: () => server.stop(),
    memory: async () => {
      const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
    },
  }
}

/**
 * The link with servers on one processor and clients on another, as two machines are. In lock-step a transfer is
 * several times as fast when the scheduler happens to put both on the same one, for each of the servers.
 */
function twoMachines(link: LoadLink): LoadLink {
  if (availableParallelism() < 2) return link
  const on = (processor: number, argv: readonly string[]) => ['taskset', '-c', `${processor}`, ...argv]
  return {
    ...link,
    server: (argv) => link.server(on(0, argv)),
    client: (argv) => link.client(on(1, argv)),
  }
}

async function tftpFigures(host: LoadLink, folder: string, tree: string): Promise<Figure[]> {
  const link = twoMachines(host)
  const rates = new Map<string, number[]>()
  const starts = [() => ours(link, folder), () => startTftpd(link, tree), () => startDnsmasqTftp(link, tree)]
  for (const start of starts) {
    const peer = await start()
    const measured: number[] = []
    for (const { block, window } of TRANSFERS) {
      const options = ['--option', `blksize ${block}`, '--option', `windowsize ${window}`]
      const target = ['-g', '-r', 'tftp.bin', '-l', '/dev/null', SERVER_ADDRESS]
      const once = () =>
        seconds(link.client(['atftp', ...(window === 1 ? options.slice(0, 2) : options), ...target]))
      measured.push(TFTP_MIB / Math.min(await once(), await once(), await once()))
    }
    await peer.stop()
    tell(`TFTP ${peer.name}: ${measured.map((rate) => rate.toFixed(1)).join(', ')} MiB/s`)
    rates.set(peer.name, measured)
  }
  return TRANSFERS.flatMap(({ block, window }, at) =>
    ['tftpd-hpa', 'dnsmasq'].map((name) => ({
      name: `TFTP, block ${block}, windowsize ${window}`,
      value: rates.get('metalwright')?.[at] ?? 0,
      unit: 'MiB/s',
      peer: { name, value: rates.get(name)?.[at] ?? 0 },
    })),
  )
}

async function missingTools(): Promise<string[]> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  const missing: string[] = []
  for (const [program, name] of Object.entries(TOOLS)) {
    const found = await Promise.any(folders.map((folder) => access(join(folder, program)))).catch(() => false)
    if (found === false) missing.push(name)
  }
  return missing
}

function tell(text: string): void {
  process.stderr.write(`  ${text}\n`)
}
