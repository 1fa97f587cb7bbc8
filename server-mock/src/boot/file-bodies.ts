import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { ClientGoneError } from './client-gone-error.ts'
import type { FilePart } from './file-range.ts'
import { FileSender } from './file-sender.ts'
import type { TreeFile } from './file-tree.ts'
import type { SendPump } from './pump/send-pump.ts'

/** Bytes from which on a body is worth a turn in the pump. */
const PUMPED = 256 * 1024

/**
 * Sends files as bodies of responses: large ones over plain connections by the pump, which copies nothing, where there
 * is one; all others piece by piece through this process.
 */
export class FileBodies {
  readonly #sender = new FileSender()
  readonly #open: () => Promise<SendPump>
  #pump: Promise<SendPump | undefined> | undefined
  /** Ends of the responses that the pump sends. */
  readonly #under = new WeakMap<Socket, Promise<unknown>>()

  /** @param open opens a pump; called with the first large file, and not again when it rejects */
  constructor(open: () => Promise<SendPump>) {
    this.#open = open
  }

  /**
   * Sends a part of a file and ends the response, whose head is written but may not be sent yet.
   *
   * @throws ClientGoneError when the caller goes away
   * @throws Error when the file cannot be sent whole: the response is to be destroyed
   */
  async send(
    file: TreeFile,
    part: FilePart,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const socket = part.length < PUMPED ? undefined : plainSocket(request.socket)
    const pump = socket === undefined ? undefined : await this.#opened()
    // The client may have all of a response, and ask for the next file, before this thread hears that it is sent.
    if (socket !== undefined) await this.#under.get(socket)
    // With other pipelined requests a response waits for its turn on the connection: it has none to send by.
    if (socket === undefined || pump === undefined || response.socket !== socket) {
      await this.#sender.send(file, part.start, part.end, response)
      return
    }
    this.#under.set(socket, new Promise((resolve) => response.once('close', resolve)))
    const opened = await file.opened()
    try {
      await pumpOut(pump, opened.descriptor, part, socket, response)
    } finally {
      await opened.close()
    }
    response.end()
  }

  /** Ends all that is being pumped. */
  async close(): Promise<void> {
    await (await this.#pump)?.close()
  }

  #opened(): Promise<SendPump | undefined> {
    this.#pump ??= this.#open().catch(() => undefined)
    return this.#pump
  }
}

async function pumpOut(
  pump: SendPump,
  file: number,
  part: FilePart,
  socket: Socket,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  const onClose = () => gone.abort()
  const patience = socket.timeout ?? 0
  response.once('close', onClose)
  try {
    response.flushHeaders()
    await flushed(socket)
    const descriptor = descriptorOf(socket)
    if (response.destroyed || descriptor === undefined) throw new ClientGoneError()
    // The pump looks itself whether somebody reads; this process sees nothing of it.
    socket.setTimeout(0)
    await pump.send({
      ...{ socket: descriptor, file, offset: part.start, length: part.length, signal: gone.signal },
    })
  } finally {
    response.off('close', onClose)
    socket.setTimeout(patience)
  }
}

/** Resolves when all that was written to the connection has been taken by the system. */
function flushed(socket: Socket): Promise<void> {
  if (socket.writableLength === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    socket.write('', (error) => {
      if (error === undefined || error === null) resolve()
      else reject(new ClientGoneError(error))
    })
  })
}

/** The connection, when the system's own calls may write to it: not with TLS. */
function plainSocket(socket: Socket): Socket | undefined {
  return 'encrypted' in socket || descriptorOf(socket) === undefined ? undefined : socket
}

/** Number by which the system knows a connection; undefined where Node does not tell, and once it is closed. */
function descriptorOf(socket: Socket): number | undefined {
  const handle: unknown = Reflect.get(socket, '_handle')
  if (typeof handle !== 'object' || handle === null) return undefined
  const descriptor: unknown = Reflect.get(handle, 'fd')
  return typeof descriptor === 'number' && Number.isInteger(descriptor) && descriptor >= 0
    ? descriptor
    : undefined
}
