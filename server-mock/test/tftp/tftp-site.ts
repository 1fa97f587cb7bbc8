import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { decodeTftp, encodeTftp } from '../../src/tftp/packet.ts'
import { TftpServer, type TftpSettings } from '../../src/tftp/server.ts'
import type { TftpEvent } from '../../src/tftp/tftp-event.ts'
import { openThreadTransfers } from '../../src/tftp/thread/thread-transfers.ts'

/** Address of the servers. */
export const HOST = '127.0.0.1'

/** A large file. */
export const large = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 9)) & 255))

/** What the servers have; `dir/small` in memory, the others on disk, and `broken` cannot be opened. */
export const files: ReadonlyMap<string, Uint8Array> = new Map([
  ['large', large],
  ['dir/small', Buffer.from('hello')],
  ['exact', large.subarray(0, 1024)],
  ['empty', new Uint8Array(0)],
])

/** How transfers run. */
export interface Manner {
  readonly name: string
  readonly inThread: boolean
  readonly singlePort: boolean
}

/** All manners there are on this system. */
export const manners: readonly Manner[] = (process.platform === 'linux' ? [true, false] : [false]).flatMap(
  (inThread) =>
    [false, true].map((singlePort) => ({
      name: `${inThread ? 'in a thread' : 'in the event loop'}, ${singlePort ? 'one port' : 'many ports'}`,
      inThread,
      singlePort,
    })),
)

/** A server that runs. */
export interface TftpSite {
  readonly server: TftpServer
  readonly events: readonly TftpEvent[]
  readonly port: number
  /** Stops it; all files it opened must have been closed. */
  stop(): Promise<void>
}

/** Starts a server. */
export async function startSite(
  { inThread, singlePort }: Omit<Manner, 'name'>,
  settings: TftpSettings = {},
): Promise<TftpSite> {
  const folder = await mkdtemp(join(tmpdir(), 'tftp-'))
  const events: TftpEvent[] = []
  const handles: FileHandle[] = []
  for (const [name, bytes] of files) await writeFile(join(folder, name.replace('/', '-')), bytes)
  const server = new TftpServer(
    { addresses: [HOST], port: 0, singlePort, ...settings },
    {
      ...(inThread && { openRunner: () => openThreadTransfers() }),
      open: async (name) => {
        if (name === 'broken') throw new Error('EACCES')
        const bytes = files.get(name)
        if (bytes === undefined) return undefined
        if (name === 'dir/small') return { file: { kind: 'bytes', bytes } }
        const handle = await open(join(folder, name))
        handles.push(handle)
        return {
          file: { kind: 'file', size: bytes.length, descriptor: handle.fd },
          close: () => handle.close(),
        }
      },
      onEvent: (event) => events.push(event),
    },
  )
  await server.start()
  return {
    server,
    events,
    port: server.listening()[0]?.port ?? 0,
    stop: async () => {
      await server.stop()
      await vi.waitFor(() => expect(handles.filter(({ fd }) => fd >= 0)).toEqual([]))
      await rm(folder, { recursive: true })
    },
  }
}

/** A message that asks for a file. */
export function request(name: string, mode = 'octet', options: Record<string, string> = {}): Uint8Array {
  return encodeTftp({ kind: 'read', name, mode, options: new Map(Object.entries(options)) })
}

/** A client's socket. */
export async function clientSocket(): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  return socket
}

/** Sends raw bytes and gives the answers: at least as many as that, and what comes within a moment more. */
export async function talk(
  port: number,
  atLeast: number,
  ...messages: Uint8Array[]
): Promise<ReturnType<typeof decodeTftp>[]> {
  const socket = await clientSocket()
  const answers: ReturnType<typeof decodeTftp>[] = []
  socket.on('message', (bytes) => answers.push(decodeTftp(bytes)))
  for (const message of messages) socket.send(message, port, HOST)
  await expect.poll(() => answers.length, { timeout: 5000 }).toBeGreaterThanOrEqual(atLeast)
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.close()
  return answers
}
