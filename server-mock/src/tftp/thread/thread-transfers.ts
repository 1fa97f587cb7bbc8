import { Descriptors } from '../../libc/descriptors.ts'
import { loadLibc } from '../../libc/libc.ts'
import { UdpSockets } from '../../libc/udp-sockets.ts'
import { LocalTransfers } from '../local-transfers.ts'
import type { TftpPeer } from '../tftp-event.ts'
import type { TftpFile } from '../tftp-file.ts'
import type { TransferRunner, TransferWork } from '../transfer-runner.ts'
import { ThreadHandle } from './thread-handle.ts'

/** Milliseconds without transfers after which the thread ends. */
const LINGER = 60_000
/** Messages taken from a new socket at most. */
const MOST_WAITING = 16
/** Bytes of a request (RFC 2347 §2), and one to see that one is longer. */
const LONGEST_MESSAGE = 513

/**
 * Opens a runner whose transfers have a thread for themselves. Rejects where the calls for it are not to be had: not
 * on Linux, or without `koffi`.
 *
 * @param linger milliseconds without transfers after which the thread ends
 */
export async function openThreadTransfers(linger = LINGER): Promise<TransferRunner> {
  const libc = await loadLibc()
  return new ThreadTransfers(new Descriptors(libc), new UdpSockets(libc), linger)
}

/** Runs transfers in one thread, which lives only while there are some, and somewhat longer. */
class ThreadTransfers implements TransferRunner {
  readonly #descriptors: Descriptors
  readonly #sockets: UdpSockets
  readonly #linger: number
  #thread: ThreadHandle | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false
  /** It was tried, and no thread starts on this system. */
  #broken = false
  readonly #local = new LocalTransfers()

  constructor(descriptors: Descriptors, sockets: UdpSockets, linger: number) {
    this.#descriptors = descriptors
    this.#sockets = sockets
    this.#linger = linger
  }

  async run(work: TransferWork): Promise<void> {
    const thread = await this.#ready()
    if (this.#closed) throw new Error('TFTP is stopped')
    if (thread === undefined || thread.ended) await this.#local.run(work)
    else this.#runIn(thread, work)
  }

  /** The thread, when it takes work; undefined where none can be had. */
  async #ready(): Promise<ThreadHandle | undefined> {
    if (this.#broken || this.#closed) return undefined
    clearTimeout(this.#timer)
    if (this.#thread === undefined || this.#thread.ended) this.#thread = new ThreadHandle(this.#descriptors)
    const thread = this.#thread
    this.#broken = !(await thread.ready)
    return this.#broken ? undefined : thread
  }

  #runIn(thread: ThreadHandle, { local, peer, file, terms, onEnd, onOther }: TransferWork): void {
    const socket = this.#sockets.connected(local, peer, local.port !== 0)
    const others = this.#waitingOn(socket, peer)
    thread.run({ socket, file: compact(file), terms }, ({ result, requests }) => {
      if (thread.idle) this.#rest(thread)
      onEnd(result)
      for (const request of requests) onOther(request, peer)
    })
    for (const { message, from } of others) onOther(message, from)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#local.close()
    await this.#thread?.end()
  }

  /** What others sent before the socket was connected; what its peer sent is the request once more. */
  #waitingOn(socket: number, peer: TftpPeer): { readonly message: Uint8Array; readonly from: TftpPeer }[] {
    const others: { readonly message: Uint8Array; readonly from: TftpPeer }[] = []
    const buffer = new Uint8Array(LONGEST_MESSAGE)
    for (let more = 0; more < MOST_WAITING; more++) {
      const waiting = this.#sockets.receiveFrom(socket, buffer)
      if (waiting === undefined) break
      const { size, from } = waiting
      if (from.address !== peer.address || from.port !== peer.port) {
        others.push({ message: buffer.slice(0, size), from })
      }
    }
    return others
  }

  #rest(thread: ThreadHandle): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (!thread.idle) return
      if (this.#thread === thread) this.#thread = undefined
      void thread.end()
    }, this.#linger)
    this.#timer.unref()
  }
}

/** Bytes alone, without the larger memory that they may be a part of, which would be copied with them. */
function compact(file: TftpFile): TftpFile {
  return file.kind === 'bytes' ? { kind: 'bytes', bytes: new Uint8Array(file.bytes) } : file
}
