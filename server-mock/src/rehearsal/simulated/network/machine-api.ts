import { request } from 'node:https'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { SimulationPorts } from '../ports.ts'
import { ConnectionCut } from './faults.ts'
import { PinnedAgent } from './pinned-agent.ts'

/** Largest answer taken, bytes. */
const MAX_ANSWER = 16 * 1024 * 1024

/** Answer of the API; status 0 means that there was none. */
export interface ApiAnswer {
  readonly status: number
  readonly etag: string
  readonly text: string
}

/** What a call sends besides its path. */
export interface ApiCall {
  readonly json?: JsonValue
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds until an answer counts as lost; default 60,000. */
  readonly limit?: number
}

/** How a machine reaches the API. */
export interface ApiAccess {
  /** Such as `https://10.0.0.1:8092`. */
  readonly endpoint: string
  readonly token: string
  /** Boot the caller belongs to; absent for what is no agent. */
  readonly bootId?: string
  /** Base64 SHA-256 of the server's public key; empty verifies the certificate instead. */
  readonly pin: string
  /** `kept`: one connection as long as it lasts; `fresh`: one for each call, as curl makes them. */
  readonly connections: 'kept' | 'fresh'
}

/** What a client of the API needs from its machine. */
export interface ApiSurroundings {
  readonly ports: SimulationPorts
  /** Ends all calls. */
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** A newer boot of the machine has taken over: this agent is to end. */
export class Fenced extends Error {
  readonly code = 'fenced'

  constructor(reason: string) {
    super(reason)
    this.name = 'Fenced'
  }
}

/** Calls of a machine to the API, with its own token and its patience. */
export class MachineApi {
  readonly #access: ApiAccess
  readonly #surroundings: ApiSurroundings
  readonly #agent: PinnedAgent
  readonly #lost: ((method: string, path: string) => boolean)[] = []

  constructor(access: ApiAccess, surroundings: ApiSurroundings) {
    this.#access = access
    this.#surroundings = surroundings
    this.#agent = new PinnedAgent(access.pin, { keepAlive: access.connections === 'kept', maxSockets: 4 })
  }

  /** One try. Rejects only when the machine stops. */
  async call(method: string, path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    const { signal, say } = this.#surroundings
    signal.throwIfAborted()
    const answer = await this.#send(method, path, call).catch((error: unknown) => {
      signal.throwIfAborted()
      return { status: 0, etag: '', text: error instanceof Error ? error.message : String(error) }
    })
    if (answer.status === 409 && objectOf(answer)['Type'] === 'Fenced') throw new Fenced(messagesOf(answer))
    const lost = this.#lost.findIndex((matches) => matches(method, path))
    if (answer.status === 0 || lost === -1) return answer
    this.#lost.splice(lost, 1)
    say(`fault: the answer to ${method} ${path} (${answer.status}) is lost`)
    return { status: 0, etag: '', text: 'the answer was lost' }
  }

  /** Tries until the server answers; one that answers with an internal error is asked five times. */
  async request(method: string, path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    const { ports, signal, say } = this.#surroundings
    let pause = 1
    for (let faults = 0; ; ) {
      const answer = await this.call(method, path, call)
      const away = [0, 429, 502, 503, 504].includes(answer.status)
      if (!away && (answer.status < 500 || ++faults >= 5)) return answer
      say(
        `${method} ${path}: no usable answer (${answer.status} ${answer.text.slice(0, 200)}); again in ${pause} s`,
      )
      await ports.sleep(pause * 1000, signal)
      pause = Math.min(30, pause * 2)
    }
  }

  /** Drops the next answer to a matching call: the server has acted, the machine does not know. */
  loseAnswer(matches: (method: string, path: string) => boolean): void {
    this.#lost.push(matches)
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy()
  }

  #send(method: string, path: string, { json, bytes, headers, limit = 60_000 }: ApiCall): Promise<ApiAnswer> {
    const { endpoint, token, bootId } = this.#access
    const body = bytes ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)))
    const broken = this.#surroundings.ports.faults?.breaks()
    return new Promise((resolve, reject) => {
      const call = request(`${endpoint}/api/v3${path}`, {
        method,
        agent: this.#agent,
        signal: this.#surroundings.signal,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${token}`,
          ...(bootId === undefined ? {} : { 'X-Boot-Id': bootId }),
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
          ...headers,
        },
      })
      const late = setTimeout(() => call.destroy(new Error(`no answer in ${limit / 1000} s`)), limit)
      call.on('close', () => clearTimeout(late))
      call.on('error', reject)
      call.on('response', (response) => {
        if (broken === 'answer') return call.destroy(new ConnectionCut())
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > MAX_ANSWER) call.destroy(new Error('the answer is too long'))
        })
        response.on('error', reject)
        response.on('end', () => {
          const etag = response.headers.etag ?? ''
          resolve({ status: response.statusCode ?? 0, etag, text: Buffer.concat(chunks).toString('utf8') })
        })
      })
      if (broken === 'request') call.destroy(new ConnectionCut())
      else call.end(body)
    })
  }
}

/** JSON of an answer; `undefined` when it is none. */
export function jsonOf(answer: ApiAnswer): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(answer.text)
    return value
  } catch {
    return undefined
  }
}

/** JSON object of an answer; an empty one when it is none. */
export function objectOf(answer: ApiAnswer): JsonObject {
  const value = jsonOf(answer)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** What the server says is wrong, in one line. */
export function messagesOf(answer: ApiAnswer): string {
  const { Messages } = objectOf(answer)
  return Array.isArray(Messages) ? Messages.map(String).join('; ') : answer.text.slice(0, 300)
}
