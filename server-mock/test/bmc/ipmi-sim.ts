import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether the BMC simulator and its client are here. */
export const hasIpmiSim = ['ipmi_sim', 'ipmitool'].every(
  (program) => spawnSync(program, ['-h'], { stdio: 'ignore' }).error === undefined,
)

/** Debian's simulator of a BMC (package openipmi), on a free port of loopback. */
export interface IpmiSim {
  readonly port: number
  readonly username: string
  readonly password: string
  close(): Promise<void>
}

/** A network in which a simulated BMC is started. */
export interface SimNetwork {
  /** Its address there. */
  readonly address: string
  /** Makes of a command one that runs there. */
  command(argv: readonly string[]): readonly string[]
}

/**
 * Starts a simulated BMC.
 *
 * @param chassis shell program that works the machine: called as `get power boot` or `set power 1`, it prints lines
 *   such as `power:1` for what it is asked
 * @param network default: loopback. In another one nobody waits until it answers
 */
export async function startIpmiSim(chassis: string, network?: SimNetwork): Promise<IpmiSim> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bmc-'))
  const program = join(folder, 'chassis')
  await writeFile(program, chassis)
  await chmod(program, 0o755)
  const port = network === undefined ? await freePort() : 623
  const address = network?.address ?? '127.0.0.1'
  const [username, password] = ['operator', "s3'$(w);x"]
  await mkdir(join(folder, 'state'))
  await writeFile(
    join(folder, 'lan.conf'),
    lanConfiguration(`${address} ${port}`, username, password, program),
  )
  await writeFile(join(folder, 'commands'), COMMANDS)
  const files = ['-c', join(folder, 'lan.conf'), '-f', join(folder, 'commands'), '-s', join(folder, 'state')]
  const argv = ['ipmi_sim', ...files, '-n', '-p']
  const [command = '', ...args] = network?.command(argv) ?? argv
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const close = async () => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  if (network === undefined) await answers(port)
  return { port, username, password, close }
}

/** Waits until a BMC answers a presence ping (IPMI 2.0, section 13.2.3). */
async function answers(port: number): Promise<void> {
  const ping = Buffer.from('0600ff06000011be80000000', 'hex')
  const socket = createSocket('udp4')
  try {
    const pong = new Promise<void>((resolve) => socket.once('message', () => resolve()))
    socket.on('error', () => {})
    for (let tries = 0; tries < 100; tries += 1) {
      socket.send(ping, port, '127.0.0.1')
      const isUp = await Promise.race([pong.then(() => true), sleep(100, false)])
      if (isUp) return
    }
    throw new Error('ipmi_sim does not answer')
  } finally {
    socket.close()
  }
}

const COMMANDS = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
mc_enable 0x20
`

/** Texts stand in double quotes and end at them, or at a space. */
function lanConfiguration(address: string, username: string, password: string, program: string): string {
  const auths = ['callback', 'user', 'operator', 'admin']
    .map((level) => `    allowed_auths_${level} none md2 md5 straight`)
    .join('\n')
  return `name "bmc"
set_working_mc 0x20
  startlan 1
    addr ${address}
    priv_limit admin
${auths}
    guid a123456789abcdefa123456789abcdef
  endlan
  chassis_control "${program}"
  user 1 true  ""        "test" user     10       none md2 md5 straight
  user 2 true  "${username}" "${password}" admin    10       none md2 md5 straight
`
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const end = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await end
}

/** A UDP port of loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}
