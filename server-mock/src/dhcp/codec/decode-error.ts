/** What a packet did wrong; stable, also used as a metrics label. */
export type DecodeErrorCode =
  | 'too-short'
  | 'bad-op'
  | 'bad-hardware-length'
  | 'no-cookie'
  | 'option-truncated'
  | 'bad-overload'
  | 'bad-option-length'
  | 'bad-message-type'
  | 'sub-option-truncated'

/** One packet (or one option) could not be read; the sender's packet is dropped and nothing else. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
  readonly code: DecodeErrorCode

  constructor(code: DecodeErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
