import { createConnection, type Socket } from 'node:net'
import { z } from 'zod'

/** QEMU refused a command or is gone. `code` is `QMP_FAILED`. */
export class QmpError extends Error {
  readonly code = 'QMP_FAILED'

  constructor(command: string, reason: string) {
    super(`QEMU command ${command}: ${reason}`)
    this.name = 'QmpError'
  }
}

const messageSchema = z.object({
  QMP: z.unknown().optional(),
  event: z.string().optional(),
  id: z.number().optional(),
  return: z.unknown().optional(),
  error: z.object({ desc: z.string() }).optional(),
})

type Pending = { command: string; resolve: (value: unknown) => void; reject: (error: QmpError) => void }

const MAX_MESSAGE = 1_000_000

/** A connection to QEMU's machine protocol (JSON lines over a unix socket). */
export class QmpClient {
  readonly #socket: Socket
  readonly #pending = new Map<number, Pending>()
  readonly #onEvent: (event: string) => void
  #next = 1
  #buffer = ''

  private constructor(socket: Socket, onEvent: (event: string) => void) {
    this.#socket = socket
    this.#onEvent = onEvent
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => this.#receive(text))
    socket.on('error', (error) => this.#fail(error.message))
    socket.on('close', () => this.#fail('the connection is closed'))
  }

  /**
   * Connects and finishes the greeting. `onEvent` is called with the name of each event.
   * @throws QmpError when nothing listens at `path` or the greeting fails.
   */
  static async connect(path: string, onEvent: (event: string) => void = () => {}): Promise<QmpClient> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const opened = createConnection(path, () => {
        opened.removeAllListeners('error')
        resolve(opened)
      })
      opened.once('error', (error) => reject(new QmpError('connect', error.message)))
    })
    const client = new QmpClient(socket, onEvent)
    await client.execute('qmp_capabilities')
    return client
  }

  /** Runs a command and returns its answer. @throws QmpError when it is refused or takes over `timeoutMs`. */
  async execute(command: string, args: Record<string, unknown> = {}, timeoutMs = 5000): Promise<unknown> {
    const id = this.#next
    this.#next += 1
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new QmpError(command, 'no answer')), timeoutMs)
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer)
          settle(value)
        }
      this.#pending.set(id, { command, resolve: done(resolve), reject: done(reject) })
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`)
    })
  }

  /** Closes the connection; commands under way fail. */
  close(): void {
    this.#socket.destroy()
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }

  #receive(text: string): void {
    const lines = (this.#buffer + text).split('\n')
    this.#buffer = (lines.pop() ?? '').slice(0, MAX_MESSAGE)
    for (const line of lines) {
      if (line.trim() !== '') this.#handle(line)
    }
  }

  #handle(line: string): void {
    const message = parseMessage(line)
    if (message === undefined) return
    if (message.event !== undefined) this.#onEvent(message.event)
    if (message.id === undefined) return
    const pending = this.#settle(message.id)
    if (message.error === undefined) pending?.resolve(message.return)
    else pending?.reject(new QmpError(pending.command, message.error.desc))
  }

  #fail(reason: string): void {
    for (const [id, pending] of [...this.#pending]) {
      this.#pending.delete(id)
      pending.reject(new QmpError(pending.command, reason))
    }
  }
}

const parseMessage = (line: string): z.infer<typeof messageSchema> | undefined => {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
