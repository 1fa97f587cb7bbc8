import type { Socket } from 'node:dgram'
import { readLater, sizeOf } from './tftp-file.ts'
import { Transfer } from './transfer.ts'
import type { TransferRunner, TransferWork } from './transfer-runner.ts'
import { openTransferSocket } from './transfer-socket.ts'

/** Runs transfers in the event loop, with nothing but Node's own sockets: on every system. */
export class LocalTransfers implements TransferRunner {
  readonly #running = new Set<Transfer>()
  #closed = false

  async run({ local, peer, file, terms, onEnd, onOther }: TransferWork): Promise<void> {
    let transfer: Transfer | undefined
    const socket = await openTransferSocket(
      local,
      peer,
      (message, from) => {
        const own = from.address === peer.address && from.port === peer.port
        if (!own || transfer?.receive(message) === false) onOther(message, from)
      },
      () => transfer?.lose(),
    )
    const started = new Transfer(sizeOf(file), terms, {
      read: readLater(file),
      send: (bytes, each) => sendEach(socket, bytes, each),
      after,
      onEnd: (result) => {
        this.#running.delete(started)
        onEnd(result)
        // On a shared port the peer's next request may have come to this socket already.
        setImmediate(() => socket.close())
      },
    })
    if (this.#closed) {
      socket.close()
      throw new Error('TFTP is stopped')
    }
    this.#running.add(started)
    transfer = started
    started.start()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const transfer of this.#running) transfer.stop()
  }
}

function after(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}

/** Copies: what the system does not take at once waits, and the bytes are overwritten meanwhile. */
function sendEach(socket: Socket, bytes: Uint8Array, each: number): void {
  for (let at = 0; at < bytes.length; at += each) {
    socket.send(Uint8Array.prototype.slice.call(bytes, at, at + each), () => {})
  }
}
