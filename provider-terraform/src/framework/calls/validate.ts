import type { Value } from '../../values/value.ts'
import { type Diagnostic, Diagnostics } from '../diagnostic.ts'
import { type Host, viewOf } from '../host.ts'
import type { ValidateContext } from '../resource.ts'
import type { Schema } from '../schema.ts'
import { Secrets } from '../secrets.ts'
import { validateAttributes } from '../validator.ts'

/** Something with a schema and a check across its attributes. */
export interface Validated {
  readonly schema: Schema
  validate?(context: ValidateContext): void
}

/** Checks a configuration, in which values may still be unknown. Works on an unconfigured provider. */
export async function validateConfig<Connection>(
  host: Host<Connection>,
  what: string,
  target: Validated,
  config: Value,
): Promise<readonly Diagnostic[]> {
  const secrets = new Secrets()
  secrets.addFrom(target.schema.attributes, config)
  const diagnostics = new Diagnostics(secrets.redact)
  await host.attempt(`validating ${what}`, diagnostics, () => {
    validateAttributes(target.schema.attributes, config, diagnostics)
    target.validate?.({
      config: viewOf(target.schema, config),
      error: (summary, detail, path) => diagnostics.error(summary, detail, path),
      warn: (summary, detail, path) => diagnostics.warn(summary, detail, path),
    })
  })
  return diagnostics.list
}
