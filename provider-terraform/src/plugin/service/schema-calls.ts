import type { Host } from '../../framework/host.ts'
import { checkProvider } from '../../framework/provider-problems.ts'
import { toWireFunction } from '../convert/function.ts'
import { toWireIdentitySchema, toWireSchema } from '../convert/schema.ts'
import type { ServerCapabilities } from '../generated/tfplugin6.ts'
import { answering, type ProviderHandlers } from './answer.ts'

/** Calls about what the provider offers. They work on an unconfigured provider. */
export function schemaCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<'getMetadata' | 'getProviderSchema' | 'getResourceIdentitySchemas' | 'getFunctions'> {
  const { provider } = host
  const {
    resources,
    dataSources,
    ephemeralResources = [],
    listResources = [],
    actions = [],
    functions = [],
  } = provider
  const capabilities: ServerCapabilities = {
    // Deletions are planned here only where somebody looks at them: it is a call for every object.
    planDestroy: resources.some((resource) => resource.planDelete !== undefined),
    getProviderSchemaOptional: true,
    moveResourceState: true,
    generateResourceConfig: true,
  }
  const names = (items: readonly { readonly typeName: string }[]) =>
    items.map(({ typeName }) => ({ typeName }))
  const schemas = (
    items: readonly { readonly typeName: string; readonly schema: Parameters<typeof toWireSchema>[0] }[],
  ) => Object.fromEntries(items.map(({ typeName, schema }) => [typeName, toWireSchema(schema)]))
  const signatures = () =>
    Object.fromEntries(functions.map((offered) => [offered.name, toWireFunction(offered)]))
  const nothing = {
    provider: undefined,
    resourceSchemas: {},
    dataSourceSchemas: {},
    providerMeta: undefined,
    serverCapabilities: capabilities,
    functions: {},
    ephemeralResourceSchemas: {},
    listResourceSchemas: {},
    stateStoreSchemas: {},
    actionSchemas: {},
  }

  return {
    getMetadata: answering(
      host,
      'GetMetadata',
      () => ({
        serverCapabilities: capabilities,
        diagnostics: [],
        dataSources: names(dataSources),
        resources: names(resources),
        functions: functions.map(({ name }) => ({ name })),
        ephemeralResources: names(ephemeralResources),
        listResources: names(listResources),
        stateStores: [],
        actions: names(actions),
      }),
      (diagnostics) => ({
        serverCapabilities: capabilities,
        diagnostics,
        dataSources: [],
        resources: [],
        functions: [],
        ephemeralResources: [],
        listResources: [],
        stateStores: [],
        actions: [],
      }),
    ),

    getProviderSchema: answering(
      host,
      'GetProviderSchema',
      () => {
        // Here and not at the start: Terraform asks once per command, and starts several processes for it.
        checkProvider(provider)
        return {
          ...nothing,
          provider: toWireSchema(provider.schema),
          resourceSchemas: schemas(resources),
          dataSourceSchemas: schemas(dataSources),
          diagnostics: [],
          functions: signatures(),
          ephemeralResourceSchemas: schemas(ephemeralResources),
          listResourceSchemas: schemas(listResources),
          actionSchemas: Object.fromEntries(
            actions.map(({ typeName, schema }) => [typeName, { schema: toWireSchema(schema) }]),
          ),
        }
      },
      (diagnostics) => ({ ...nothing, diagnostics }),
    ),

    getResourceIdentitySchemas: answering(
      host,
      'GetResourceIdentitySchemas',
      () => ({
        identitySchemas: Object.fromEntries(
          resources.flatMap(({ typeName, identity }) =>
            identity ? [[typeName, toWireIdentitySchema(identity)]] : [],
          ),
        ),
        diagnostics: [],
      }),
      (diagnostics) => ({ identitySchemas: {}, diagnostics }),
    ),

    getFunctions: answering(
      host,
      'GetFunctions',
      () => ({ functions: signatures(), diagnostics: [] }),
      (diagnostics) => ({ functions: {}, diagnostics }),
    ),
  }
}
