import type { Pace } from '@metalwright/sdk/claims'
import { actions } from './actions/actions.ts'
import type { Connection, RemoteApi } from './connection.ts'
import { dataSources } from './data-sources/data-sources.ts'
import { ephemeralResources } from './ephemeral/ephemeral-resources.ts'
import { type Diagnostic, DiagnosticError } from './framework/diagnostic.ts'
import type { ConfigureContext, Provider } from './framework/provider.ts'
import { functions } from './functions/functions.ts'
import { listResources } from './lists/list-resources.ts'
import { providerSchema, validateProvider } from './provider-schema.ts'
import { pendingParameter } from './resources/machine/pending-parameter.ts'
import { resources } from './resources/resources.ts'
import {
  claimOwnerOf,
  type Environment,
  endpointsOf,
  flagOf,
  isInsecure,
  metaOf,
  pollIntervalOf,
  poolOf,
  type RemoteSettings,
  readSettings,
  secretsOf,
  unknownArguments,
} from './settings.ts'

/** What the provider is made of besides its schemas. */
export interface ProviderParts {
  readonly version: string
  readonly env: Environment
  readonly pace: Pace
  /** Opens the API; dials only when a method is called. */
  connect(settings: RemoteSettings): Promise<RemoteApi>
  /** Explains errors of what `connect` made. */
  explain(error: unknown): Promise<Diagnostic | undefined>
}

/** The provider `registry.terraform.io/metalwright/drp`. */
export function drpProvider(parts: ProviderParts): Provider<Connection> {
  return {
    address: 'registry.terraform.io/metalwright/drp',
    version: parts.version,
    schema: providerSchema,
    resources,
    dataSources,
    functions,
    ephemeralResources,
    listResources,
    actions,
    validate: validateProvider,
    configure: (context) => configure(context, parts),
    explain: parts.explain,
  }
}

function configure({ config, secret, warn }: ConfigureContext, parts: ProviderParts): Connection {
  const { env } = parts
  for (const text of secretsOf(config, env)) secret(text)
  const endpoints = endpointsOf(config, env)
  let chosen = endpoints[0]
  if (isInsecure(config, env)) {
    warn(
      'The server certificate is not checked',
      `Anybody between here and ${chosen} can read the credentials. Set ca_cert or tls_fingerprint instead of insecure_skip_verify or RS_INSECURE.`,
    )
  }
  const api = once(async () => {
    const open = unknownArguments(config)
    if (open.length > 0) {
      throw new DiagnosticError(
        'The provider configuration is not known yet',
        `${open.join(', ')} of the provider come from resources that are not created yet, so ${chosen} cannot be asked. Create those first with "terraform apply -target=…".`,
      )
    }
    const opened = await parts.connect(readSettings(config, env))
    chosen = opened.endpoint ?? chosen
    return opened
  })
  const claims = async () => (await api()).claims
  return {
    get endpoint() {
      return chosen
    },
    defaultPool: poolOf(config, env),
    defaultMeta: metaOf(config),
    claimOwner: claimOwnerOf(config, env),
    importAdopt: flagOf(config, 'import_adopt', true),
    preflight: flagOf(config, 'preflight', false),
    pollMs: pollIntervalOf(config),
    pace: parts.pace,
    claims,
    objects: async () => (await api()).objects,
    system: async () => (await api()).system,
    // Loaded when the API is needed, like the API itself.
    recovery: once(async () => {
      const { ClaimRecovery } = await import('@metalwright/sdk/claims')
      return new ClaimRecovery(await claims(), pendingParameter, parts.pace)
    }),
    requirePools: async (limits) => (await api()).requirePools?.(limits),
  }
}

/** Makes a thing at the first call; a failure is not remembered. */
function once<Thing>(make: () => Promise<Thing>): () => Promise<Thing> {
  let made: Promise<Thing> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
