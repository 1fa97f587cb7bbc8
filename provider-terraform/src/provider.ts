import type { Settings } from '@metalwright/sdk'
import type { Connection, RemoteApi } from './connection.ts'
import { dataSources } from './data-sources/data-sources.ts'
import { type Diagnostic, DiagnosticError } from './framework/diagnostic.ts'
import type { ConfigureContext, Provider } from './framework/provider.ts'
import { providerSchema, validateProvider } from './provider-schema.ts'
import { ClaimRecovery, type Pace } from './resources/claim-recovery.ts'
import { resources } from './resources/resources.ts'
import { type Environment, endpointOf, isInsecure, readSettings, unknownArguments } from './settings.ts'

/** What the provider is made of besides its schemas. */
export interface ProviderParts {
  readonly version: string
  readonly env: Environment
  readonly pace: Pace
  /** Opens the API; dials only when a method is called. */
  connect(settings: Settings): Promise<RemoteApi>
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
    validate: validateProvider,
    configure: (context) => configure(context, parts),
    explain: parts.explain,
  }
}

function configure({ config, secret, warn }: ConfigureContext, parts: ProviderParts): Connection {
  const { env } = parts
  secret(env['RS_TOKEN'])
  for (const key of [env['RS_KEY'], config.isKnown('key') ? config.string('key') : null]) {
    secret(key?.slice(key.indexOf(':') + 1))
  }
  const endpoint = endpointOf(config, env)
  if (isInsecure(config, env)) {
    warn(
      'The server certificate is not checked',
      `Anybody between here and ${endpoint} can read the credentials. Set ca_cert or tls_fingerprint instead of insecure_skip_verify or RS_INSECURE.`,
    )
  }
  const api = once(async () => {
    const open = unknownArguments(config)
    if (open.length > 0) {
      throw new DiagnosticError(
        'The provider configuration is not known yet',
        `${open.join(', ')} of the provider come from resources that are not created yet, so ${endpoint} cannot be asked. Create those first with "terraform apply -target=…".`,
      )
    }
    return parts.connect(readSettings(config, env))
  })
  const claims = async () => (await api()).claims
  const pool = config.isKnown('default_pool') ? config.string('default_pool') : null
  return {
    endpoint,
    defaultPool: pool ?? 'default',
    pace: parts.pace,
    claims,
    objects: async () => (await api()).objects,
    recovery: once(async () => new ClaimRecovery(await claims(), parts.pace)),
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
