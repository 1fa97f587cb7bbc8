/** A text is no document that a content pack can be read from; every fault that was found is named, with its line. */
export class DocumentError extends Error {
  readonly code = 'bad_document'
  /** Name of the file, or what the caller called the text. */
  readonly source: string
  readonly faults: readonly string[]

  constructor(source: string, faults: readonly string[], cause?: unknown) {
    super(`${source}: ${faults.join('; ')}`, { cause })
    this.name = 'DocumentError'
    this.source = source
    this.faults = faults
  }
}
