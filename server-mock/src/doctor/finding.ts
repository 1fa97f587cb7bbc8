/**
 * How bad it is: a `problem` keeps machines from being served or secrets from being kept, a `warning` will or may, a
 * `note` is worth knowing.
 */
export type Severity = 'problem' | 'warning' | 'note'

/** One thing that was found, in words, with what to do about it. */
export interface Finding {
  readonly severity: Severity
  /** What is wrong, naming the object or file; never a password or token. */
  readonly message: string
  /** Next step: a command or an edit. */
  readonly next: string
}

/** Something that keeps machines from being served. */
export function problem(message: string, next: string): Finding {
  return { severity: 'problem', message, next }
}

/** Something that will or may become a problem. */
export function warning(message: string, next: string): Finding {
  return { severity: 'warning', message, next }
}

/** Something worth knowing. */
export function note(message: string, next: string): Finding {
  return { severity: 'note', message, next }
}
