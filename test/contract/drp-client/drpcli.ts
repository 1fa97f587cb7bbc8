import { request } from 'node:https'
import { gunzipSync } from 'node:zlib'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { WebSocket } from 'ws'

/** One exchange on the wire. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Decoded JSON; undefined for an empty body. */
  readonly body: JsonValue | undefined
}

/** A refusal as drpcli prints it after `Error: `. */
export class DrpcliError extends Error {
  readonly exchange: Exchange

  constructor(message: string, exchange: Exchange) {
    super(message)
    this.name = 'DrpcliError'
    this.exchange = exchange
  }
}

/**
 * The calls that DRP's command line makes, in its order and with its expectations: JSON on every answer but those to
 * HEAD, an empty 204 taken as "no object", tokens from a cache that are tried with `GET /info` first. It stands in for
 * the program, which cannot be had everywhere.
 */
export class Drpcli {
  readonly endpoint: string
  readonly #user: string
  readonly #password: string
  /** Tokens by user, as the files in drpcli's cache folder. */
  readonly #cache: Map<string, string>
  #authorization: string | undefined
  /** What went over the wire, oldest first. */
  readonly exchanges: Exchange[] = []

  constructor(endpoint: string, key: string, cache = new Map<string, string>()) {
    this.endpoint = endpoint
    const colon = key.indexOf(':')
    this.#user = key.slice(0, colon)
    this.#password = key.slice(colon + 1)
    this.#cache = cache
  }

  /** Calls since the last time this was asked, as `GET /machines 200`. */
  calls(): string[] {
    return this.exchanges.splice(0).map(({ method, path, status }) => `${method} ${path} ${status}`)
  }

  /** A session as at the start of every command. */
  async login(): Promise<void> {
    const cached = this.#cache.get(this.#user)
    if (cached !== undefined) {
      this.#authorization = `Bearer ${cached}`
      if ((await this.#send('GET', '/info')).status === 200) return
    }
    this.#authorization = `Basic ${Buffer.from(`${this.#user}:${this.#password}`).toString('base64')}`
    const answer = await this.do('GET', `/users/${this.#user}/token?ttl=7200`)
    const token = Object(answer).Token
    if (typeof token !== 'string') throw new Error('no token in the answer')
    this.#cache.set(this.#user, token)
    this.#authorization = `Bearer ${token}`
    // From here on a session asks for a new one every five minutes.
    await this.do('GET', `/users/${this.#user}/token?ttl=600`)
  }

  /** A call whose answer is decoded; undefined where the server has no object for it. */
  async do(method: string, path: string, body?: JsonValue): Promise<JsonValue | undefined> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const exchange = await this.#send(method, path, payload, 'application/json')
    return decoded(exchange)
  }

  /** Sends bytes, as uploads do. */
  async upload(method: string, path: string, bytes: string): Promise<JsonValue | undefined> {
    return decoded(await this.#send(method, path, bytes, 'application/octet-stream'))
  }

  /** `P exists ID`. */
  async exists(prefix: string, id: string): Promise<void> {
    const exchange = await this.#send('HEAD', `/${prefix}/${id}`)
    if (exchange.status >= 300) throw new DrpcliError(statusText(exchange.status), exchange)
  }

  /** `P update ID JSON`: get, merge here, send the difference under guards. */
  async update(
    prefix: string,
    id: string,
    change: JsonObject,
    between = async () => {},
  ): Promise<JsonValue | undefined> {
    const before = object(await this.do('GET', `/${prefix}/${id}`))
    await between()
    return this.do('PATCH', `/${prefix}/${id}`, guarded(before, merged(before, change)))
  }

  /**
   * `P wait ID FIELD VALUE SECS`: registers for updates and saves, waits for the confirmations, reads the object, and
   * then follows the events.
   */
  async wait(
    prefix: string,
    id: string,
    field: string,
    value: JsonValue,
    ms: number,
  ): Promise<'complete' | 'timeout'> {
    const socket = new WebSocket(`${this.endpoint.replace('https:', 'wss:')}/api/v3/ws`, {
      headers: { Authorization: this.#authorization ?? '' },
      rejectUnauthorized: false,
    })
    const frames: JsonObject[] = []
    let wake = () => {}
    socket.on('message', (data) => {
      frames.push(object(JSON.parse(String(data))))
      wake()
    })
    const until = async (found: (frame: JsonObject) => boolean, left: number) => {
      const deadline = Date.now() + left
      while (!frames.some(found)) {
        const rest = deadline - Date.now()
        if (rest <= 0) return false
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, rest)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return true
    }
    try {
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      for (const action of ['update', 'save']) {
        const selector = `${prefix}.${action}.${id}`
        socket.send(`register ${selector}`)
        const confirmed = (frame: JsonObject) => frame['Type'] === 'websocket' && frame['Key'] === selector
        if (!(await until(confirmed, 5000))) throw new Error(`${selector} was not confirmed`)
      }
      const now = object(await this.do('GET', `/${prefix}/${id}`))
      const holds = (found: JsonObject) => JSON.stringify(found[field]) === JSON.stringify(value)
      if (holds(now)) return 'complete'
      const reached = (frame: JsonObject) => frame['Type'] === prefix && holds(object(frame['Object']))
      return (await until(reached, ms)) ? 'complete' : 'timeout'
    } finally {
      socket.close()
    }
  }

  #send(method: string, path: string, payload?: string, type?: string): Promise<Exchange> {
    const url = new URL(`${this.endpoint}/api/v3${path}`)
    const headers = {
      accept: 'application/json',
      // Go's transport offers this with every call.
      'accept-encoding': 'gzip',
      ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }),
      ...(payload === undefined || type === undefined ? {} : { 'content-type': type }),
    }
    return new Promise((resolve, reject) => {
      const call = request(url, { method, headers, rejectUnauthorized: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(
            'utf8',
          )
          const isJson = /^application\/json(;|$)/.test(response.headers['content-type'] ?? '')
          const exchange: Exchange = {
            method,
            path,
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text === '' || !isJson ? undefined : JSON.parse(text),
          }
          this.exchanges.push(exchange)
          // drpcli calls anything else a content type error. A refused login has no body, and so no type.
          if (method === 'HEAD' || isJson || (exchange.status === 403 && text === '')) resolve(exchange)
          else reject(new Error(`${method} ${path}: content type ${response.headers['content-type']}`))
        })
      })
      call.on('error', reject)
      call.end(payload)
    })
  }
}

/** The value of an answer, or the refusal as drpcli words it. */
function decoded(exchange: Exchange): JsonValue | undefined {
  if (exchange.status < 300) return exchange.body
  const { Type, Model, Key, Messages } = Object(exchange.body)
  const place = [Model, Key]
    .filter((part) => part)
    .join('/')
    .replace(/\/+/g, '/')
  const lines: string[] = Array.isArray(Messages) ? Messages : []
  const said = lines.length === 1 ? `: ${lines[0]}` : lines.map((line) => `\n  ${line}`).join('')
  throw new DrpcliError(`${Type}${place === '' ? '' : `: ${place}`}${said}`, exchange)
}

function statusText(status: number): string {
  return { 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' }[status] ?? String(status)
}

/** The value as an object. @throws Error when it is none */
export function object(value: JsonValue | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('no object')
  return value
}

/** RFC 7396: null removes, objects merge, the rest replaces. */
function merged(before: JsonObject, change: JsonObject): JsonObject {
  const after: JsonObject = { ...before }
  for (const [name, value] of Object.entries(change)) {
    const old = after[name]
    if (value === null) delete after[name]
    else after[name] = isObject(old) && isObject(value) ? merged(old, value) : value
  }
  return after
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The difference as RFC 6902, with the old value tested in front of each change. */
function guarded(before: JsonObject, after: JsonObject, base = ''): JsonValue[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name): JsonValue[] => {
    const path = `${base}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const [old, next] = [before[name], after[name]]
    if (JSON.stringify(old) === JSON.stringify(next)) return []
    if (isObject(old) && isObject(next)) return guarded(old, next, path)
    if (old === undefined) return next === undefined ? [] : [{ op: 'add', path, value: next }]
    const test = { op: 'test', path, value: old }
    return next === undefined ? [test, { op: 'remove', path }] : [test, { op: 'replace', path, value: next }]
  })
}
