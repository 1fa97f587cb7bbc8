/**
 * Thrown by a template function or method to fail the render. The message becomes the tail of Go's
 * `error calling NAME: …`.
 */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code = 'call'
}
