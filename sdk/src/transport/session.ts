import type { Clock } from './clock.ts'
import type { Credentials } from './credentials.ts'

/** Fetches a token with user and password; given to the session by the transport. */
export type Login = (user: string, basic: string) => Promise<string>

interface Held {
  readonly token: string
  readonly renewAt: number
  readonly expiresAt: number
}

/**
 * Keeps us logged in. A token is fetched when first needed and renewed at half of its life; callers that come
 * meanwhile share one login.
 */
export class Session {
  readonly #credentials: Credentials
  readonly #clock: Clock
  readonly #ttlSeconds: number
  readonly #login: Login
  #held: Held | undefined
  #pending: Promise<Held> | undefined

  constructor(credentials: Credentials, clock: Clock, ttlSeconds: number, login: Login) {
    this.#credentials = credentials
    this.#clock = clock
    this.#ttlSeconds = ttlSeconds
    this.#login = login
  }

  /** Whether a refused token can be replaced by logging in again. */
  get renewable(): boolean {
    return this.#credentials.kind === 'password'
  }

  /** Name of the user, when it is known. */
  get user(): string | undefined {
    return this.#credentials.kind === 'password' ? this.#credentials.user : undefined
  }

  /** Value of the `Authorization` header; undefined without credentials. */
  async authorization(): Promise<string | undefined> {
    switch (this.#credentials.kind) {
      case 'none':
        return undefined
      case 'token':
        return `Bearer ${this.#credentials.token}`
      case 'password':
        return `Bearer ${(await this.#current(this.#credentials.user, this.#credentials.password)).token}`
    }
  }

  /** Forgets a token the server has refused, unless it was replaced meanwhile. */
  discard(authorization: string): void {
    if (this.#held !== undefined && authorization === `Bearer ${this.#held.token}`) this.#held = undefined
  }

  /** The text with every secret we know blanked out. */
  redact(text: string): string {
    let clean = text
    for (const secret of this.#secrets()) clean = clean.replaceAll(secret, '***')
    return clean
  }

  async #current(user: string, password: string): Promise<Held> {
    const now = this.#clock.now()
    if (this.#held !== undefined && now < this.#held.renewAt) return this.#held
    this.#pending ??= this.#renew(user, password).finally(() => {
      this.#pending = undefined
    })
    try {
      return await this.#pending
    } catch (error) {
      // The old token is still good for the second half of its life.
      if (this.#held !== undefined && now < this.#held.expiresAt) return this.#held
      throw error
    }
  }

  async #renew(user: string, password: string): Promise<Held> {
    const started = this.#clock.now()
    const token = await this.#login(user, basicAuthorization(user, password))
    const lifeMs = this.#ttlSeconds * 1000
    this.#held = { token, renewAt: started + lifeMs / 2, expiresAt: started + lifeMs }
    return this.#held
  }

  #secrets(): string[] {
    const secrets: string[] = []
    if (this.#credentials.kind === 'token') secrets.push(this.#credentials.token)
    if (this.#credentials.kind === 'password') {
      const { user, password } = this.#credentials
      secrets.push(basicAuthorization(user, password).slice('Basic '.length), password)
    }
    if (this.#held !== undefined) secrets.push(this.#held.token)
    // Replacing very short texts would blank out ordinary words and still hide nothing.
    return secrets.filter((secret) => secret.length >= 4)
  }
}

function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}
