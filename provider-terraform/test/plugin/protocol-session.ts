import { credentials } from '@grpc/grpc-js'
import { attributesType } from '../../src/framework/attribute.ts'
import type { Provider } from '../../src/framework/provider.ts'
import type { Schema } from '../../src/framework/schema.ts'
import { type Diagnostic, ProviderDefinition } from '../../src/plugin/generated/tfplugin6.ts'
import { serveAttachable } from '../../src/plugin/serve.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import { fromJson, type Json, toJson } from '../../src/values/plain.ts'
import { objectType } from '../../src/values/type.ts'
import type { Value } from '../../src/values/value.ts'
import { GrpcClient } from './client.ts'

/** Values of a configuration by name; what is left out is null. */
type Config = Readonly<Record<string, Json>>

/** What a list found. */
interface Found {
  readonly identity: Json
  readonly displayName: string
  readonly object: Json
}

/** An ephemeral resource that was opened, or what kept it from that. */
interface OpenedValue {
  readonly value: Json
  readonly renewAt: Date | null
  readonly notes: Buffer
  readonly diagnostics: readonly string[]
}

const none = Buffer.alloc(0)

/** A configured provider behind its real protocol, for calls that only newer Terraforms make. */
export class ProtocolSession {
  readonly #provider: Provider<unknown>
  readonly #client: GrpcClient<typeof ProviderDefinition>
  readonly #stop: () => void

  private constructor(
    provider: Provider<unknown>,
    client: GrpcClient<typeof ProviderDefinition>,
    stop: () => void,
  ) {
    this.#provider = provider
    this.#client = client
    this.#stop = stop
  }

  /** Serves the provider and configures it with nothing but its environment. */
  static async open<Connection>(
    provider: Provider<Connection>,
    config: Config = {},
  ): Promise<ProtocolSession> {
    const served = await serveAttachable(provider)
    const [entry] = Object.values<{ Addr: { String: string } }>(JSON.parse(served.reattach))
    const client = new GrpcClient(
      ProviderDefinition,
      `unix:${entry?.Addr.String}`,
      credentials.createInsecure(),
    )
    const { diagnostics } = await client.ask('configureProvider', {
      terraformVersion: '1.14.0',
      config: wire(provider.schema, config),
      clientCapabilities: undefined,
    })
    if (diagnostics.length > 0) throw new Error(messages(diagnostics).join('\n'))
    const stop = () => {
      client.close()
      served.close()
    }
    return new ProtocolSession(provider, client, stop)
  }

  /** What `terraform query` gets of a list resource. */
  async list(
    typeName: string,
    config: Config,
    options: { readonly includeObject?: boolean; readonly limit?: number } = {},
  ): Promise<{ readonly found: readonly Found[]; readonly diagnostics: readonly string[] }> {
    const list = this.#provider.listResources?.find((one) => one.typeName === typeName)
    const resource = this.#provider.resources.find((one) => one.typeName === typeName)
    if (list === undefined || resource?.identity === undefined) throw new TypeError(`no list of ${typeName}`)
    const { identity, schema } = resource
    const identityOf = objectType(Object.entries(identity.attributes).map(([name, { type }]) => [name, type]))
    const request = { typeName, config: wire(list.schema, config) }
    const checked = await this.#client.ask('validateListResourceConfig', {
      ...request,
      includeResourceObject: undefined,
      limit: undefined,
    })
    if (checked.diagnostics.length > 0) return { found: [], diagnostics: messages(checked.diagnostics) }
    const found: Found[] = []
    const diagnostics: string[] = []
    for await (const event of this.#client.stream('listResource', {
      ...request,
      includeResourceObject: options.includeObject ?? false,
      limit: BigInt(options.limit ?? 100),
    })) {
      diagnostics.push(...messages(event.diagnostic))
      const data = event.identity?.identityData
      if (data === undefined) continue
      const object = event.resourceObject
      found.push({
        identity: toJson(decodeValue(identityOf, data.msgpack)),
        displayName: event.displayName,
        object:
          object === undefined
            ? null
            : toJson(decodeValue(attributesType(schema.attributes), object.msgpack)),
      })
    }
    return { found, diagnostics }
  }

  /** Plans and invokes an action. */
  async invoke(
    actionType: string,
    config: Config,
  ): Promise<{ readonly progress: readonly string[]; readonly diagnostics: readonly string[] }> {
    const action = this.#provider.actions?.find((one) => one.typeName === actionType)
    if (action === undefined) throw new TypeError(`no action ${actionType}`)
    const request = { actionType, config: wire(action.schema, config), clientCapabilities: undefined }
    const checked = await this.#client.ask('validateActionConfig', {
      typeName: actionType,
      config: request.config,
    })
    if (checked.diagnostics.length > 0) return { progress: [], diagnostics: messages(checked.diagnostics) }
    const planned = await this.#client.ask('planAction', request)
    if (planned.diagnostics.length > 0) return { progress: [], diagnostics: messages(planned.diagnostics) }
    const progress: string[] = []
    const diagnostics: string[] = []
    for await (const { type } of this.#client.stream('invokeAction', request)) {
      if (type?.$case === 'progress') progress.push(type.value.message)
      else if (type?.$case === 'completed') diagnostics.push(...messages(type.value.diagnostics))
    }
    return { progress, diagnostics }
  }

  /** Checks and reads a data source. */
  async read(
    typeName: string,
    config: Config,
  ): Promise<{ readonly state: Json; readonly diagnostics: readonly string[] }> {
    const source = this.#provider.dataSources.find((one) => one.typeName === typeName)
    if (source === undefined) throw new TypeError(`no data source ${typeName}`)
    const request = { typeName, config: wire(source.schema, config), clientCapabilities: undefined }
    const checked = await this.#client.ask('validateDataResourceConfig', request)
    if (checked.diagnostics.length > 0) return { state: null, diagnostics: messages(checked.diagnostics) }
    const { state, diagnostics } = await this.#client.ask('readDataSource', {
      ...request,
      providerMeta: undefined,
    })
    const value =
      state === undefined ? null : decodeValue(attributesType(source.schema.attributes), state.msgpack)
    return { state: toJson(value), diagnostics: messages(diagnostics) }
  }

  /** Opens an ephemeral resource. */
  async openEphemeral(typeName: string, config: Config): Promise<OpenedValue> {
    const resource = this.#provider.ephemeralResources?.find((one) => one.typeName === typeName)
    if (resource === undefined) throw new TypeError(`no ephemeral resource ${typeName}`)
    const { schema } = resource
    const request = { typeName, config: wire(schema, config) }
    const checked = await this.#client.ask('validateEphemeralResourceConfig', request)
    if (checked.diagnostics.length > 0) {
      return { value: null, renewAt: null, notes: none, diagnostics: messages(checked.diagnostics) }
    }
    const answer = await this.#client.ask('openEphemeralResource', {
      ...request,
      clientCapabilities: undefined,
    })
    const { result, renewAt, private: notes } = answer
    const value = result === undefined ? null : decodeValue(attributesType(schema.attributes), result.msgpack)
    return {
      value: toJson(value),
      renewAt: renewAt ?? null,
      notes: Buffer.from(notes ?? none),
      diagnostics: messages(answer.diagnostics),
    }
  }

  /** Renews what was opened; gives when to renew it next. */
  async renewEphemeral(typeName: string, { notes }: OpenedValue): Promise<Date | null> {
    const { renewAt, diagnostics } = await this.#client.ask('renewEphemeralResource', {
      typeName,
      private: notes,
    })
    if (diagnostics.length > 0) throw new Error(messages(diagnostics).join('\n'))
    return renewAt ?? null
  }

  /** Closes what was opened; gives what went wrong. */
  async closeEphemeral(typeName: string, { notes }: OpenedValue): Promise<readonly string[]> {
    const { diagnostics } = await this.#client.ask('closeEphemeralResource', { typeName, private: notes })
    return messages(diagnostics)
  }

  /** What the first Ctrl-C makes Terraform do. */
  async interrupt(): Promise<void> {
    await this.#client.ask('stopProvider', {})
  }

  close(): void {
    this.#stop()
  }
}

function wire({ attributes }: Schema, config: Config) {
  const type = attributesType(attributes)
  const value = new Map<string, Value>()
  for (const [name, member] of type.attributes) {
    const given = config[name] ?? null
    value.set(name, member === 'dynamic' ? fromJson(given) : plain(given))
  }
  return { msgpack: encodeValue(type, value), json: none }
}

/** Texts, numbers, flags and lists of them, as values. */
function plain(json: Json): Value {
  return Array.isArray(json) ? json.map(plain) : (fromJson(json)?.value ?? null)
}

function messages(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ summary, detail }) => `${summary}. ${detail}`)
}
