import type { JsonTree } from '../values/json-reader.ts'
import type { Path } from '../values/path.ts'
import type { CanDefer } from './deferral.ts'
import type { Identity } from './identity.ts'
import type { Move } from './move.ts'
import type { Changes, ObjectView } from './object-view.ts'
import type { PrivateState } from './private-state.ts'
import type { Schema } from './schema.ts'

/** What every call gets. `Connection` is what the provider's `configure` returned. */
export interface CallContext<Connection> {
  readonly connection: Connection
  /** Aborted when the user presses Ctrl-C. Waits must end then. */
  readonly signal: AbortSignal
  readonly privateState: PrivateState
  /** Writes a line to Terraform's log, for developers. */
  log(message: string): void
  warn(summary: string, detail: string, path?: Path): void
}

/** Checks across attributes. Values may be unknown, the provider may not be configured. */
export interface ValidateContext {
  readonly config: ObjectView
  error(summary: string, detail: string, path?: Path): void
  warn(summary: string, detail: string, path?: Path): void
}

/** Changes to a plan that the general rules do not know. The object is not going to be deleted. */
export interface PlanContext<Connection = unknown> extends CallContext<Connection>, CanDefer {
  /** Null when the object is to be created. */
  readonly prior: ObjectView | null
  readonly planned: ObjectView
  /** The configuration, write-only values included. */
  readonly config: ObjectView
  /** Asks for the object to be destroyed and created again, should the value at this path really differ. */
  replace(path: Path): void
}

/** Creating. Values are the planned ones; whatever is returned is laid over them. */
export interface CreateContext<Connection> extends CallContext<Connection> {
  readonly planned: ObjectView
  /** The configuration, write-only values included. */
  readonly config: ObjectView
  /**
   * Remembers the state reached so far. Should the call fail later on, this state is returned beside the
   * error, so that nothing that exists is lost. Call it as soon as anything exists.
   */
  save(changes: Changes): void
}

/** Updating: as creating, with the state before. */
export interface UpdateContext<Connection> extends CreateContext<Connection> {
  readonly prior: ObjectView
}

/** Working on the object that the state names. */
export interface StateContext<Connection> extends CallContext<Connection> {
  readonly state: ObjectView
}

/** Reading the object that the state names. */
export interface ReadContext<Connection> extends StateContext<Connection>, CanDefer {}

/** Importing by the text the user gave, or by the text that stands for the identity the user gave. */
export interface ImportContext<Connection> extends CallContext<Connection>, CanDefer {
  readonly id: string
  /** The identity in the `import` block; null when it has an id. */
  readonly identity: ObjectView | null
  /** Every attribute null. */
  readonly empty: ObjectView
}

/** A managed resource. Any method may throw; a DiagnosticError is shown as it is. */
export interface Resource<Connection> {
  /** Full name, such as `drp_machine`. */
  readonly typeName: string
  readonly schema: Schema
  validate?(context: ValidateContext): void
  /** What names an object for good; with it, objects can be imported by identity and listed. */
  readonly identity?: Identity
  /**
   * Returns the values to change in the plan: only such as the configuration leaves open. Values that are
   * known must come out the same when Terraform plans again at apply time. Makes no slow calls.
   */
  plan?(context: PlanContext<Connection>): Changes | Promise<Changes>
  /** Looks ahead at a deletion: may warn, and may refuse by a DiagnosticError. Makes no slow calls. */
  planDelete?(context: StateContext<Connection>): void | Promise<void>
  /** Returns all computed values. */
  create(context: CreateContext<Connection>): Promise<Changes>
  /** Returns what differs from the state, or null when the object is gone. */
  read(context: ReadContext<Connection>): Promise<Changes | null>
  update(context: UpdateContext<Connection>): Promise<Changes>
  /** Resolves when the object is gone; an object that was gone before is a success. */
  delete(context: StateContext<Connection>): Promise<void>
  /** Returns the values by which `read` will find the object. Without it, import is refused. */
  import?(context: ImportContext<Connection>): Promise<Changes>
  /** Steps that lift stored state by one version each; index 0 lifts version 0 to version 1. */
  readonly upgrades?: readonly ((state: Map<string, JsonTree>) => Map<string, JsonTree>)[]
  /** Ways from other resource types to this one. */
  readonly moves?: readonly Move[]
  /**
   * Changes to the configuration that is written for an imported object; what it starts from is the state
   * without computed-only, write-only and unset values.
   */
  generateConfig?(state: ObjectView): Changes
}

/** A data source. */
export interface DataSource<Connection> {
  readonly typeName: string
  readonly schema: Schema
  validate?(context: ValidateContext): void
  /** Returns all computed values. */
  read(context: DataSourceContext<Connection>): Promise<Changes>
}

/** Reading a data source; the configuration is wholly known. */
export interface DataSourceContext<Connection> extends CallContext<Connection>, CanDefer {
  readonly config: ObjectView
}
