import type { Readable } from 'node:stream'

/** Where the output of jobs is kept. */
export interface JobLogs {
  /** Adds to a job's log; resolves when a crash of the server cannot lose it. */
  append(job: string, bytes: Buffer): Promise<void>
  /** The log from a byte on, with the bytes it has in all; empty when nothing was written. */
  read(job: string, from: number): Promise<{ readonly size: number; readonly bytes: Readable | Buffer }>
  remove(job: string): Promise<void>
}
