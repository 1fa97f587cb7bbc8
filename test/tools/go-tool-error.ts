/** What kept a Go tool from being built. */
export type GoToolFault = 'GO_MISSING' | 'GO_TOO_OLD' | 'BUILD_FAILED'

/** A Go tool could not be built; the message ends with the next step. */
export class GoToolError extends Error {
  override readonly name = 'GoToolError'
  /** Stable name of the fault. */
  readonly code: GoToolFault

  constructor(code: GoToolFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
