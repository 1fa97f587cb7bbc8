/**
 * Why something sealed could not be made or opened:
 * `bad_key` the key is no base64 of 32 bytes, or a point that gives no secret; `bad_sealed` the value is no sealed
 * triple; `too_large` the value is beyond `MAX_SEALED_BYTES`; `not_for_key` it was sealed to another key, or
 * altered since; `bad_contents` it opens, but what is inside is no JSON.
 */
export type SecureErrorCode = 'bad_key' | 'bad_sealed' | 'too_large' | 'not_for_key' | 'bad_contents'

/** A value could not be sealed or opened. The message never holds the value, nor a part of it. */
export class SecureError extends Error {
  readonly code: SecureErrorCode

  constructor(code: SecureErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'SecureError'
    this.code = code
  }
}
