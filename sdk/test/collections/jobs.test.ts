import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { ConflictError, NotFoundError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'
import { type Call, failure, type Reply } from '../fake/fake-server.ts'

const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const LOG = `GET /jobs/${UUID}/log`

let drp: FakeDrp311
let client: Client
let clock: FakeClock
/** The log as far as it is written. */
let log: Buffer

beforeEach(async () => {
  drp = await FakeDrp311.start()
  clock = new FakeClock()
  client = new Client({ endpoint: drp.server.url, token: 'token' }, { clock, random: () => 0.5 })
  log = Buffer.alloc(0)
  setState('running')
})

afterEach(async () => {
  await client.close()
  await drp.server.close()
})

function setState(State: string): void {
  drp.put('jobs', { Uuid: UUID, State, ExitState: '', Task: 'write' })
}

/** Answers part of the log, as Go's file server does. */
function part(call: Call): Reply {
  const from = Number(/^bytes=(\d+)-$/.exec(call.headers.range ?? '')?.[1])
  if (from >= log.length) return { status: 416, headers: { 'content-range': `bytes */${log.length}` } }
  const range = `bytes ${from}-${log.length - 1}/${log.length}`
  return { status: 206, text: log.subarray(from), headers: { 'content-range': range } }
}

/** Answers all of the log, as servers without ranges do. */
function whole(): Reply {
  return { text: log }
}

/** Answers all of the log, but cuts the connection after so many bytes. */
function broken(bytes: number): Reply {
  return {
    takeOver: (response, socket) => {
      response.writeHead(200, { 'content-length': String(log.length) })
      response.write(log.subarray(0, bytes), () => setTimeout(() => socket.destroy(), 5))
    },
  }
}

async function followed(): Promise<string[]> {
  const pieces: string[] = []
  for await (const text of client.jobs.followLog(UUID)) pieces.push(text)
  return pieces
}

describe('the log of a job', () => {
  it.each<[string, (call: Call) => Reply]>([
    ['gives parts of it', part],
    ['gives only all of it', whole],
  ])('is followed until the job has ended, with a server that %s', async (_name, answer) => {
    drp.server.on(LOG, answer)
    const lines = ['one\n', 'two ', 'still two\n', '', 'thr€€\n', 'last']
    clock.onSleep = () => {
      log = Buffer.concat([log, Buffer.from(lines.shift() ?? '')])
      if (lines.length === 0) setState('finished')
    }
    expect((await followed()).join('|')).toBe('one\n|two |still two\n|thr€€\n|last')
  })

  it('is complete although the last of it is written just before the job ends', async () => {
    drp.server.on(LOG, part)
    drp.server.on(`GET /jobs/${UUID}`, () => {
      log = Buffer.from('written while the state was asked for')
      return { json: { Uuid: UUID, State: 'failed' } }
    })
    expect(await followed()).toEqual(['written while the state was asked for'])
  })

  it('is given once and whole, whatever breaks on the way', async () => {
    const chance = fc.record({
      grow: fc.uint8Array({ maxLength: 200 }),
      fault: fc.constantFrom('none', 'part', 'cut', 'broken', 'busy'),
      at: fc.nat(400),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(chance, { maxLength: 15 }), async (chances) => {
        log = Buffer.alloc(0)
        setState('running')
        const pending = [...chances]
        drp.server.on(LOG, (call) => {
          const { grow = new Uint8Array(), fault = 'none', at = 0 } = pending.shift() ?? {}
          // ASCII, so that text and bytes are the same and can be compared.
          log = Buffer.concat([log, grow.map((byte) => 32 + (byte % 90))])
          if (pending.length === 0) setState('finished')
          if (fault === 'cut') return 'cut'
          if (fault === 'busy') return failure(503, 'busy')
          if (fault === 'broken' && at < log.length) return broken(at)
          return fault === 'part' ? part(call) : whole()
        })
        expect(digest((await followed()).join(''))).toBe(digest(log.toString()))
      }),
      { numRuns: 30 },
    )
  })

  it('does not tear characters apart', async () => {
    const text = 'grüße €€€ 😀'.repeat(50)
    let size = 0
    drp.server.on(LOG, (call) => {
      size += 7
      log = Buffer.from(text).subarray(0, size)
      if (size > text.length * 4) setState('finished')
      return part(call)
    })
    expect((await followed()).join('')).toBe(text)
  })

  it('goes on after an incomplete job that is run again', async () => {
    drp.server.on(LOG, part)
    log = Buffer.from('first')
    setState('incomplete')
    clock.onSleep = () => {
      if (clock.sleeps.length === 3) log = Buffer.from('first, again')
      if (clock.sleeps.length === 6) setState('finished')
    }
    expect(await followed()).toEqual(['first', ', again'])
  })

  it('pauses longer while nothing is written', async () => {
    drp.server.on(LOG, part)
    clock.onSleep = () => (clock.sleeps.length === 10 ? setState('finished') : undefined)
    await followed()
    expect(clock.sleeps.slice(0, 5)).toEqual([500, 1000, 2000, 2000, 2000])
  })

  it('is refused for a job that is not there, and is ended by its signal', async () => {
    const drp404 = failure(404, 'Job x does not exist', { Type: 'ValidationError' })
    drp.server.on('GET /jobs/x/log', () => drp404)
    await expect(client.jobs.followLog('x').next()).rejects.toThrow(NotFoundError)
    drp.server.on(LOG, part)
    const controller = new AbortController()
    clock.onSleep = () => controller.abort(new Error('enough'))
    const reading = client.jobs.followLog(UUID, { signal: controller.signal }).next()
    await expect(reading).rejects.toThrow('enough')
  })
})

describe('the state of a job', () => {
  it('is moved on from the one it is in', async () => {
    await client.jobs.setState(UUID, 'finished', { from: 'running', exitState: 'reboot' })
    expect(drp.objects.get('jobs')?.get(UUID)).toMatchObject({ State: 'finished', ExitState: 'reboot' })
    expect(drp.server.calls).toHaveLength(1)
    expect(drp.server.calls[0]?.json()).toEqual([
      { op: 'test', path: '/State', value: 'running' },
      { op: 'replace', path: '/State', value: 'finished' },
      { op: 'replace', path: '/ExitState', value: 'reboot' },
    ])
    await client.jobs.setState(UUID, 'incomplete')
    expect(drp.objects.get('jobs')?.get(UUID)).toMatchObject({ State: 'incomplete' })
  })

  it('is not moved on when somebody else was faster', async () => {
    setState('failed')
    const moving = client.jobs.setState(UUID, 'finished', { from: 'running' })
    await expect(moving).rejects.toThrow(ConflictError)
    expect(drp.objects.get('jobs')?.get(UUID)).toMatchObject({ State: 'failed' })
  })
})

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
