import type { Readable } from 'node:stream'

/** Where the output of jobs is kept. */
export interface JobLogs {
  /** Adds to a job's log; resolves when a crash of the server cannot lose it. */
  append(job: string, bytes: Buffer): Promise<void>
  /** The whole log; empty when nothing was written. */
  read(job: string): Promise<Readable | Buffer>
  remove(job: string): Promise<void>
}
