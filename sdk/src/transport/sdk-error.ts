/**
 * What every failure of the SDK is. The message names what was tried, what went wrong and the next step; it never
 * holds a password or token. An abort is not wrapped: it rejects with the reason of the caller's signal.
 */
export class SdkError extends Error {
  /** Stable name of the kind of failure, such as `connection_refused`; messages may change, this does not. */
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = new.target.name
    this.code = code
  }
}
