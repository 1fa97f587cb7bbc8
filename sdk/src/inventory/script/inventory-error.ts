/** What went wrong, for the choice of what to do about it. */
export type InventoryFault =
  /** A flag, a variable or the configuration file cannot be used. */
  | 'settings'
  /** The server did not answer, or failed. A kept inventory may take its place. */
  | 'unavailable'
  /** The server refused, or is not to be trusted. */
  | 'refused'
  /** What the server said makes no inventory. */
  | 'bad_answer'
  /** The inventory has oddities, and `strict` is set. */
  | 'strict'
  /** No such host. */
  | 'no_host'

/** No inventory came about. The message names the next step, and never holds a password or token. */
export class InventoryError extends Error {
  readonly code: InventoryFault

  constructor(code: InventoryFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'InventoryError'
    this.code = code
  }

  /** Exit code: 2 for what must be corrected in the settings, else 1. */
  get exitCode(): number {
    return this.code === 'settings' ? 2 : 1
  }
}
