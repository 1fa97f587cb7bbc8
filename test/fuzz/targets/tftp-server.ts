import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { Metrics } from '../../../server-mock/src/metrics/metrics.ts'
import { tftpRead } from '../../../server-mock/src/tftp/client.ts'
import { decodeTftp, encodeTftp } from '../../../server-mock/src/tftp/packet.ts'
import { TftpServer } from '../../../server-mock/src/tftp/server.ts'
import type { TftpEvent } from '../../../server-mock/src/tftp/tftp-event.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { counted } from './counted.ts'
import { tftpPacket } from './tftp-packet.ts'

const HOST = '127.0.0.1'
const FILE = Buffer.from('what an honest client wants '.repeat(100))
/** Inputs after which an honest client asks, and after which the metrics are added up. */
const HONEST = 50
const ADDED_UP = 500
/** Bytes of a datagram that loopback carries. */
const LARGEST = 65_000
const GIVE_UP = encodeTftp({ kind: 'error', code: 0, message: 'enough' })

/** A TFTP server and somebody who sends it anything, over loopback. */
class Bench {
  readonly #metrics = new Metrics(async function* () {})
  readonly #socket: Socket = createSocket('udp4')
  readonly #server: TftpServer
  #port = 0
  #given = 0
  /** Transfers that began and are not over. */
  #open = 0
  #told: (event: TftpEvent) => void = () => {}

  private constructor() {
    this.#server = new TftpServer(
      { addresses: [HOST], port: 0 },
      {
        open: async (name) =>
          name === 'octet' || name === 'pxelinux.0' ? { file: { kind: 'bytes', bytes: FILE } } : undefined,
        onEvent: (event) => {
          this.#metrics.tftp(event)
          if (event.kind === 'started') this.#open++
          if (event.kind === 'ended') this.#open--
          else if (event.kind !== 'listening') this.#told(event)
        },
      },
    )
    // Whatever transfer begins is ended by who asked for it.
    this.#socket.on('message', (bytes, { port }) => {
      if (isTransfer(bytes)) this.#socket.send(GIVE_UP, port, HOST)
    })
  }

  static async start(): Promise<Bench> {
    const bench = new Bench()
    await bench.#server.start()
    bench.#port = bench.#server.listening()[0]?.port ?? 0
    bench.#socket.bind(0, HOST)
    await once(bench.#socket, 'listening')
    return bench
  }

  /** What came of a datagram. */
  async give(datagram: Uint8Array): Promise<TftpEvent> {
    const number = ++this.#given
    const told = new Promise<TftpEvent>((resolve) => {
      this.#told = resolve
    })
    this.#socket.send(datagram.subarray(0, LARGEST), this.#port, HOST)
    const event = await told
    while (this.#open > 0) await new Promise(setImmediate)
    if (number % HONEST === 0) {
      this.#given++
      const { bytes } = await tftpRead(HOST, this.#port, 'pxelinux.0', {})
      if (!FILE.equals(bytes)) throw new Error('an honest client got another file')
      while (this.#open > 0) await new Promise(setImmediate)
    }
    if (number % ADDED_UP === 0) {
      const all = await counted(this.#metrics, [
        'metalwright_tftp_refused_total',
        'metalwright_tftp_transfers_total',
      ])
      if (all !== this.#given) throw new Error(`${this.#given} requests came, ${all} are counted`)
    }
    return event
  }

  async stop(): Promise<void> {
    this.#socket.close()
    await this.#server.stop()
  }
}

function isTransfer(bytes: Uint8Array): boolean {
  const { kind } = decodeTftp(bytes)
  return kind === 'data' || kind === 'options'
}

/**
 * Datagrams to a TFTP server over loopback: each is refused or begins a transfer, is counted, and is no fault of the
 * server; honest clients in between get their file.
 */
export const tftpServer: FuzzTarget = tftpServerTarget()

function tftpServerTarget(): FuzzTarget {
  let bench: Promise<Bench> | undefined
  return {
    name: 'tftp-server',
    pieces: tftpPacket.pieces,
    inputs: tftpPacket.inputs,
    run: async (input) => {
      bench ??= Bench.start()
      const event = await (await bench).give(input)
      if (event.kind !== 'refused') return event.kind
      if (event.reason === 'failed') throw new Error(`the server failed: ${event.detail}`)
      return event.reason
    },
    close: async () => {
      await (await bench)?.stop()
      bench = undefined
    },
  }
}
