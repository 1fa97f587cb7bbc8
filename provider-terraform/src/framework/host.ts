import type { ObjectType } from '../values/type.ts'
import { isMap, type Value, type ValueMap } from '../values/value.ts'
import { attributesType } from './attribute.ts'
import { DiagnosticError, Diagnostics } from './diagnostic.ts'
import { ObjectView } from './object-view.ts'
import type { PrivateState } from './private-state.ts'
import { checkProvider, type Provider } from './provider.ts'
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
  #session: Session<Connection> | undefined

  /** @throws TypeError when a schema is not sound. */
  constructor(provider: Provider<Connection>, log: HostLog) {
    checkProvider(provider)
    this.provider = provider
    this.log = log
    this.#resources = new Map(provider.resources.map((resource) => [resource.typeName, resource]))
    this.#dataSources = new Map(provider.dataSources.map((source) => [source.typeName, source]))
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  resource(typeName: string): Resource<Connection> {
    return this.#resources.get(typeName) ?? this.#noSuchType(typeName)
  }

  /** @throws DiagnosticError for a type that the provider does not have. */
  dataSource(typeName: string): DataSource<Connection> {
    return this.#dataSources.get(typeName) ?? this.#noSuchType(typeName)
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
      log: (message) => this.log.debug(session.secrets.redact(message)),
      warn: (summary, detail, path) => diagnostics.warn(summary, detail, path),
    }
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
        const explained = await this.provider.explain?.(error)
        if (explained) diagnostics.add(explained)
        else this.#unexpected(what, diagnostics, error)
      }
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
    this.log.error(`unexpected failure of ${what}`, { stack: this.secrets().redact(stack) })
  }

  #noSuchType(typeName: string): never {
    throw new DiagnosticError(
      'Unknown type',
      `Provider ${this.provider.address} ${this.provider.version} has no type "${typeName}".`,
    )
  }
}

/** The message inside an error: its own, that of the abort behind it, or that of a time limit. */
function meaningOf(error: unknown): DiagnosticError | undefined {
  if (error instanceof DiagnosticError) return error
  if (!(error instanceof Error)) return undefined
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

/** An object of the type with every attribute null. */
export function emptyObject(type: ObjectType): ValueMap {
  return new Map([...type.attributes.keys()].map((name) => [name, null]))
}

/** Diagnostics that blot out the given secrets. */
export function diagnosticsFor(secrets: Secrets): Diagnostics {
  return new Diagnostics(secrets.redact)
}
