import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isUuid } from '@metalwright/sdk/models'
import type { JobLogs } from '../objects/machines/job-logs.ts'

/** Keeps job logs as files `<folder>/<job uuid>`. */
export async function jobLogFiles(folder: string): Promise<JobLogs> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = (job: string) => {
    if (!isUuid(job)) throw new Error(`${job} is not the UUID of a job`)
    return join(folder, job)
  }
  return {
    append: (job, bytes) => appendFile(file(job), bytes, { mode: 0o600 }),
    read: async (job, from) => {
      const size = (await stat(file(job)).catch(() => undefined))?.size ?? 0
      // What is appended meanwhile is for the next call: the length was told already.
      const bytes =
        from < size ? createReadStream(file(job), { start: from, end: size - 1 }) : Buffer.alloc(0)
      return { size, bytes }
    },
    remove: (job) => rm(file(job), { force: true }),
  }
}
