import type { Diagnostic } from '../../framework/diagnostic.ts'
import type { Path } from '../../values/path.ts'
import { type AttributePath, Diagnostic_Severity, type Diagnostic as Wire } from '../generated/tfplugin6.ts'

/** Diagnostics in their wire form. */
export function toWireDiagnostics(diagnostics: readonly Diagnostic[]): Wire[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: severity === 'error' ? Diagnostic_Severity.ERROR : Diagnostic_Severity.WARNING,
    summary,
    detail,
    attribute: path && path.length > 0 ? toWirePath(path) : undefined,
  }))
}

/** A path in its wire form. */
export function toWirePath(path: Path): AttributePath {
  return {
    steps: path.map((step) => {
      if ('attribute' in step) return { selector: { $case: 'attributeName', value: step.attribute } }
      if ('key' in step) return { selector: { $case: 'elementKeyString', value: step.key } }
      return { selector: { $case: 'elementKeyInt', value: BigInt(step.index) } }
    }),
  }
}
