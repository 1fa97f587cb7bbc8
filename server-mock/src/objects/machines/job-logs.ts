import type { Readable } from 'node:stream'

/** Where the output of jobs is kept. */
export interface JobLogs {
  /**
   * Adds to a job's log; resolves when a crash of the server cannot lose it.
   *
   * @param at where in the log the bytes belong: those that are there already are left out, so that a piece whose
   *   answer was lost can be sent again. Without it they go to the end.
   * @returns bytes of the log now; less than `at` when a piece before this one is missing, and nothing was added
   */
  append(job: string, bytes: Buffer, at?: number): Promise<number>
  /** The log from a byte on, with the bytes it has in all; empty when nothing was written. */
  read(job: string, from: number): Promise<{ readonly size: number; readonly bytes: Readable | Buffer }>
  /** When the last piece came, an empty one too, milliseconds since the epoch; undefined when none did. */
  lastSign(job: string): Promise<number | undefined>
  remove(job: string): Promise<void>
}
