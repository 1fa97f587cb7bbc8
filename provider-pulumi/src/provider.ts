import type { Settings } from '@metalwright/sdk'
import type { Connection } from './connection.ts'
import { durationMs } from './duration.ts'
import { explain } from './explain.ts'
import type { DrpFunction } from './functions/function.ts'
import type {
  CallContext,
  Checked,
  CheckRequest,
  Difference,
  DiffRequest,
  Provider,
  ResourceRef,
} from './plugin/provider.ts'
import { checkInputs } from './resources/check-inputs.ts'
import { foreseen } from './resources/foresight.ts'
import { inputChanges } from './resources/input-changes.ts'
import type { Resource, ResourceContext } from './resources/resource.ts'
import { configuration } from './schema/configuration.ts'
import type { Api } from './sdk/api.ts'
import {
  checkConfiguration,
  clientSettings,
  type Environment,
  endpointOf,
  isInsecure,
  textOf,
  unknownSettings,
} from './settings.ts'
import type { PropertyMap } from './values/value.ts'
import { hasUnknown } from './values/walk.ts'

/** What the provider is made of. */
export interface ProviderParts {
  readonly version: string
  readonly env: Environment
  readonly resources: readonly Resource[]
  readonly functions: readonly DrpFunction[]
  /** The schema of the package as JSON text. */
  schema(): Promise<string>
  /** Opens the API; dials only when a method is called. */
  connect(settings: Settings): Promise<Api>
  /** Who the server at an address is; empty when it does not tell. */
  serverId(settings: Settings, signal: AbortSignal): Promise<string>
}

/** Longest time in milliseconds to find out whether two addresses are one server. */
const COMPARE_WITHIN_MS = 10_000
const DEFAULT_TIMEOUT = '60m'

/** The provider `drp`. */
export class DrpProvider implements Provider {
  readonly version: string
  readonly #parts: ProviderParts
  readonly #resources: ReadonlyMap<string, Resource>
  readonly #functions: ReadonlyMap<string, DrpFunction>
  #connection: Connection | undefined
  #api: Promise<Api> | undefined

  constructor(parts: ProviderParts) {
    this.#parts = parts
    this.version = parts.version
    this.#resources = new Map(parts.resources.map((resource) => [resource.schema.token, resource]))
    this.#functions = new Map(parts.functions.map((each) => [each.schema.token, each]))
  }

  schema(): Promise<string> {
    return this.#parts.schema()
  }

  async checkConfig(news: PropertyMap): Promise<Checked> {
    return checkConfiguration(news, this.#parts.env)
  }

  async diffConfig(request: DiffRequest, context: CallContext): Promise<Difference> {
    const { oldInputs, news } = request
    const changes = new Map(inputChanges(configuration, oldInputs, news))
    const endpoint = changes.get('endpoint')
    if (endpoint !== undefined && (await this.#isAnotherServer(oldInputs, news, context))) {
      changes.set('endpoint', { ...endpoint, replaces: true })
    }
    return { changes, stables: [], deleteBeforeReplace: false }
  }

  /** Replacing the provider replaces everything it has made: only when the servers are known to be different. */
  async #isAnotherServer(olds: PropertyMap, news: PropertyMap, context: CallContext): Promise<boolean> {
    const { env, serverId } = this.#parts
    const open = unknownSettings(news)
    if (open.length > 0 || endpointOf(olds, env) === endpointOf(news, env)) return false
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(COMPARE_WITHIN_MS)])
    try {
      const [before, after] = await Promise.all([
        serverId(clientSettings(olds, env), signal),
        serverId(clientSettings(news, env), signal),
      ])
      return before !== '' && after !== '' && before !== after
    } catch (error) {
      const message = `It cannot be told whether ${endpointOf(olds, env)} and ${endpointOf(news, env)} are one server, so nothing is replaced: ${explain(error).message}`
      context.log('warning', message)
      return false
    }
  }

  async configure(config: PropertyMap, context: CallContext): Promise<void> {
    const { env, connect } = this.#parts
    const endpoint = endpointOf(config, env)
    context.secret(env['RS_TOKEN'])
    context.secret(env['RS_KEY']?.slice(env['RS_KEY'].indexOf(':') + 1))
    if (isInsecure(config, env)) {
      context.log(
        'warning',
        `The certificate of ${endpoint} is not checked: anybody between here and there can read the credentials. Set caCertificate or fingerprint instead of insecureSkipTlsVerify or RS_INSECURE.`,
      )
    }
    const before = this.#api
    this.#api = undefined
    void before?.then((api) => api.client.close()).catch(() => {})
    const settings = clientSettings(config, env)
    this.#connection = {
      endpoint,
      defaultPool: textOf(config, 'defaultPool') ?? 'default',
      defaultTimeoutMs: durationMs(textOf(config, 'defaultTimeout') ?? DEFAULT_TIMEOUT) ?? 0,
      api: () => {
        this.#api ??= connect(settings).catch((error: unknown) => {
          this.#api = undefined
          throw error
        })
        return this.#api
      },
    }
  }

  async check(request: CheckRequest, context: CallContext): Promise<Checked> {
    const resource = this.#resource(request)
    const { inputs, failures } = checkInputs(resource.schema.inputs, request.news)
    if (failures.length > 0 || resource.check === undefined) return { inputs, failures }
    const completed = new Map(inputs)
    const more = await explained(
      () => resource.check?.(request, completed, this.#context(context)) ?? Promise.resolve([]),
    )
    return { inputs: completed, failures: more }
  }

  async diff(request: DiffRequest): Promise<Difference> {
    const resource = this.#resource(request)
    const { oldInputs, news, ignoreChanges } = request
    const changes = inputChanges(resource.schema.inputs, oldInputs, news, ignoreChanges)
    return resource.diff?.(request, changes) ?? { changes, stables: [], deleteBeforeReplace: false }
  }

  async create(request: Parameters<Provider['create']>[0], context: CallContext) {
    const resource = this.#resource(request)
    const { inputs, preview } = request
    if (preview) {
      return { id: '', outputs: resource.foresee?.(inputs, undefined) ?? foreseen(resource.schema, inputs) }
    }
    refuseUnknown(inputs)
    return explained(() => resource.create(request, this.#context(context)))
  }

  read(request: Parameters<Provider['read']>[0], context: CallContext) {
    return explained(() => this.#resource(request).read(request, this.#context(context)))
  }

  async update(request: Parameters<Provider['update']>[0], context: CallContext) {
    const resource = this.#resource(request)
    const { olds, news, preview } = request
    if (preview) return resource.foresee?.(news, olds) ?? foreseen(resource.schema, news)
    refuseUnknown(news)
    return explained(() => resource.update(request, this.#context(context)))
  }

  delete(request: Parameters<Provider['delete']>[0], context: CallContext) {
    return explained(() => this.#resource(request).delete(request, this.#context(context)))
  }

  async invoke(request: Parameters<Provider['invoke']>[0], context: CallContext) {
    const called = this.#functions.get(request.token)
    if (called === undefined) throw new Error(`There is no function ${request.token} in this provider.`)
    const { inputs, failures } = checkInputs(called.schema.inputs, request.args)
    if (failures.length > 0) return { result: new Map(), failures }
    return explained(async () => ({
      result: await called.run(inputs, this.#context(context)),
      failures: [],
    }))
  }

  async close(): Promise<void> {
    await (await this.#api)?.client.close()
  }

  #resource({ type }: ResourceRef): Resource {
    const resource = this.#resources.get(type)
    if (resource === undefined) throw new Error(`There is no resource ${type} in this provider.`)
    return resource
  }

  #context(context: CallContext): ResourceContext {
    if (this.#connection === undefined) throw new Error('The provider was not configured.')
    return { ...context, connection: this.#connection }
  }
}

async function explained<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    throw explain(error)
  }
}

function refuseUnknown(inputs: PropertyMap): void {
  for (const [name, value] of inputs) {
    if (hasUnknown(value)) throw new Error(`${name} is not known yet, so the resource cannot be made.`)
  }
}
