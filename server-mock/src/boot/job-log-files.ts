import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rm, stat, utimes } from 'node:fs/promises'
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
  const sizeOf = async (job: string) => (await stat(file(job)).catch(() => undefined))?.size ?? 0
  // Two pieces of one log take turns, or both would be put at the same place.
  const turns = new Map<string, Promise<unknown>>()
  const inTurn = <T>(job: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(job) ?? Promise.resolve()).then(work, work)
    turns.set(job, turn)
    const leave = () => void (turns.get(job) === turn && turns.delete(job))
    turn.then(leave, leave)
    return turn
  }
  return {
    append: (job, bytes, at) =>
      inTurn(job, async () => {
        const size = await sizeOf(job)
        if (at !== undefined && at > size) return size
        const added = at === undefined ? bytes : bytes.subarray(size - at)
        await appendFile(file(job), added, { mode: 0o600 })
        // An empty piece is a sign of life.
        if (added.length === 0) await utimes(file(job), new Date(), new Date())
        return size + added.length
      }),
    read: async (job, from) => {
      const size = await sizeOf(job)
      // What is appended meanwhile is for the next call: the length was told already.
      const bytes =
        from < size ? createReadStream(file(job), { start: from, end: size - 1 }) : Buffer.alloc(0)
      return { size, bytes }
    },
    lastSign: async (job) => (await stat(file(job)).catch(() => undefined))?.mtimeMs,
    remove: (job) => rm(file(job), { force: true }),
  }
}
