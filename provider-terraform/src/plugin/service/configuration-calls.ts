import { configureProvider } from '../../framework/calls/configure.ts'
import { type Validated, validateConfig } from '../../framework/calls/validate.ts'
import type { Host } from '../../framework/host.ts'
import { toWireDiagnostics } from '../convert/diagnostics.ts'
import { fromWire } from '../convert/value.ts'
import type { Diagnostic, DynamicValue } from '../generated/tfplugin6.ts'
import { answering, type ProviderHandlers } from './answer.ts'

/** Calls that check configurations, set the provider up, and stop it. */
export function configurationCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<
  | 'validateProviderConfig'
  | 'validateResourceConfig'
  | 'validateDataResourceConfig'
  | 'validateEphemeralResourceConfig'
  | 'validateListResourceConfig'
  | 'validateActionConfig'
  | 'configureProvider'
  | 'stopProvider'
> {
  const { provider } = host

  const validate = async (what: string, target: Validated, config: DynamicValue | undefined) => ({
    diagnostics: toWireDiagnostics(await validateConfig(host, what, target, fromWire(target.schema, config))),
  })
  const failed = (diagnostics: Diagnostic[]) => ({ diagnostics })
  type Typed = { readonly typeName: string; readonly config: DynamicValue | undefined }
  const validating = (call: string, what: string, find: (typeName: string) => Validated) =>
    answering<Connection, Typed, { diagnostics: Diagnostic[] }>(
      host,
      call,
      ({ typeName, config }: Typed) => validate(`${what} ${typeName}`, find(typeName), config),
      failed,
    )

  return {
    validateProviderConfig: answering(
      host,
      'ValidateProviderConfig',
      ({ config }) => validate('the provider configuration', provider, config),
      failed,
    ),
    validateResourceConfig: validating('ValidateResourceConfig', 'a', (name) => host.resource(name)),
    validateDataResourceConfig: validating('ValidateDataResourceConfig', 'data source', (name) =>
      host.dataSource(name),
    ),
    validateEphemeralResourceConfig: validating('ValidateEphemeralResourceConfig', 'a', (name) =>
      host.ephemeralResource(name),
    ),
    validateListResourceConfig: validating('ValidateListResourceConfig', 'the list of', (name) =>
      host.listResource(name),
    ),
    validateActionConfig: validating('ValidateActionConfig', 'action', (name) => host.action(name)),

    configureProvider: answering(
      host,
      'ConfigureProvider',
      async ({ config, terraformVersion }) => ({
        diagnostics: toWireDiagnostics(
          await configureProvider(host, fromWire(provider.schema, config), terraformVersion),
        ),
      }),
      failed,
    ),

    stopProvider: answering(
      host,
      'StopProvider',
      () => {
        host.stop()
        return { Error: '' }
      },
      (diagnostics) => ({ Error: diagnostics.map((diagnostic) => diagnostic.summary).join('; ') }),
    ),
  }
}
