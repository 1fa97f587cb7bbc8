import { stripVTControlCharacters } from 'node:util'
import { isUuid, NIL_UUID } from '../models/fields.ts'
import type { Machine } from '../models/machine.ts'
import type { Failure } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'

/** Lines of the log that go into the message. */
const LOG_LINES = 20
/** Most bytes of the end of the log that are looked at. */
const TAIL_BYTES = 16 * 1024
/** Longest time the log is read, in milliseconds. */
const LOG_PATIENCE_MS = 15_000

/** Finds out what a machine failed at: its last job, and the end of that job's log. Never rejects. */
export async function reportFailure(client: ClaimsClient, machine: Machine): Promise<Failure> {
  const jobUuid = machine.CurrentJob
  if (!isUuid(jobUuid) || jobUuid === NIL_UUID) return { task: '', jobUuid: '', log: [] }
  try {
    const job = await client.jobs.get(jobUuid)
    return { task: job.Task, jobUuid, log: await logTail(client, jobUuid) }
  } catch {
    // The failure itself is what counts; that its details cannot be read must not hide it.
    return { task: machine.Tasks[machine.CurrentTask] ?? '', jobUuid, log: [] }
  }
}

/** Whether the task a machine stands at has failed. A machine that was restarted since stands before it. */
export async function hasFailed(client: ClaimsClient, machine: Machine): Promise<boolean> {
  const jobUuid = machine.CurrentJob
  if (!isUuid(jobUuid) || jobUuid === NIL_UUID) return false
  try {
    const job = await client.jobs.get(jobUuid)
    return job.State === 'failed' && job.CurrentIndex === machine.CurrentTask
  } catch {
    // The next look tells.
    return false
  }
}

async function logTail(client: ClaimsClient, jobUuid: string): Promise<string[]> {
  let tail = Buffer.alloc(0)
  try {
    const log = await client.jobs.log(jobUuid, { signal: AbortSignal.timeout(LOG_PATIENCE_MS) })
    for await (const chunk of log) {
      tail = Buffer.concat([tail, Buffer.from(chunk)]).subarray(-TAIL_BYTES)
    }
  } catch {
    // What has come so far is better than nothing.
  }
  return tail
    .toString('utf8')
    .split(/\r\n|\r|\n/)
    .map(harmless)
    .filter((line) => line !== '')
    .slice(-LOG_LINES)
}

/** A line of a machine's log without what could act on a terminal. */
function harmless(line: string): string {
  const plain = stripVTControlCharacters(line.replaceAll('\t', '  '))
  return plain.replace(/\p{C}/gu, '').slice(0, 500).trimEnd()
}
