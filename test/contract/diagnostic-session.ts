import { credentials } from '@grpc/grpc-js'
import { attributesType } from '../../provider-terraform/src/framework/attribute.ts'
import type { Provider } from '../../provider-terraform/src/framework/provider.ts'
import type { Schema } from '../../provider-terraform/src/framework/schema.ts'
import {
  type AttributePath,
  type Diagnostic,
  ProviderDefinition,
} from '../../provider-terraform/src/plugin/generated/tfplugin6.ts'
import { type Attachable, serveAttachable } from '../../provider-terraform/src/plugin/serve.ts'
import { encodeValue } from '../../provider-terraform/src/values/encode.ts'
import { fromJson, type Json } from '../../provider-terraform/src/values/plain.ts'
import type { Type } from '../../provider-terraform/src/values/type.ts'
import type { Value } from '../../provider-terraform/src/values/value.ts'
import { GrpcClient } from '../../provider-terraform/test/plugin/client.ts'

/** Values of a configuration by name; what is left out is null. */
export type Config = Readonly<Record<string, Json>>

/** What a call left behind, for the calls that come after it. */
interface Stored {
  readonly msgpack: Buffer
  readonly json: Buffer
}

const none = Buffer.alloc(0)

/** A provider behind its real protocol, asked as Terraform asks, for the messages that it gives. */
export class DiagnosticSession {
  readonly #provider: Provider<unknown>
  readonly #client: GrpcClient<typeof ProviderDefinition>
  readonly #served: Attachable

  private constructor(
    provider: Provider<unknown>,
    client: GrpcClient<typeof ProviderDefinition>,
    served: Attachable,
  ) {
    this.#provider = provider
    this.#client = client
    this.#served = served
  }

  static async open<Connection>(provider: Provider<Connection>): Promise<DiagnosticSession> {
    const served = await serveAttachable(provider)
    const [entry] = Object.values<{ Addr: { String: string } }>(JSON.parse(served.reattach))
    const address = `unix:${entry?.Addr.String}`
    const client = new GrpcClient(ProviderDefinition, address, credentials.createInsecure())
    return new DiagnosticSession(provider, client, served)
  }

  /** Checks the provider block and configures the provider. */
  async configure(config: Config = {}): Promise<readonly Diagnostic[]> {
    const wired = wire(this.#provider.schema, config)
    const checked = await this.#client.ask('validateProviderConfig', { config: wired })
    if (checked.diagnostics.some(isError)) return checked.diagnostics
    const { diagnostics } = await this.#client.ask('configureProvider', {
      terraformVersion: '1.14.0',
      config: wired,
      clientCapabilities: undefined,
    })
    return diagnostics
  }

  /** Checks, plans and applies an object; of a new one, or of one that is there. */
  async apply(typeName: string, config: Config, prior?: Stored) {
    const { schema } = this.#resource(typeName)
    const wired = wire(schema, config)
    const checked = await this.#client.ask('validateResourceConfig', {
      typeName,
      config: wired,
      clientCapabilities: undefined,
    })
    if (checked.diagnostics.some(isError)) return { diagnostics: checked.diagnostics, state: prior }
    const priorState = prior ?? nothing(schema)
    const common = { typeName, config: wired, providerMeta: undefined }
    const planned = await this.#client.ask('planResourceChange', {
      ...common,
      priorState,
      proposedNewState: wired,
      priorPrivate: none,
      plannedPrivate: none,
      clientCapabilities: undefined,
      priorIdentity: undefined,
    })
    const early = [...checked.diagnostics, ...planned.diagnostics]
    if (early.some(isError)) return { diagnostics: early, state: prior }
    const applied = await this.#client.ask('applyResourceChange', {
      ...common,
      priorState,
      plannedState: planned.plannedState,
      plannedPrivate: planned.plannedPrivate,
      plannedIdentity: undefined,
    })
    return { diagnostics: [...early, ...applied.diagnostics], state: applied.newState }
  }

  async destroy(typeName: string, prior: Stored | undefined): Promise<readonly Diagnostic[]> {
    const { schema } = this.#resource(typeName)
    const { diagnostics } = await this.#client.ask('applyResourceChange', {
      typeName,
      priorState: prior,
      plannedState: nothing(schema),
      config: nothing(schema),
      plannedPrivate: none,
      providerMeta: undefined,
      plannedIdentity: undefined,
    })
    return diagnostics
  }

  async refresh(typeName: string, state: Stored | undefined): Promise<readonly Diagnostic[]> {
    const { diagnostics } = await this.#client.ask('readResource', {
      typeName,
      currentState: state,
      private: none,
      providerMeta: undefined,
      clientCapabilities: undefined,
      currentIdentity: undefined,
    })
    return diagnostics
  }

  async import(typeName: string, id: string): Promise<readonly Diagnostic[]> {
    const { diagnostics } = await this.#client.ask('importResourceState', {
      typeName,
      id,
      clientCapabilities: undefined,
      identity: undefined,
    })
    return diagnostics
  }

  async read(typeName: string, config: Config): Promise<readonly Diagnostic[]> {
    const source = this.#provider.dataSources.find((one) => one.typeName === typeName)
    if (source === undefined) throw new TypeError(`no data source ${typeName}`)
    const request = { typeName, config: wire(source.schema, config), clientCapabilities: undefined }
    const checked = await this.#client.ask('validateDataResourceConfig', request)
    if (checked.diagnostics.some(isError)) return checked.diagnostics
    const answer = await this.#client.ask('readDataSource', { ...request, providerMeta: undefined })
    return answer.diagnostics
  }

  async openEphemeral(typeName: string, config: Config): Promise<readonly Diagnostic[]> {
    const resource = this.#provider.ephemeralResources?.find((one) => one.typeName === typeName)
    if (resource === undefined) throw new TypeError(`no ephemeral resource ${typeName}`)
    const request = { typeName, config: wire(resource.schema, config), clientCapabilities: undefined }
    const checked = await this.#client.ask('validateEphemeralResourceConfig', {
      typeName,
      config: request.config,
    })
    if (checked.diagnostics.some(isError)) return checked.diagnostics
    return (await this.#client.ask('openEphemeralResource', request)).diagnostics
  }

  close(): void {
    this.#client.close()
    this.#served.close()
  }

  #resource(typeName: string) {
    const resource = this.#provider.resources.find((one) => one.typeName === typeName)
    if (resource === undefined) throw new TypeError(`no resource ${typeName}`)
    return resource
  }
}

/** A message as people read it: severity, attribute, summary and detail, with what differs from run to run left out. */
export function readable({ severity, summary, detail, attribute }: Diagnostic): string {
  const where = attribute === undefined ? '' : ` at ${pathText(attribute)}`
  const kind = isError({ severity }) ? 'Error' : 'Warning'
  return `${kind}${where}: ${steady(summary)}\n${steady(detail).replace(/^/gm, '    ')}`
}

function steady(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/terraform-[0-9a-f]{10}-\d+/g, 'terraform-RUN-N')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\b[0-9a-f]{64}\b/g, 'SHA256')
    .replace(/version v?\d[^\s;,]*/g, 'version VERSION')
    .replace(/\bnode\d\b/g, 'nodeN')
}

function pathText({ steps }: AttributePath): string {
  return steps
    .map(({ selector }) => {
      switch (selector?.$case) {
        case 'attributeName':
          return `.${selector.value}`
        case 'elementKeyString':
          return `["${selector.value}"]`
        case 'elementKeyInt':
          return `[${selector.value}]`
        default:
          return '[?]'
      }
    })
    .join('')
    .replace(/^\./, '')
}

export function isError({ severity }: Pick<Diagnostic, 'severity'>): boolean {
  return severity === 1
}

function nothing({ attributes }: Schema): Stored {
  return { msgpack: encodeValue(attributesType(attributes), null), json: none }
}

function wire({ attributes }: Schema, config: Config): Stored {
  const type = attributesType(attributes)
  return { msgpack: encodeValue(type, valueFrom(type, config)), json: none }
}

/** JSON as a value of a type. */
function valueFrom(type: Type, json: Json): Value {
  if (json === null) return null
  if (type === 'dynamic') return fromJson(json)
  if (typeof type === 'string') return fromJson(json)?.value ?? null
  if (Array.isArray(json)) {
    return json.map((part: Json) => valueFrom('element' in type ? type.element : 'dynamic', part))
  }
  const members: Readonly<Record<string, Json>> = Object.fromEntries(Object.entries(json))
  if (type.kind !== 'object') {
    const element: Type = 'element' in type ? type.element : 'dynamic'
    return new Map(Object.entries(members).map(([name, member]) => [name, valueFrom(element, member)]))
  }
  return new Map(
    [...type.attributes].map(([name, member]) => [name, valueFrom(member, members[name] ?? null)]),
  )
}
