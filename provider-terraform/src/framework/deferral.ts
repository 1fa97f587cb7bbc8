/**
 * Why a call is put off to a later run: the configuration of the object or of the provider is not known yet,
 * or something that it needs does not exist yet.
 */
export type DeferReason = 'resource-config-unknown' | 'provider-config-unknown' | 'absent-prerequisite'

/** Thrown by `defer` of a context; the framework turns it into an answer. Authors neither make nor catch it. */
export class Deferral extends Error {
  readonly code = 'deferral'
  readonly reason: DeferReason

  constructor(reason: DeferReason, detail: string) {
    super(detail)
    this.name = 'Deferral'
    this.reason = reason
  }
}

/** Ends a call that cannot be carried out yet. */
export interface CanDefer {
  /**
   * Puts the call off. Terraform that allows it plans the object in a later round. For one that does not, a
   * plan goes on with all computed values unknown, and every other call ends with `detail` as its error.
   */
  defer(reason: DeferReason, detail: string): never
}

/** The `defer` of every context. */
export function defer(reason: DeferReason, detail: string): never {
  throw new Deferral(reason, detail)
}
