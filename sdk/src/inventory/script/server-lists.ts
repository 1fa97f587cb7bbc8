import type { JsonValue } from '../../models/json.ts'
import { credentialsOf } from '../../transport/credentials.ts'
import { SettingsError } from '../../transport/settings-error.ts'
import { TlsError } from '../../transport/tls-error.ts'
import { InventoryError } from './inventory-error.ts'
import type { ScriptSettings } from './script-settings.ts'
import { type ServerAnswer, ServerConnection } from './server-connection.ts'

/** Milliseconds before the first repetition; doubled before each further one. */
const FIRST_PAUSE = 250

/** A list as the server gave it. */
export interface ServerList {
  readonly value: JsonValue
  /** Tag that tells this state of the list from others; undefined where the server tells none. */
  readonly tag: string | undefined
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
    return (await this.#call(path, tag)).status === 304
  }

  /** A list as it is now. @throws InventoryError */
  async read(path: string): Promise<ServerList> {
    const { body, tag } = await this.#call(path)
    try {
      return { value: JSON.parse(body.toString('utf8')), tag }
    } catch (error) {
      const next = 'Is RS_ENDPOINT the API of a DRP server, and not a page or a proxy?'
      throw new InventoryError('bad_answer', `${this.origin} answered ${path} with no JSON. ${next}`, error)
    }
  }

  close(): void {
    this.#connection.close()
  }

  async #call(path: string, tag?: string): Promise<ServerAnswer> {
    const { timeoutMs, retries } = this.#settings
    for (let attempt = 0; ; attempt++) {
      const failure = await this.#attempt(path, tag, timeoutMs)
      if (!(failure instanceof InventoryError)) return failure
      if (failure.code !== 'unavailable' || attempt >= retries) throw failure
      await this.#pause(FIRST_PAUSE * 2 ** attempt)
    }
  }

  async #attempt(
    path: string,
    tag: string | undefined,
    timeoutMs: number,
  ): Promise<ServerAnswer | InventoryError> {
    try {
      const options = { authorization: this.#authorization, tag, timeoutMs }
      const answer = await this.#connection.get(path, options)
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
