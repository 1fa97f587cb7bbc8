import { type ReadonlySignal, signal } from '@preact/signals'
import { ApiError } from '../api/api-error.ts'
import type { Clock } from '../api/clock.ts'
import { type Fetch, readJson, request } from '../api/request.ts'
import { isFields, textField } from '../objects/fields.ts'
import { basicCredentials } from './basic-credentials.ts'
import type { TokenStore } from './token-store.ts'

/** Seconds a token is asked for. */
const TTL = 3600
/** Milliseconds after which it is renewed: half its life. */
const RENEW_AFTER = (TTL * 1000) / 2
/** Milliseconds until a renewal that did not get through is tried again. */
const RETRY_AFTER = 30_000

/** Who is logged in. `reason` says why nobody is, when there is something to say. */
export type SessionState =
  | { readonly kind: 'out'; readonly reason: string }
  | { readonly kind: 'in'; readonly user: string; readonly token: string }

/** What a session needs from its surroundings. */
export interface SessionPorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly store: TokenStore
}

/** The user's login. Only a token is kept, only for this tab, and it is renewed at half its life. */
export class Session {
  readonly #ports: SessionPorts
  readonly #state = signal<SessionState>({ kind: 'out', reason: '' })
  #cancelRenewal = () => {}

  constructor(ports: SessionPorts) {
    this.#ports = ports
    const kept = ports.store.load()
    if (kept !== undefined && ports.clock.now() - kept.obtained < TTL * 1000) {
      this.#enter(kept.user, kept.token, kept.obtained)
    }
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state
  }

  /** Logs in. @throws ApiError `unauthorised` for a wrong name or password */
  async login(user: string, password: string): Promise<void> {
    const token = await this.#fetchToken(user, `Basic ${basicCredentials(user, password)}`)
    this.#keep(user, token)
  }

  /** Forgets the token. */
  logout(): void {
    this.#leave('')
  }

  /**
   * Finds out whether the token is still good; ends the session when it is not. A call may also have been
   * refused because the user lacks a right, and both look the same.
   */
  async verify(): Promise<void> {
    const state = this.#state.value
    if (state.kind === 'out') return
    const call = { method: 'GET', path: '/info', authorization: `Bearer ${state.token}` } as const
    await request(this.#ports.fetch, call).catch((error: unknown) => this.#failed(error, state.token))
  }

  async #renew(user: string, token: string): Promise<void> {
    try {
      const renewed = await this.#fetchToken(user, `Bearer ${token}`)
      if (this.#holds(token)) this.#keep(user, renewed)
    } catch (error) {
      this.#failed(error, token)
      if (this.#holds(token)) this.#renewIn(RETRY_AFTER, user, token)
    }
  }

  #failed(error: unknown, token: string): void {
    if (error instanceof ApiError && error.code === 'unauthorised' && this.#holds(token)) {
      this.#leave('Your session has ended. Log in again to go on.')
    }
  }

  #holds(token: string): boolean {
    const state = this.#state.value
    return state.kind === 'in' && state.token === token
  }

  async #fetchToken(user: string, authorization: string): Promise<string> {
    const path = `/users/${encodeURIComponent(user)}/token?ttl=${TTL}`
    const body = await readJson(await request(this.#ports.fetch, { method: 'GET', path, authorization }))
    const token = isFields(body) ? textField(body, 'Token') : ''
    if (token === '') throw new ApiError('unreadable', 200, 'The server sent no token.')
    return token
  }

  #keep(user: string, token: string): void {
    const obtained = this.#ports.clock.now()
    this.#ports.store.save({ user, token, obtained })
    this.#enter(user, token, obtained)
  }

  #enter(user: string, token: string, obtained: number): void {
    this.#state.value = { kind: 'in', user, token }
    this.#renewIn(Math.max(0, obtained + RENEW_AFTER - this.#ports.clock.now()), user, token)
  }

  #renewIn(milliseconds: number, user: string, token: string): void {
    this.#cancelRenewal()
    this.#cancelRenewal = this.#ports.clock.after(milliseconds, () => void this.#renew(user, token))
  }

  #leave(reason: string): void {
    this.#cancelRenewal()
    this.#ports.store.clear()
    this.#state.value = { kind: 'out', reason }
  }
}
