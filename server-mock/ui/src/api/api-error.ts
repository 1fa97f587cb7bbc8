/**
 * A call that brought no answer that can be used.
 *
 * `unreachable`: nothing answered. `unauthorised`: the credentials are not good (any more). `refused`: the
 * server answered with an error, told by `status` and in the message. `unreadable`: the answer is not that of
 * this API.
 */
export class ApiError extends Error {
  readonly code: 'unreachable' | 'unauthorised' | 'refused' | 'unreadable'
  /** HTTP status; 0 when there was none. */
  readonly status: number

  constructor(code: ApiError['code'], status: number, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status
  }
}
