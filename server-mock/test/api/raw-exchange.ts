import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** What a server said on one connection. */
export interface Exchange {
  /** All that came, latin-1. */
  readonly text: string
  /** Status of each answer. */
  readonly statuses: readonly number[]
  /** Whether the server ended the connection. */
  readonly closed: boolean
}

/** How bytes are sent as they are. */
export interface ExchangeOptions {
  readonly tls?: boolean
  /** Milliseconds to wait for the end of the connection. */
  readonly wait?: number
  /** Stops waiting when that many answers are there. */
  readonly answers?: number
}

/** Sends bytes on a connection of their own, and gathers what comes back. */
export async function exchange(
  port: number,
  bytes: string | Buffer | readonly (string | Buffer)[],
  { tls = true, wait = 2000, answers = Number.POSITIVE_INFINITY }: ExchangeOptions = {},
): Promise<Exchange> {
  const socket = await open(port, tls)
  let text = ''
  return new Promise((resolve) => {
    const statuses = () => [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status))
    const finish = (closed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text, statuses: statuses(), closed })
    }
    const timer = setTimeout(() => finish(false), wait)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (statuses().length >= answers) setTimeout(() => finish(false), 20)
    })
    socket.on('close', () => finish(true))
    socket.on('end', () => finish(true))
    socket.on('error', () => {})
    const parts = typeof bytes === 'string' || Buffer.isBuffer(bytes) ? [bytes] : bytes
    for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
  })
}

/** A connection that is set up. */
export function open(port: number, tls: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port }
    const socket: Socket = tls
      ? connectTls({ ...options, rejectUnauthorized: false }, () => resolve(socket))
      : connectTcp(options, () => resolve(socket))
    socket.once('error', reject)
  })
}
