import { formatPath, type Path } from '../../values/path.ts'
import type { Diagnostics } from '../diagnostic.ts'

/** A rule of Terraform that an answer of a resource breaks, and where. Never tells values: they may be secret. */
export interface Breach {
  readonly path: Path
  /** Completes "attribute …", such as "has another value than was planned". */
  readonly rule: string
}

/** The sentence that ends every message about a breach. */
export const ourFault = 'This is a fault of the provider, please report it.'

/** Turns breaches into errors that blame the provider. */
export function reportBreaches(summary: string, breaches: readonly Breach[], diagnostics: Diagnostics): void {
  for (const { path, rule } of breaches) {
    const what = path.length === 0 ? 'The object' : formatPath(path)
    diagnostics.error(summary, `${what} ${rule}. ${ourFault}`, path)
  }
}
