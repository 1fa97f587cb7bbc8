/** A backup that could not be made or cannot be used. */
export class BackupError extends Error {
  readonly code = 'backup_failed'

  /** @param next what to do about it */
  constructor(problem: string, next: string, cause?: unknown) {
    super(`${problem}; ${next}`, { cause })
    this.name = 'BackupError'
  }
}
