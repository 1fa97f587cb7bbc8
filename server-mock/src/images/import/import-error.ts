/**
 * Why an image could not be imported: `refused` nobody may ask this address, `answer` the other server did not give
 * the file, `lost` the connection broke again and again, `space` it has no room here, `changed` it became another file
 * while it was loaded.
 */
export type ImportFault = 'refused' | 'answer' | 'lost' | 'space' | 'changed'

/** An import that failed; nothing of it is kept. The message ends with what to do. */
export class ImportError extends Error {
  readonly code = 'image_not_imported'
  readonly fault: ImportFault

  constructor(fault: ImportFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ImportError'
    this.fault = fault
  }
}

/** An address as it may stand in messages: without credentials, and without a query, which may hold some. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`
}
