/** Whoever was sent something has gone, or reads no more: nothing is wrong with the server. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
  readonly code = 'client_gone'

  constructor(cause?: unknown) {
    super('the client has gone; it asks again when it wants the rest', cause === undefined ? {} : { cause })
  }
}
