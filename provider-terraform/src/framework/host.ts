import type { ObjectType } from '../values/type.ts'
import { isMap, type Value, type ValueMap } from '../values/value.ts'
import type { Action } from './action.ts'
import { attributesType } from './attribute.ts'
import { type DeferReason, Deferral } from './deferral.ts'
import { type Diagnostic, DiagnosticError, Diagnostics } from './diagnostic.ts'
import type { EphemeralResource } from './ephemeral-resource.ts'
import type { ProviderFunction } from './function.ts'
import type { ListResource } from './list-resource.ts'
import { ObjectView } from './object-view.ts'
import { withDefaults } from './plan.ts'
import type { PrivateState } from './private-state.ts'
import type { Provider } from './provider.ts'
import type { CallContext, DataSource, Resource } from './resource.ts'
import type { Schema } from './schema.ts'
import { Secrets } from './secrets.ts'

/** Where the framework writes what only developers want to see. */
export interface HostLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** What one ConfigureProvider call set up. A process that is reused gets a new one for every walk. */
interface Session<Connection> {
  readonly connection: Connection
  readonly secrets: Secrets
  readonly stop: AbortController
}

/** Holds a provider between calls and gives each call its context. Knows neither gRPC nor MessagePack. */
export class Host<Connection> {
  readonly provider: Provider<Connection>
  readonly log: HostLog
  readonly #resources: ReadonlyMap<string, Resource<Connection>>
  readonly #dataSources: ReadonlyMap<string, DataSource<Connection>>
  readonly #ephemeralResources: ReadonlyMap<string, EphemeralResource<Connection>>
  readonly #listResources: ReadonlyMap<string, ListResource<Connection>>
  readonly #actions: ReadonlyMap<string, Action<Connection>>
  readonly #functions: ReadonlyMap<string, ProviderFunction>
  #session: Session<Connection> | undefined

  constructor(provider: Provider<Connection>, log: HostLog) {
    this.provider = provider
    this.log = log
    this.#resources = byTypeName(provider.resources)
    this.#dataSources = byTypeName(provider.dataSources)
    this.#ephemeralResources = byTypeName(provider.ephemeralResources ?? [])
    this.#listResources = byTypeName(provider.listResources ?? [])
    this.#actions = byTypeName(provider.actions ?? [])
    this.#functions = new Map((provider.functions ?? []).map((each) => [each.name, each]))
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  resource(typeName: string): Resource<Connection> {
    return this.#resources.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  dataSource(typeName: string): DataSource<Connection> {
    return this.#dataSources.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  ephemeralResource(typeName: string): EphemeralResource<Connection> {
    return this.#ephemeralResources.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  listResource(typeName: string): ListResource<Connection> {
    return this.#listResources.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  action(typeName: string): Action<Connection> {
    return this.#actions.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a function that the provider does not have. */
  function(name: string): ProviderFunction {
    return this.#functions.get(name) ?? this.#noSuchType(name)
  }

  start(connection: Connection, secrets: Secrets): void {
    this.#session = { connection, secrets, stop: new AbortController() }
  }

  /** Aborts the waits of all calls in flight, and of those to come. */
  stop(): void {
    this.#session?.stop.abort(new DiagnosticError('Interrupted', 'The operation was stopped by the user.'))
  }

  /** Secrets of the configuration, and those that the values of this call hold. */
  secrets(schema?: Schema, ...values: readonly Value[]): Secrets {
    const secrets = this.#session?.secrets.fork() ?? new Secrets()
    if (schema) for (const value of values) secrets.addFrom(schema.attributes, value)
    return secrets
  }

  /** @throws DiagnosticError when the provider is not configured. */
  context(privateState: PrivateState, diagnostics: Diagnostics): CallContext<Connection> {
    const session = this.#session
    if (session === undefined) {
      throw new DiagnosticError('The provider is not configured', 'This call needs a configured provider.')
    }
    return {
      connection: session.connection,
      signal: session.stop.signal,
      privateState,
      log: (message) => this.log.debug(diagnostics.redact(message)),
      warn: (summary, detail, path) => diagnostics.warn(summary, detail, path),
    }
  }

  /** Runs a part of a call that may be put off where that is allowed; else a deferral is an error like others. */
  attemptOrDefer<Result>(
    what: string,
    diagnostics: Diagnostics,
    allowed: boolean,
    action: () => Result | Promise<Result>,
  ): Promise<{ readonly result: Result } | { readonly deferred: DeferReason } | undefined> {
    return this.attempt(what, diagnostics, async () => {
      try {
        return { result: await action() }
      } catch (error) {
        if (allowed && error instanceof Deferral) return { deferred: error.reason }
        throw error
      }
    })
  }

  /** Runs a part of a call; whatever it throws becomes a diagnostic, and the result is undefined. */
  async attempt<Result>(
    what: string,
    diagnostics: Diagnostics,
    action: () => Result | Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await action()
    } catch (error) {
      const ended = meaningOf(error)
      if (ended) diagnostics.add(ended.diagnostic)
      else {
        const explained = await this.#explain(error)
        if (explained) diagnostics.add(explained)
        else this.#unexpected(what, diagnostics, error)
      }
      return undefined
    }
  }

  async #explain(error: unknown): Promise<Diagnostic | undefined> {
    try {
      return await this.provider.explain?.(error)
    } catch (fault) {
      this.log.error('explaining an error failed', { fault: this.secrets().redact(String(fault)) })
      return undefined
    }
  }

  #unexpected(what: string, diagnostics: Diagnostics, error: unknown): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    diagnostics.error(
      `Unexpected failure of ${what}`,
      `${message}\n\nThis is a fault of the provider ${this.provider.version}. Run again with TF_LOG_PROVIDER=debug and report it with the log.`,
    )
    const stack = error instanceof Error ? (error.stack ?? message) : message
    this.log.error(`unexpected failure of ${what}`, { stack: diagnostics.redact(stack) })
  }

  #noSuchType(typeName: string): never {
    throw new DiagnosticError(
      'Unknown type',
      `Provider ${this.provider.address} ${this.provider.version} has no type "${typeName}".`,
    )
  }
}

function byTypeName<Item extends { readonly typeName: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.typeName, item]))
}

/** The message inside an error: its own, that of the abort behind it, or that of a time limit. */
function meaningOf(error: unknown): DiagnosticError | undefined {
  if (error instanceof DiagnosticError) return error
  if (!(error instanceof Error)) return undefined
  if (error instanceof Deferral) return new DiagnosticError('This cannot be done yet', error.message)
  if (error.name === 'AbortError' && error.cause instanceof DiagnosticError) return error.cause
  if (error.name !== 'TimeoutError') return undefined
  return new DiagnosticError(
    'The operation took too long',
    'It was ended at its time limit. Look at the load of the server, or raise the limit in timeouts.',
  )
}

/** A view of a value that must be an object of a schema. @throws TypeError when it is null or unknown. */
export function viewOf(schema: Schema, value: Value): ObjectView {
  if (!isMap(value)) throw new TypeError('an object is needed')
  return new ObjectView(attributesType(schema.attributes), value)
}

/** A view of a configuration with the defaults of what it leaves out. @throws TypeError as {@link viewOf}. */
export function configuredView(schema: Schema, config: Value): ObjectView {
  const { type, values } = viewOf(schema, config)
  return new ObjectView(type, withDefaults(schema.attributes, values))
}

/** An object of the type with every attribute null. */
export function emptyObject(type: ObjectType): ValueMap {
  return new Map([...type.attributes.keys()].map((name) => [name, null]))
}

/** Diagnostics that blot out the given secrets. */
export function diagnosticsFor(secrets: Secrets): Diagnostics {
  return new Diagnostics(secrets.redact)
}
