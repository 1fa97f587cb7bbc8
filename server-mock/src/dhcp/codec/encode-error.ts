/** A packet that was asked for cannot be written; `field` names the value at fault. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError'
  readonly code = 'dhcp-encode'
  readonly field: string

  constructor(field: string, message: string) {
    super(`${field}: ${message}`)
    this.field = field
  }
}
