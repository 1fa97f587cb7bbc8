import type { Readable } from 'node:stream'
import { type Job, JobAction, Job as JobModel } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { JobLogs } from '../objects/machines/job-logs.ts'
import { createJob } from '../objects/machines/jobs.ts'
import type { Runs } from '../objects/machines/runs.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import type { Edit } from '../objects/session.ts'
import type { TaskActions } from '../plugins/task-actions.ts'
import type { JobActions } from './job-actions.ts'
import { needBody, objectAccess } from './objects.ts'
import { read } from './read.ts'
import type { Answer, Call, Route } from './route.ts'

/** Header with the bytes a log has. */
const LOG_SIZE = 'X-Log-Size'
/** Largest piece of a log that one call may append, bytes. */
const MAX_LOG_CHUNK = 8 * 1024 * 1024

/** What a machine's agent does with jobs: ask for one, fetch its scripts, append to its log. */
export function jobRoutes(
  objects: Objects,
  logs: JobLogs,
  actions: JobActions,
  taskActions: TaskActions,
  runs: Pick<Runs, 'mark'>,
): Route[] {
  const key = (call: Call) => call.path['key'] ?? ''
  return [
    {
      method: 'POST',
      path: '/jobs',
      access: {
        scope: 'jobs',
        action: 'create',
        specific: (call) => [`machine:${requested(call).Machine}`],
      },
      description: {
        summary: 'Ask for the next job of a machine',
        query: { context: 'Where the agent works when that is not the machine; or Context in the body' },
        body: JobModel,
        answer: JobModel,
        status: 201,
      },
      handle: async (call) => {
        const asked = requested(call)
        const request = { ...asked, Context: call.query.get('context') ?? asked.Context }
        const work = (edit: Edit) => createJob(edit, objects, request)
        const answer = await objects.edit(call.principal.name, work, `machines/${request.Machine}`)
        if (answer.kind === 'in line') {
          const detail = { workflow: answer.workflow, place: String(answer.place) }
          await runs.mark({ machine: request.Machine }, 'in-line', detail)
          return { status: 204 }
        }
        if (answer.kind === 'nothing') {
          if (answer.log !== undefined) await logs.append(answer.log.job, Buffer.from(answer.log.text))
          return { status: 204 }
        }
        const { name } = call.principal
        if (answer.kind === 'created' && (await taskActions.run(answer.job, name))) return { status: 204 }
        return { status: answer.kind === 'created' ? 201 : 202, body: answer.job }
      },
    },
    {
      method: 'GET',
      path: '/jobs/:key/actions',
      access: objectAccess(objects, 'jobs', 'actions'),
      description: {
        summary: 'Rendered scripts and files of a job',
        answer: z.array(JobAction),
        query: { os: 'Operating system of the agent; linux when absent' },
      },
      handle: async (call) => {
        const job = await existing(objects, key(call))
        const os = call.query.get('os') ?? 'linux'
        return { status: 200, body: await actions.render(job, os, call) }
      },
    },
    {
      method: 'GET',
      path: '/jobs/:key/log',
      access: objectAccess(objects, 'jobs', 'log'),
      description: { summary: 'Log of a job; Range: bytes=N- gives what came behind N bytes' },
      handle: async (call) => {
        const job = await existing(objects, key(call))
        return logAnswer(logs, job.Uuid, call.headers['range'])
      },
    },
    {
      method: 'PUT',
      path: '/jobs/:key/log',
      access: objectAccess(objects, 'jobs', 'log'),
      takesStream: true,
      description: {
        summary:
          'Append to the log of a job. X-Log-Offset says at which byte, so that a piece can be sent again; the answer has X-Log-Size',
        status: 204,
      },
      handle: async (call) => {
        const type = call.headers['content-type']
        if (type !== 'application/octet-stream') {
          throw new Problem(415, [`Want content-type application/octet-stream, not ${type ?? 'none'}`], {
            type: 'API ERROR',
          })
        }
        const job = await existing(objects, key(call))
        const at = logOffset(call.headers['x-log-offset'])
        const size = await logs.append(job.Uuid, await collected(call.stream), at)
        if (at === undefined || size >= at) return { status: 204, headers: { [LOG_SIZE]: String(size) } }
        return {
          status: 409,
          headers: { [LOG_SIZE]: String(size) },
          body: {
            Model: 'jobs',
            Key: job.Uuid,
            Type: 'Conflict',
            Messages: [`The log has ${size} bytes; what comes before byte ${at} is missing`],
            Code: 409,
          },
        }
      },
    },
  ]
}

/** The log, or with `Range: bytes=N-` what came behind its first N bytes. */
async function logAnswer(logs: JobLogs, job: string, range: string | undefined): Promise<Answer> {
  const start = /^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1]
  const from = Number(start ?? 0)
  const { size, bytes } = await logs.read(job, from)
  if (start === undefined || (from === 0 && size === 0)) {
    return { status: 200, stream: bytes, headers: { 'Content-Length': String(size) } }
  }
  if (from >= size) return { status: 416, headers: { 'Content-Range': `bytes */${size}` } }
  const headers = {
    'Content-Length': String(size - from),
    'Content-Range': `bytes ${from}-${size - 1}/${size}`,
  }
  return { status: 206, stream: bytes, headers }
}

function requested(call: Call): Job {
  return read(JobModel, needBody(call), 'jobs')
}

async function existing(objects: Objects, segment: string): Promise<Job> {
  const session = objects.session()
  const job = await session.get('jobs', await session.resolve('jobs', segment))
  if (job !== undefined) return job
  throw new Problem(404, [`Job ${segment} does not exist`], {
    model: 'jobs',
    key: segment,
    type: 'ValidationError',
  })
}

/** @throws Problem 400 for an offset that is no whole number */
function logOffset(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Problem(400, [`X-Log-Offset is the number of a byte, not ${text}`], { type: 'API ERROR' })
}

async function collected(stream: Readable | undefined): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_LOG_CHUNK)
      throw new Problem(413, [`A piece of a log may have ${MAX_LOG_CHUNK} bytes at most`])
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
