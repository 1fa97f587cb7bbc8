import type { Value } from '../../values/value.ts'
import { type Diagnostic, Diagnostics } from '../diagnostic.ts'
import { type Host, viewOf } from '../host.ts'
import { Secrets } from '../secrets.ts'

/** Sets the provider up for the calls that follow; replaces what an earlier call set up. */
export async function configureProvider<Connection>(
  host: Host<Connection>,
  config: Value,
  terraformVersion: string,
): Promise<readonly Diagnostic[]> {
  const { provider } = host
  const secrets = new Secrets()
  secrets.addFrom(provider.schema.attributes, config)
  const diagnostics = new Diagnostics(secrets.redact)
  await host.attempt('configuring the provider', diagnostics, () => {
    const connection = provider.configure({
      config: viewOf(provider.schema, config),
      terraformVersion,
      secret: (text) => secrets.add(text),
      warn: (summary, detail) => diagnostics.warn(summary, detail),
    })
    host.start(connection, secrets)
  })
  return diagnostics.list
}
