/**
 * What went wrong, as a stable word:
 * `parse` the text is not a template; `execute` a running template failed; `limit` a bound on steps, output,
 * value size or nesting was reached; `undefined-template` the name asked for is not in the set.
 */
export type TemplateErrorCode = 'parse' | 'execute' | 'limit' | 'undefined-template'

/** Where and why a template failed. */
interface TemplateErrorDetails {
  readonly code: TemplateErrorCode
  /** Name of the template whose text holds the fault; empty when unknown. */
  readonly template: string
  /** 1-based line in that text; 0 when the fault has no place in a text. */
  readonly line: number
  /** Full message, worded as Go's text/template words it: `template: name:line: …`. */
  readonly message: string
  readonly cause?: unknown
}

/** The only error this engine throws for bad templates, bad data or exceeded limits. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly code: TemplateErrorCode
  readonly template: string
  readonly line: number

  constructor(details: TemplateErrorDetails) {
    super(details.message.toWellFormed(), details.cause === undefined ? undefined : { cause: details.cause })
    this.code = details.code
    this.template = details.template
    this.line = details.line
  }
}
