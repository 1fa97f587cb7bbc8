/** What kept a Python tool from being installed. */
export type PythonToolFault = 'PYTHON_MISSING' | 'VENV_MISSING' | 'INSTALL_FAILED'

/** A Python tool could not be installed; the message ends with the next step. */
export class PythonToolError extends Error {
  override readonly name = 'PythonToolError'
  /** Stable name of the fault. */
  readonly code: PythonToolFault

  constructor(code: PythonToolFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
