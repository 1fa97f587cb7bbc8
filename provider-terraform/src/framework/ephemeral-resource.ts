import type { CanDefer } from './deferral.ts'
import type { Changes, ObjectView } from './object-view.ts'
import type { CallContext, ValidateContext } from './resource.ts'
import type { Schema } from './schema.ts'

/** Opening. What `close` and `renew` need is put into `privateState`, which is never stored on disk. */
export interface OpenContext<Connection> extends CallContext<Connection>, CanDefer {
  readonly config: ObjectView
}

/** A value that was opened. */
export interface Opened {
  /** All computed values, wholly known; laid over the configuration. */
  readonly changes: Changes
  /** When Terraform is to renew it; must be in the future. Without it, it is never renewed. */
  readonly renewAt?: Date
}

/**
 * A value that lives only while Terraform runs, such as a token. It is opened in a plan and again in the
 * apply, and is written neither to plans nor to state.
 */
export interface EphemeralResource<Connection> {
  /** Full name, such as `drp_token`. */
  readonly typeName: string
  readonly schema: Schema
  validate?(context: ValidateContext): void
  /** Returns the values; the configuration is wholly known. */
  open(context: OpenContext<Connection>): Promise<Opened>
  /** Makes the value last longer. Returns when to renew it next; nothing for never again. */
  renew?(context: CallContext<Connection>): Promise<Date | undefined>
  /**
   * Gives the value up. Terraform up to 1.11 hands the private state of `open`, later ones may hand that of
   * the last `renew`, so both must hold what is needed here.
   */
  close?(context: CallContext<Connection>): Promise<void>
}
