import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobLogFiles } from '../../src/boot/job-log-files.ts'
import type { JobLogs } from '../../src/objects/machines/job-logs.ts'

describe('files of job logs', () => {
  let folder: string
  let logs: JobLogs
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-logs-'))
    logs = await jobLogFiles(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const textOf = async (job: string) => {
    const { bytes } = await logs.read(job, 0)
    return (Buffer.isBuffer(bytes) ? bytes : await buffer(bytes)).toString()
  }

  it('hold every byte once, whatever pieces are sent again, late or at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }),
        fc.infiniteStream(fc.nat(7)),
        async (text, steps) => {
          const job = randomUUID()
          const bytes = Buffer.from(text)
          let confirmed = 0
          while (confirmed < bytes.length) {
            const length = 1 + (steps.next().value ?? 0)
            const back = Math.min(confirmed, steps.next().value ?? 0)
            const piece = bytes.subarray(confirmed - back, confirmed + length)
            const sizes = await Promise.all([
              logs.append(job, piece, confirmed - back),
              logs.append(job, piece, confirmed - back),
            ])
            confirmed = Math.max(...sizes)
          }
          expect(await textOf(job)).toBe(text)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('take nothing that leaves a gap', async () => {
    const job = randomUUID()
    expect(await logs.append(job, Buffer.from('abc'))).toBe(3)
    expect(await logs.append(job, Buffer.from('z'), 4)).toBe(3)
    expect(await logs.append(job, Buffer.from('cd'), 2)).toBe(4)
    expect(await textOf(job)).toBe('abcd')
  })
})
