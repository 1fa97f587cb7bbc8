/**
 * Credentials that open nothing. DRP answers them without a body, so that the answer tells a guesser nothing;
 * the reason is for the server's own log.
 */
export class BadCredentials extends Error {
  readonly status: 401 | 403
  /** Whether the answer asks for other credentials (`WWW-Authenticate`). */
  readonly asks: boolean

  constructor(status: 401 | 403, reason: string, asks: boolean) {
    super(reason)
    this.name = 'BadCredentials'
    this.status = status
    this.asks = asks
  }
}
