import { type handleUnaryCall, status } from '@grpc/grpc-js'
import { applyChange } from '../framework/calls/apply.ts'
import { configureProvider } from '../framework/calls/configure.ts'
import { importResource } from '../framework/calls/import.ts'
import { planChange } from '../framework/calls/plan.ts'
import { readResource } from '../framework/calls/read.ts'
import { readDataSource } from '../framework/calls/read-data-source.ts'
import { upgradeState } from '../framework/calls/upgrade.ts'
import { validateConfig } from '../framework/calls/validate.ts'
import { diagnosticsFor, type Host } from '../framework/host.ts'
import { toWireDiagnostics, toWirePath } from './convert/diagnostics.ts'
import { toWireSchema } from './convert/schema.ts'
import { fromWire, toWire } from './convert/value.ts'
import type {
  GetMetadata_Request,
  GetMetadata_Response,
  GetProviderSchema_Request,
  GetProviderSchema_Response,
  ProviderServer,
  ServerCapabilities,
  Diagnostic as WireDiagnostic,
} from './generated/tfplugin6.ts'

const capabilities: ServerCapabilities = {
  planDestroy: false,
  getProviderSchemaOptional: true,
  moveResourceState: false,
}

const nothing = Buffer.alloc(0)

/**
 * Translates the provider protocol to the framework's calls. A request that cannot be understood, and an
 * answer that cannot be encoded, is answered by a diagnostic too: gRPC errors show to users as crashes.
 */
export function providerService<Connection>(host: Host<Connection>): ProviderServer {
  const { provider, log } = host

  /** Wraps one call. `failed` makes the answer that carries only diagnostics. */
  function unary<Request, Response>(
    name: string,
    handle: (request: Request) => Response | Promise<Response>,
    failed: (diagnostics: WireDiagnostic[], request: Request) => Response,
  ): handleUnaryCall<Request, Response> {
    return (call, callback) => {
      const run = async (): Promise<Response> => {
        const diagnostics = diagnosticsFor(host.secrets())
        const answer = await host.attempt(name, diagnostics, () => handle(call.request))
        return answer ?? failed(toWireDiagnostics(diagnostics.list), call.request)
      }
      log.debug(`call ${name}`)
      run().then(
        (answer) => callback(null, answer),
        (error: unknown) => callback({ code: status.INTERNAL, details: String(error) }),
      )
    }
  }

  return {
    getMetadata: unary<GetMetadata_Request, GetMetadata_Response>(
      'GetMetadata',
      () => ({
        serverCapabilities: capabilities,
        diagnostics: [],
        dataSources: provider.dataSources.map(({ typeName }) => ({ typeName })),
        resources: provider.resources.map(({ typeName }) => ({ typeName })),
      }),
      (diagnostics) => ({ serverCapabilities: undefined, diagnostics, dataSources: [], resources: [] }),
    ),

    getProviderSchema: unary<GetProviderSchema_Request, GetProviderSchema_Response>(
      'GetProviderSchema',
      () => ({
        provider: toWireSchema(provider.schema),
        resourceSchemas: Object.fromEntries(
          provider.resources.map(({ typeName, schema }) => [typeName, toWireSchema(schema)]),
        ),
        dataSourceSchemas: Object.fromEntries(
          provider.dataSources.map(({ typeName, schema }) => [typeName, toWireSchema(schema)]),
        ),
        diagnostics: [],
        providerMeta: undefined,
        serverCapabilities: capabilities,
      }),
      (diagnostics) => ({
        provider: undefined,
        resourceSchemas: {},
        dataSourceSchemas: {},
        diagnostics,
        providerMeta: undefined,
        serverCapabilities: capabilities,
      }),
    ),

    getResourceIdentitySchemas: unary(
      'GetResourceIdentitySchemas',
      () => ({ identitySchemas: {}, diagnostics: [] }),
      (diagnostics) => ({ identitySchemas: {}, diagnostics }),
    ),

    validateProviderConfig: unary(
      'ValidateProviderConfig',
      async ({ config }) => ({
        diagnostics: toWireDiagnostics(
          await validateConfig(
            host,
            'the provider configuration',
            provider,
            fromWire(provider.schema, config),
          ),
        ),
      }),
      (diagnostics) => ({ diagnostics }),
    ),

    validateResourceConfig: unary(
      'ValidateResourceConfig',
      async ({ typeName, config }) => {
        const resource = host.resource(typeName)
        const list = await validateConfig(host, `a ${typeName}`, resource, fromWire(resource.schema, config))
        return { diagnostics: toWireDiagnostics(list) }
      },
      (diagnostics) => ({ diagnostics }),
    ),

    validateDataResourceConfig: unary(
      'ValidateDataResourceConfig',
      async ({ typeName, config }) => {
        const source = host.dataSource(typeName)
        const list = await validateConfig(
          host,
          `data source ${typeName}`,
          source,
          fromWire(source.schema, config),
        )
        return { diagnostics: toWireDiagnostics(list) }
      },
      (diagnostics) => ({ diagnostics }),
    ),

    upgradeResourceState: unary(
      'UpgradeResourceState',
      async ({ typeName, version, rawState }) => {
        const json = rawState?.json.toString('utf8') ?? ''
        const { state, diagnostics } = await upgradeState(host, typeName, Number(version), json)
        return {
          upgradedState: state === undefined ? undefined : toWire(host.resource(typeName).schema, state),
          diagnostics: toWireDiagnostics(diagnostics),
        }
      },
      (diagnostics) => ({ upgradedState: undefined, diagnostics }),
    ),

    configureProvider: unary(
      'ConfigureProvider',
      async ({ config, terraformVersion }) => ({
        diagnostics: toWireDiagnostics(
          await configureProvider(host, fromWire(provider.schema, config), terraformVersion),
        ),
      }),
      (diagnostics) => ({ diagnostics }),
    ),

    readResource: unary(
      'ReadResource',
      async (request) => {
        const { schema } = host.resource(request.typeName)
        const current = fromWire(schema, request.currentState)
        const answer = await readResource(host, request.typeName, current, request.private)
        return {
          newState: toWire(schema, answer.state),
          private: Buffer.from(answer.privateBytes),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          deferred: undefined,
          newIdentity: undefined,
        }
      },
      (diagnostics, request) => ({
        newState: request.currentState,
        private: request.private,
        diagnostics,
        deferred: undefined,
        newIdentity: undefined,
      }),
    ),

    planResourceChange: unary(
      'PlanResourceChange',
      async (request) => {
        const { schema } = host.resource(request.typeName)
        const { planned, requiresReplace, diagnostics } = await planChange(host, {
          typeName: request.typeName,
          prior: fromWire(schema, request.priorState),
          proposed: fromWire(schema, request.proposedNewState),
          config: fromWire(schema, request.config),
        })
        return {
          plannedState: planned === undefined ? undefined : toWire(schema, planned),
          requiresReplace: requiresReplace.map(toWirePath),
          plannedPrivate: request.priorPrivate,
          diagnostics: toWireDiagnostics(diagnostics),
          deferred: undefined,
          plannedIdentity: undefined,
        }
      },
      (diagnostics) => ({
        plannedState: undefined,
        requiresReplace: [],
        plannedPrivate: nothing,
        diagnostics,
        deferred: undefined,
        plannedIdentity: undefined,
      }),
    ),

    applyResourceChange: unary(
      'ApplyResourceChange',
      async (request) => {
        const { schema } = host.resource(request.typeName)
        const { state, privateBytes, diagnostics } = await applyChange(host, {
          typeName: request.typeName,
          prior: fromWire(schema, request.priorState),
          planned: fromWire(schema, request.plannedState),
          config: fromWire(schema, request.config),
          privateBytes: request.plannedPrivate,
        })
        return {
          newState: toWire(schema, state),
          private: Buffer.from(privateBytes),
          diagnostics: toWireDiagnostics(diagnostics),
          newIdentity: undefined,
        }
      },
      (diagnostics, request) => ({
        newState: request.priorState,
        private: request.plannedPrivate,
        diagnostics,
        newIdentity: undefined,
      }),
    ),

    importResourceState: unary(
      'ImportResourceState',
      async ({ typeName, id }) => {
        const { state, privateBytes, diagnostics } = await importResource(host, typeName, id)
        const wireState = state === undefined ? undefined : toWire(host.resource(typeName).schema, state)
        const imported = {
          typeName,
          state: wireState,
          private: Buffer.from(privateBytes),
          identity: undefined,
        }
        return {
          importedResources: wireState === undefined ? [] : [imported],
          diagnostics: toWireDiagnostics(diagnostics),
          deferred: undefined,
        }
      },
      (diagnostics) => ({ importedResources: [], diagnostics, deferred: undefined }),
    ),

    moveResourceState: unary(
      'MoveResourceState',
      ({ sourceTypeName, targetTypeName }) => {
        const diagnostics = diagnosticsFor(host.secrets())
        diagnostics.error(
          'The move is not supported',
          `A ${sourceTypeName} cannot become a ${targetTypeName}. Use "removed" and "import" blocks instead.`,
        )
        return {
          targetState: undefined,
          diagnostics: toWireDiagnostics(diagnostics.list),
          targetPrivate: nothing,
        }
      },
      (diagnostics) => ({ targetState: undefined, diagnostics, targetPrivate: nothing }),
    ),

    readDataSource: unary(
      'ReadDataSource',
      async ({ typeName, config }) => {
        const { schema } = host.dataSource(typeName)
        const { state, diagnostics } = await readDataSource(host, typeName, fromWire(schema, config))
        return {
          state: state === undefined ? undefined : toWire(schema, state),
          diagnostics: toWireDiagnostics(diagnostics),
          deferred: undefined,
        }
      },
      (diagnostics) => ({ state: undefined, diagnostics, deferred: undefined }),
    ),

    stopProvider: unary(
      'StopProvider',
      () => {
        host.stop()
        return { Error: '' }
      },
      (diagnostics) => ({ Error: diagnostics.map((diagnostic) => diagnostic.summary).join('; ') }),
    ),
  }
}
