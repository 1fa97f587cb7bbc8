import { type FileHandle, open } from 'node:fs/promises'

/** Brings what was written to a log to the disk. */
export interface LogSync {
  /** Resolves when all that has been written to the log survives a power cut. Rejects with the system error. */
  sync(): Promise<void>
  /** Lets go of the log. */
  close(): Promise<void>
}

/** Syncs a file that somebody else writes, beside the event loop. It is opened when the first sync needs it. */
export function syncOfLog(file: string): LogSync {
  let opened: Promise<FileHandle> | undefined
  return {
    sync: async () => {
      opened ??= open(file, 'r+')
      await (await opened).datasync()
    },
    close: async () => {
      // What could not be opened has failed its sync.
      await opened?.then((handle) => handle.close()).catch(() => {})
    },
  }
}
