import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogTail } from '../../ui/src/machine/log-tail.ts'
import { readTail, type Tail } from '../../ui/src/machine/read-tail.ts'
import { ManualClock, settled } from './manual-clock.ts'

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

describe('readTail', () => {
  it('keeps the last bytes of any stream', async () => {
    const chunk = fc.uint8Array({ min: 32, max: 126, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (chunks, most) => {
          const whole = Buffer.concat(chunks)
          const skipped = Math.max(0, whole.length - most)
          expect(await readTail(streamOf(chunks), most)).toEqual({
            text: whole.subarray(skipped).toString('latin1'),
            skipped,
          })
        },
      ),
    )
  })

  it('joins characters that were split, and survives broken ones', async () => {
    const bytes = Buffer.from('aä€')
    const split = [...bytes].map((byte) => Uint8Array.of(byte))
    expect((await readTail(streamOf(split), 100)).text).toBe('aä€')
    expect((await readTail(streamOf([Uint8Array.of(0xff, 0x41)]), 100)).text).toBe('\ufffdA')
    expect(await readTail(null, 100)).toEqual({ text: '', skipped: 0 })
  })
})

function makeLog() {
  const clock = new ManualClock()
  const reads: { job: string; signal: AbortSignal; answer: (tail: Tail) => void; fail: () => void }[] = []
  const page = { isSeen: true }
  const log = new LogTail({
    clock,
    isSeen: () => page.isSeen,
    read: (job, signal) =>
      new Promise((resolve, reject) => {
        const fail = () => {
          reject(new Error('away'))
        }
        reads.push({ job, signal, answer: resolve, fail })
      }),
  })
  const answer = async (text: string) => {
    reads.at(-1)?.answer({ text, skipped: 0 })
    await settled()
  }
  return { clock, reads, page, log, answer }
}

describe('LogTail', () => {
  it('reads again while the job runs and the page is seen', async () => {
    const { clock, reads, page, log, answer } = makeLog()
    log.follow('j1', true)
    await answer('one\r\n')
    expect(log.tail.value?.text).toBe('one\n')
    await clock.move(3000)
    expect(reads).toHaveLength(2)
    await answer('one\ntwo\n')
    page.isSeen = false
    await clock.move(30_000)
    expect(reads).toHaveLength(2)
    page.isSeen = true
    await clock.move(3000)
    expect(reads).toHaveLength(3)
    log.follow('j1', false)
    await answer('x')
    await answer('the end')
    await clock.move(60_000)
    expect(reads).toHaveLength(4)
    expect(log.tail.value?.text).toBe('the end')
  })

  it('never reads twice at a time, and reads once more when it was asked to meanwhile', async () => {
    const { reads, log, answer } = makeLog()
    log.follow('j1', false)
    log.refresh()
    log.refresh()
    expect(reads).toHaveLength(1)
    await answer('a')
    expect(reads).toHaveLength(2)
    await answer('b')
    expect(reads).toHaveLength(2)
  })

  it('drops what comes late for another job, and stops', async () => {
    const { clock, reads, log, answer } = makeLog()
    log.follow('j1', true)
    log.follow('j2', true)
    expect(reads[0]?.signal.aborted).toBe(true)
    reads[0]?.answer({ text: 'of j1', skipped: 0 })
    await settled()
    expect(log.tail.value).toBeUndefined()
    await answer('of j2')
    expect(log.tail.value?.text).toBe('of j2')
    log.stop()
    await clock.move(60_000)
    expect(reads).toHaveLength(2)
  })

  it('tries again after a reading that failed', async () => {
    const { clock, reads, log } = makeLog()
    log.follow('j1', true)
    reads[0]?.fail()
    await settled()
    await clock.move(3000)
    expect(reads).toHaveLength(2)
  })
})
