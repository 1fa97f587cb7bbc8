import type { PropertyMap } from '../values/value.ts'

/** A resource that exists, so that it must be stored, but is not as it must be. */
export interface PartialResource {
  readonly id: string
  readonly outputs: PropertyMap
  /** Inputs as they were used. */
  readonly inputs: PropertyMap
  /** Why it is not ready, one text each. */
  readonly reasons: readonly string[]
}

/** A create or update that left something behind: the engine stores it, and calls Update in the next run. */
export class InitFailedError extends Error {
  readonly code = 'init_failed'
  readonly resource: PartialResource

  constructor(resource: PartialResource, cause?: unknown) {
    super(resource.reasons.join('\n'), { cause })
    this.resource = resource
  }
}
