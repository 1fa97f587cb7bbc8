import type { JsonValue } from '../../models/json.ts'
import { credentialsOf } from '../../transport/credentials.ts'
import { SettingsError } from '../../transport/settings-error.ts'
import { TlsError } from '../../transport/tls-error.ts'
import { InventoryError } from './inventory-error.ts'
import type { ScriptSettings } from './script-settings.ts'
import { type ServerAnswer, ServerConnection } from './server-connection.ts'

/** Milliseconds before the first repetition; doubled before each further one. */
const FIRST_PAUSE = 250

/** Lists as the server gave them. */
export interface ReadLists {
  /** The list of a path. */
  readonly list: (path: string) => JsonValue
  /** Tags that tell this state of the lists from others, by what was asked; undefined where the server tells none. */
  readonly tags: Readonly<Record<string, string>> | undefined
}

/** How a list is asked for. */
interface Asked {
  /** Tag of what the caller has. */
  readonly tag?: string
  /** Whether a server may not have it: its 404 is an answer then. */
  readonly orAbsent?: boolean
}

/** Reads lists of the API, with repetitions where the server does not answer. */
export class ServerLists {
  readonly #connection: ServerConnection
  readonly #authorization: string | undefined
  readonly #settings: ScriptSettings
  readonly #pause: (milliseconds: number) => Promise<void>

  /** @throws InventoryError when the connection or the credentials cannot be used */
  constructor(settings: ScriptSettings, pause: (milliseconds: number) => Promise<void>) {
    this.#settings = settings
    this.#pause = pause
    try {
      this.#connection = new ServerConnection(settings.connection)
      this.#authorization = authorizationOf(settings)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new InventoryError('settings', message, error)
    }
  }

  /** `https://host:port`. */
  get origin(): string {
    return this.#connection.endpoint.origin
  }

  /** Whether a list still has a tag. @throws InventoryError */
  async isStill(path: string, tag: string): Promise<boolean> {
    return (await this.#call(path, { tag })).status === 304
  }

  /**
   * Lists as they are now, by their paths: in one call where the server has several lists in one answer, otherwise one
   * after the other over one connection, of which the first pays for the password.
   *
   * @throws InventoryError
   */
  async read(paths: readonly string[]): Promise<ReadLists> {
    const lists = new URLSearchParams(paths.map((path): [string, string] => ['list', path.slice(1)]))
    const together = `/lists?${lists}`
    const answer = await this.#call(together, { orAbsent: true })
    if (answer.status !== 404) {
      const value = this.#parsed(together, answer)
      const tags = answer.tag === undefined ? undefined : { [together]: answer.tag }
      return { tags, list: (path) => memberOf(value, path.slice(1).split('?')[0] ?? '') }
    }
    const values = new Map<string, JsonValue>()
    const tags: Record<string, string> = {}
    for (const path of paths) {
      const one = await this.#call(path)
      values.set(path, this.#parsed(path, one))
      if (one.tag !== undefined) tags[path] = one.tag
    }
    const all = Object.keys(tags).length === paths.length
    return { tags: all ? tags : undefined, list: (path) => values.get(path) ?? null }
  }

  #parsed(path: string, { body }: ServerAnswer): JsonValue {
    try {
      return JSON.parse(body.toString('utf8'))
    } catch (error) {
      const next = 'Is RS_ENDPOINT the API of a DRP server, and not a page or a proxy?'
      throw new InventoryError('bad_answer', `${this.origin} answered ${path} with no JSON. ${next}`, error)
    }
  }

  close(): void {
    this.#connection.close()
  }

  async #call(path: string, asked: Asked = {}): Promise<ServerAnswer> {
    const { timeoutMs, retries } = this.#settings
    for (let attempt = 0; ; attempt++) {
      const failure = await this.#attempt(path, asked, timeoutMs)
      if (!(failure instanceof InventoryError)) return failure
      if (failure.code !== 'unavailable' || attempt >= retries) throw failure
      await this.#pause(FIRST_PAUSE * 2 ** attempt)
    }
  }

  async #attempt(
    path: string,
    { tag, orAbsent }: Asked,
    timeoutMs: number,
  ): Promise<ServerAnswer | InventoryError> {
    try {
      const options = { authorization: this.#authorization, tag, timeoutMs }
      const answer = await this.#connection.get(path, options)
      if (answer.status === 404 && orAbsent === true) return answer
      return this.#refusal(path, answer) ?? answer
    } catch (error) {
      const code = error instanceof TlsError ? 'refused' : 'unavailable'
      return new InventoryError(code, error instanceof Error ? error.message : String(error), error)
    }
  }

  #refusal(path: string, { status, body }: ServerAnswer): InventoryError | undefined {
    if (status === 200 || status === 304) return undefined
    const call = `GET ${this.origin}/api/v3${path}`
    const said = messagesIn(body)
    if (status === 401 || status === 403) {
      const next =
        'Check RS_KEY (user:password) or RS_TOKEN, and the rights of the user: get and list of machines, profiles, stages and params'
      return new InventoryError('refused', `${call} was refused (${status})${said}. ${next}.`)
    }
    if (status >= 500 || status === 429 || status === 408) {
      return new InventoryError(
        'unavailable',
        `${call} failed (${status})${said}. Look into the log of the server.`,
      )
    }
    const next = status === 406 ? 'Correct the filters' : 'Is RS_ENDPOINT the API of a DRP server'
    return new InventoryError('refused', `${call} was refused (${status})${said}. ${next}.`)
  }
}

function authorizationOf({ connection }: ScriptSettings): string | undefined {
  const credentials = credentialsOf(connection)
  switch (credentials.kind) {
    case 'none':
      throw new SettingsError(
        'key',
        'Nobody is named who asks. Set RS_KEY to user:password, or RS_TOKEN to a token.',
      )
    case 'token':
      return `Bearer ${credentials.token}`
    case 'password': {
      const { user, password } = credentials
      return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
    }
  }
}

/** What an error body of the API says, in brackets' place behind a colon. */
function messagesIn(body: Buffer): string {
  try {
    const { Messages } = JSON.parse(body.toString('utf8'))
    return Array.isArray(Messages) && Messages.length > 0 ? `: ${Messages.join('; ').slice(0, 500)}` : ''
  } catch {
    return ''
  }
}

function memberOf(value: JsonValue, name: string): JsonValue {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value[name] ?? null)
    : null
}
