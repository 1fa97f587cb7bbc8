import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { type LoadLink, SERVER_ADDRESS } from './load-link.ts'

/** What perfdhcp measured. */
export interface DhcpLoad {
  /** Complete four-packet exchanges a second. */
  readonly rate: number
  /** Share of messages without an answer, 0 to 1, over DISCOVER and REQUEST. */
  readonly lost: number
  /** Milliseconds from REQUEST to ACK. */
  readonly mean: number
  readonly worst: number
}

/** PXE firmware of x64 UEFI: class, architecture and the options it asks for, boot file among them. */
const PXE = [
  ...['-o', `60,${Buffer.from('PXEClient:Arch:00007:UNDI:003000').toString('hex')}`],
  ...['-o', '93,0007', '-o', '55,0103060f1c2b3c4243'],
]

const RECEIVE_BUFFER = '/proc/sys/net/core/rmem_default'
/** Room for some thousand answers. Bytes. */
const ROOM = 8 * 1024 * 1024

/**
 * Does something while sockets get a receive buffer with room. perfdhcp stands for thousands of machines and takes the
 * usual one, of about 270 messages; ACKs whose leases became durable by one sync come together, and those that find
 * no room count as the server's loss. It holds for the servers as well.
 */
export async function withRoomForAnswers<T>(work: () => Promise<T>): Promise<T> {
  const usual = await readFile(RECEIVE_BUFFER, 'utf8')
  await writeFile(RECEIVE_BUFFER, String(Math.max(ROOM, Number(usual))))
  try {
    return await work()
  } finally {
    await writeFile(RECEIVE_BUFFER, usual)
  }
}

/**
 * Offers exchanges at a rate for some seconds, each of another one of `clients`, behind a relay.
 *
 * @throws Error when perfdhcp cannot run
 */
export function offerLoad(
  link: LoadLink,
  { rate, clients, seconds }: { readonly rate: number; readonly clients: number; readonly seconds: number },
): Promise<DhcpLoad> {
  const numbers = ['-r', String(rate), '-R', String(clients), '-p', String(seconds)]
  const argv = ['perfdhcp', '-4', ...numbers, ...PXE, '-l', link.clientInterface, SERVER_ADDRESS]
  const [command, ...args] = link.client(argv)
  return new Promise((resolve, reject) => {
    // Lost messages make its exit code 3.
    execFile(command, args, (error, stdout) => {
      const load = readReport(stdout)
      if (load !== undefined) resolve(load)
      else reject(error ?? new Error(`perfdhcp printed no figures: ${stdout}`))
    })
  })
}

/** Figures of perfdhcp's report; undefined when it is something else. */
export function readReport(text: string): DhcpLoad | undefined {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  const [rate] = all(/^Rate: ([\d.]+)/gm)
  const [sent, drops] = [all(/^sent packets: (\d+)/gm), all(/^drops: (\d+)/gm)]
  const [mean, worst] = [all(/^avg delay: ([\d.]+)/gm).at(-1), all(/^max delay: ([\d.]+)/gm).at(-1)]
  if (rate === undefined || mean === undefined || worst === undefined || sum(sent) === 0) return undefined
  return { rate, lost: sum(drops) / sum(sent), mean, worst }
}
