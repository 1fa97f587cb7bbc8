/**
 * What is wrong with an archive: `unrecognised` it is of no kind that is read here, `damaged` it is cut short or
 * contradicts itself, `unsafe` it holds what may not be unpacked, `too-large` it unpacks to more than it may.
 */
export type ArchiveFault = 'unrecognised' | 'damaged' | 'unsafe' | 'too-large'

/** An archive or disc image that is not unpacked. Nothing of it is kept. */
export class ArchiveError extends Error {
  readonly code = 'bad_archive'
  readonly fault: ArchiveFault

  constructor(fault: ArchiveFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ArchiveError'
    this.fault = fault
  }
}
