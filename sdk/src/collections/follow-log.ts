import type { Readable } from 'node:stream'
import type { Job } from '../models/job.ts'
import { type Answer, backOff, connectionFailure, type Transport } from '../transport/index.ts'
import { isPassing } from './follow.ts'

/** How a job and its log are reached. */
export interface FollowedLog {
  readonly transport: Pick<Transport, 'clock' | 'random'>
  /** The job as it is now. */
  job(): Promise<Job>
  /** Opens the log from a byte on; the server may answer all of it, or 416 when there is nothing more. */
  open(from: number): Promise<Answer<Readable> | 'nothing more'>
}

/** Shortest and longest pause between looks at a log that does not grow, in milliseconds. */
const PAUSE_MS = 250
const MAX_PAUSE_MS = 2_000

/**
 * The log of a job as it grows, until the job has ended and all of it was given. Every byte comes once: after a
 * break it goes on at the byte it had come to. While the server cannot be reached it keeps trying.
 */
export async function* followLog(
  followed: FollowedLog,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const { clock, random } = followed.transport
  const decoder = new TextDecoder()
  let given = 0
  let quiet = 0
  let failures = 0
  let ended = false
  for (;;) {
    signal?.throwIfAborted()
    const before = given
    try {
      for await (const bytes of bytesFrom(followed, given)) {
        given += bytes.length
        const text = decoder.decode(bytes, { stream: true })
        if (text !== '') yield text
      }
      if (ended) break
      // The log is complete once the job has ended, so it is read once more after that was seen.
      if (given === before) ended = hasEnded(await followed.job())
      failures = 0
    } catch (error) {
      signal?.throwIfAborted()
      if (!isPassing(error)) throw error
      failures += 1
    }
    quiet = given === before ? quiet + 1 : 0
    if (failures > 0) await clock.sleep(backOff(failures, { maxWaitMs: 10_000, random }), signal)
    else if (!ended) await clock.sleep(Math.min(PAUSE_MS * 2 ** Math.min(quiet, 10), MAX_PAUSE_MS), signal)
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** A job that is `incomplete` will be run again. */
function hasEnded({ State }: Job): boolean {
  return State === 'finished' || State === 'failed'
}

/** The bytes of a log from a place on, whether the server gives parts of it or only all. */
async function* bytesFrom(followed: FollowedLog, from: number): AsyncGenerator<Uint8Array, void, undefined> {
  const answer = await followed.open(from)
  if (answer === 'nothing more') return
  let skip = from - startOf(answer)
  try {
    for await (const chunk of answer.body) {
      const bytes = Buffer.from(chunk)
      const rest = bytes.subarray(Math.min(skip, bytes.length))
      skip -= bytes.length - rest.length
      if (rest.length > 0) yield rest
    }
  } catch (error) {
    throw connectionFailure(error, answer.call)
  }
}

/** At which byte of the log an answer begins. */
function startOf({ status, headers }: Answer<Readable>): number {
  const [, start] = /^bytes (\d{1,15})-/.exec(headers.get('content-range') ?? '') ?? []
  return status === 206 && start !== undefined ? Number(start) : 0
}
