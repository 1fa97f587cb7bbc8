import type { PropertyMap } from '../values/value.ts'

/** How loud a message is; `debug` is shown only on request. */
export type Severity = 'debug' | 'info' | 'warning' | 'error'

/** What every call gets besides its own arguments. */
export interface CallContext {
  /** Aborted when the engine cancels the run, or the process is told to stop. */
  readonly signal: AbortSignal
  /** Prints a message for the resource of the call. */
  log(severity: Severity, message: string): void
  /** Keeps a text out of messages; what a configuration tells, out of those of the whole run. */
  secret(text: string | undefined): void
  /** Shows one line beside the resource while the call runs; the next one takes its place. */
  status(message: string): void
}

/** One property that is not as it must be. */
export interface Failure {
  /** Where, such as `filters[0]`; empty for the resource as a whole. */
  readonly property: string
  readonly reason: string
}

/** What came of a check. */
export interface Checked {
  readonly inputs: PropertyMap
  readonly failures: readonly Failure[]
}

/** A resource by its place in the program. */
export interface ResourceRef {
  readonly urn: string
  /** Token such as `drp:index:Machine`. */
  readonly type: string
  /** Last part of the URN. */
  readonly name: string
}

/** The name that the engine's configuration proposes or demands for a resource. */
export interface Autonaming {
  readonly proposedName: string
  readonly mode: 'propose' | 'enforce' | 'disable'
}

/** Inputs of a resource before they are used. */
export interface CheckRequest extends ResourceRef {
  /** Inputs before; undefined for a new resource, and for the one that comes in place of another. */
  readonly olds: PropertyMap | undefined
  readonly news: PropertyMap
  /** Random bytes that are this check's own; empty when the engine gives none. */
  readonly randomSeed: Uint8Array
  readonly autonaming: Autonaming | undefined
}

/** A resource as it is and as it shall be. */
export interface DiffRequest extends ResourceRef {
  readonly id: string
  /** Outputs as stored. */
  readonly olds: PropertyMap
  readonly oldInputs: PropertyMap
  readonly news: PropertyMap
  /** Properties whose changes the program does not want; paths such as `addParameters.x`. */
  readonly ignoreChanges: readonly string[]
}

/** What happens to one property. */
export interface PropertyChange {
  readonly kind: 'add' | 'delete' | 'update'
  /** It makes a new resource. */
  readonly replaces: boolean
  /** The path is that of an output: the resource is not as it was left. */
  readonly output?: true
}

/** What is different between inputs. */
export interface Difference {
  /** By path, such as `addParameters["my/param"]`. Empty when nothing has changed. */
  readonly changes: ReadonlyMap<string, PropertyChange>
  /** Outputs that an update leaves as they are. */
  readonly stables: readonly string[]
  readonly deleteBeforeReplace: boolean
}

/** A resource to make. */
export interface CreateRequest extends ResourceRef {
  readonly inputs: PropertyMap
  /** Milliseconds the program gives; undefined when it gives none. */
  readonly timeoutMs: number | undefined
  /** Nothing may be done: what would come out is told. */
  readonly preview: boolean
}

/** A resource to change. */
export interface UpdateRequest extends DiffRequest {
  readonly timeoutMs: number | undefined
  readonly preview: boolean
}

/** A resource to look at. */
export interface ReadRequest extends ResourceRef {
  readonly id: string
  /** Outputs as stored; empty when the resource is imported. */
  readonly outputs: PropertyMap
  /** Inputs as stored; undefined when the resource is imported. */
  readonly inputs: PropertyMap | undefined
  readonly timeoutMs: number | undefined
}

/** A resource to remove. */
export interface DeleteRequest extends ResourceRef {
  readonly id: string
  readonly outputs: PropertyMap
  readonly oldInputs: PropertyMap
  readonly timeoutMs: number | undefined
}

/** A resource that was made, or would be: `id` is empty in a preview. */
export interface Created {
  readonly id: string
  readonly outputs: PropertyMap
}

/** A resource that was found. */
export interface Found extends Created {
  readonly inputs: PropertyMap
}

/** A function to run. */
export interface InvokeRequest {
  readonly token: string
  readonly args: PropertyMap
  readonly preview: boolean
}

/** What a function gave. */
export interface Invoked {
  readonly result: PropertyMap
  readonly failures: readonly Failure[]
}

/** A provider as the engine uses it; knows no wire. Errors are shown as their message. */
export interface Provider {
  readonly version: string
  /** The schema of the package as JSON text. */
  schema(): Promise<string>
  checkConfig(news: PropertyMap, context: CallContext): Promise<Checked>
  diffConfig(request: DiffRequest, context: CallContext): Promise<Difference>
  configure(config: PropertyMap, context: CallContext): Promise<void>
  check(request: CheckRequest, context: CallContext): Promise<Checked>
  diff(request: DiffRequest, context: CallContext): Promise<Difference>
  /** @throws InitFailedError when the resource is there but not as it must be */
  create(request: CreateRequest, context: CallContext): Promise<Created>
  /** Undefined when the resource is gone. */
  read(request: ReadRequest, context: CallContext): Promise<Found | undefined>
  /** Gives the outputs. @throws InitFailedError as `create` */
  update(request: UpdateRequest, context: CallContext): Promise<PropertyMap>
  delete(request: DeleteRequest, context: CallContext): Promise<void>
  invoke(request: InvokeRequest, context: CallContext): Promise<Invoked>
  /** Ends connections; the process ends after it. */
  close(): Promise<void>
}
