import { Agent, request } from 'node:https'

/** Answer of a call. */
export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

/** Calls of one server's API as its first user, without any retry: a call that breaks has an unknown end. */
export class Api {
  readonly #port: number
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

  constructor(port: number) {
    this.#port = port
  }

  /** @throws when the connection breaks before the answer is complete */
  call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const payload = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      authorization: `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    }
    const options = {
      host: '127.0.0.1',
      port: this.#port,
      method,
      path: `/api/v3${path}`,
      headers,
      agent: this.#agent,
    }
    return new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('aborted', () => reject(new Error('the answer broke off')))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) })
        })
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  /** The body of a call that must succeed. */
  async json(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, body)
    if (answer.status >= 300 || !isObject(answer.body)) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return answer.body
  }

  /** The objects of a list. */
  async list(path: string): Promise<readonly Record<string, unknown>[]> {
    const { status, body } = await this.call('GET', path)
    if (status !== 200 || !Array.isArray(body)) throw new Error(`GET ${path}: ${status}`)
    return body.filter(isObject)
  }

  close(): void {
    this.#agent.destroy()
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
