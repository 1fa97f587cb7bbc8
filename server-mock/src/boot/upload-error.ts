/**
 * Why something was not taken up: `name` it cannot have that name, `folder` its folder cannot be made, `busy` the
 * same name is uploaded already, `in-the-way` something else has the name, `short` fewer bytes came than were
 * announced, `digest` they are others than announced, `archive` they cannot be unpacked, `content` they are not what
 * the place is for, `not-stored` the disk refused them.
 */
export type UploadFault =
  | 'name'
  | 'folder'
  | 'busy'
  | 'in-the-way'
  | 'short'
  | 'digest'
  | 'archive'
  | 'content'
  | 'not-stored'

/** An upload that was not taken up; nothing of it is kept. */
export class UploadError extends Error {
  readonly code = 'upload_refused'
  readonly fault: UploadFault

  constructor(fault: UploadFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'UploadError'
    this.fault = fault
  }
}
