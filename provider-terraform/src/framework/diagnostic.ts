import type { Path } from '../values/path.ts'

/** A message to the user. The summary stays under 80 characters; the detail tells cause and next step. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  /** The attribute to blame, when there is one. */
  readonly path?: Path
}

/** Thrown by a resource to end a call with one diagnostic that is meant for the user. */
export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic

  constructor(summary: string, detail: string, options: { path?: Path; cause?: unknown } = {}) {
    super(`${summary}: ${detail}`, { cause: options.cause })
    this.name = 'DiagnosticError'
    this.diagnostic = { severity: 'error', summary, detail, ...(options.path ? { path: options.path } : {}) }
  }
}

const maxSummary = 80
const maxDetail = 8_000

/**
 * Collects the diagnostics of one call. Texts are cut to bounded lengths, and every secret that was made
 * known is blotted out of them, wherever it came from.
 */
export class Diagnostics {
  readonly #list: Diagnostic[] = []
  /** Blots the secrets of the call out of a text. */
  readonly redact: (text: string) => string

  constructor(redact: (text: string) => string = (text) => text) {
    this.redact = redact
  }

  get list(): readonly Diagnostic[] {
    return this.#list
  }

  get hasErrors(): boolean {
    return this.#list.some((diagnostic) => diagnostic.severity === 'error')
  }

  add(diagnostic: Diagnostic): void {
    this.#list.push({
      ...diagnostic,
      summary: cut(this.redact(diagnostic.summary), maxSummary),
      detail: cut(this.redact(diagnostic.detail), maxDetail),
    })
  }

  error(summary: string, detail: string, path?: Path): void {
    this.add({ severity: 'error', summary, detail, ...(path && path.length > 0 ? { path } : {}) })
  }

  warn(summary: string, detail: string, path?: Path): void {
    this.add({ severity: 'warning', summary, detail, ...(path ? { path } : {}) })
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
