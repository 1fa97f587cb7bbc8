import type { CanDefer } from './deferral.ts'
import type { ObjectView } from './object-view.ts'
import type { CallContext, ValidateContext } from './resource.ts'
import type { Schema } from './schema.ts'

/** Looking ahead at an action. The configuration may hold unknown values. */
export interface ActionPlanContext<Connection> extends CallContext<Connection>, CanDefer {
  readonly config: ObjectView
}

/** Carrying an action out; the configuration is wholly known. */
export interface InvokeContext<Connection> extends CallContext<Connection> {
  readonly config: ObjectView
  /** Shows a line to the user at once. */
  progress(message: string): void
}

/**
 * Something that is done and leaves nothing in the state, such as a reboot. Runs by `terraform apply -invoke`
 * or as an `action_trigger` of a resource. Needs Terraform 1.14.
 */
export interface Action<Connection> {
  /** Full name, such as `drp_machine_reboot`. */
  readonly typeName: string
  /** Attributes of its configuration; none is computed. */
  readonly schema: Schema
  validate?(context: ValidateContext): void
  /** Refuses, by a DiagnosticError, what cannot work. Changes nothing. */
  plan?(context: ActionPlanContext<Connection>): void | Promise<void>
  invoke(context: InvokeContext<Connection>): Promise<void>
}
