/** A folder or a content pack that the one cannot be made from the other; every fault is named. */
export class PackError extends Error {
  readonly code = 'bad_pack'
  readonly faults: readonly string[]

  constructor(faults: readonly string[], cause?: unknown) {
    super(faults.join('; '), { cause })
    this.name = 'PackError'
    this.faults = faults
  }
}
