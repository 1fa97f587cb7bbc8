import { setImmediate as turn } from 'node:timers/promises'
import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadSource, SharedReads, type Wanted } from '../../src/sdk/shared-reads.ts'

const signal = new AbortController().signal

/** A server of objects with a version each; it answers a few turns after it has looked. */
class Server implements ReadSource {
  readonly objects = new Map<string, number>()
  readonly requests: string[] = []
  mayList = true
  fails = false
  #changes = 0
  #now = 0

  constructor(count: number) {
    for (let index = 0; index < count; index++) this.objects.set(`m${index}`, 0)
  }

  async one(key: string): Promise<JsonObject | null> {
    this.requests.push('one')
    if (this.fails) throw new Error('the server is away')
    const found = this.#look(key)
    await turn()
    return found
  }

  async some(keys: readonly string[]) {
    return this.#many('some', keys)
  }

  async likely(_wanted: Wanted) {
    return this.#many('likely', [...this.objects.keys()])
  }

  fits(): boolean {
    return true
  }

  changes(): number {
    return this.#changes
  }

  now(): number {
    return this.#now
  }

  wait(milliseconds: number): void {
    this.#now += milliseconds
  }

  /** Somebody else changes an object: we are not told. */
  bump(key: string): void {
    this.objects.set(key, (this.objects.get(key) ?? 0) + 1)
  }

  /** We change it. */
  async change(key: string): Promise<void> {
    this.#changes += 1
    await turn()
    this.bump(key)
    await turn()
    this.#changes += 1
  }

  async #many(kind: string, keys: readonly string[]) {
    this.requests.push(kind)
    if (this.fails) throw new Error('the server is away')
    if (!this.mayList) return undefined
    const found = keys.flatMap((key) => {
      const object = this.#look(key)
      return object ? [[key, object] as const] : []
    })
    await turn()
    await turn()
    return new Map(found)
  }

  #look(key: string): JsonObject | null {
    const version = this.objects.get(key)
    return version === undefined ? null : { key, version }
  }
}

/** Reads as Terraform does: so many at a time, each by itself. */
async function readAll(reads: SharedReads, keys: readonly string[], parallel = 10) {
  const rest = [...keys]
  const found: (JsonObject | null)[] = []
  const worker = async () => {
    for (let key = rest.shift(); key !== undefined; key = rest.shift()) {
      found.push(await reads.get(key, [], { signal }))
      await turn()
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return found
}

describe('shared reads', () => {
  it('read one object with one request', async () => {
    const server = new Server(3)
    const reads = new SharedReads(server)
    expect(await reads.get('m1', [], { signal })).toEqual({ key: 'm1', version: 0 })
    expect(await reads.get('gone', [], { signal })).toBeNull()
    expect(server.requests).toEqual(['one', 'one'])
  })

  it('read a thousand with a few', async () => {
    const server = new Server(1000)
    const keys = [...server.objects.keys()]
    const found = await readAll(new SharedReads(server), [...keys, 'gone'])
    expect(found).toHaveLength(1001)
    expect(new Set(found.map((object) => object?.['key']))).toEqual(new Set([...keys, undefined]))
    expect(server.requests.length).toBeLessThanOrEqual(7)
  })

  it('read one by one where lists are refused or hidden', async () => {
    const server = new Server(100)
    server.mayList = false
    const found = await readAll(new SharedReads(server), [...server.objects.keys()])
    expect(found).not.toContain(null)
    expect(server.requests.filter((kind) => kind !== 'one')).toHaveLength(1)
  })

  it('look again after ten seconds, and for params that the snapshot lacks', async () => {
    const server = new Server(50)
    const reads = new SharedReads(server)
    await readAll(reads, [...server.objects.keys()])
    server.bump('m7')
    expect(await reads.get('m7', [], { signal })).toMatchObject({ version: 0 })
    expect(await reads.get('m7', ['more'], { signal })).toMatchObject({ version: 1 })
    server.wait(10_001)
    expect(await reads.get('m7', [], { signal })).toMatchObject({ version: 1 })
  })

  it('fail as the server does, each by itself, and go on later', async () => {
    const server = new Server(30)
    server.fails = true
    const reads = new SharedReads(server)
    const keys = [...server.objects.keys()]
    const ended = await Promise.allSettled(keys.map((key) => reads.get(key, [], { signal })))
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true)
    server.fails = false
    expect(await readAll(reads, keys)).not.toContain(null)
  })

  it('end with their signal', async () => {
    const reads = new SharedReads(new Server(3))
    const stop = new AbortController()
    const first = reads.get('m0', [], { signal })
    const second = reads.get('m1', [], { signal: stop.signal })
    stop.abort(new Error('stopped'))
    await expect(second).rejects.toThrow('stopped')
    await expect(first).resolves.toMatchObject({ key: 'm0' })
    await expect(reads.get('m2', [], { signal: stop.signal })).rejects.toThrow('stopped')
  })

  it('never show less than what this process has changed, and never what was not', async () => {
    const step = fc.record({
      key: fc.integer({ min: 0, max: 40 }).map((index) => `m${index}`),
      act: fc.constantFrom('read', 'read', 'read', 'pause', 'pause', 'change', 'change and wait'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 200 }), async (steps) => {
        const server = new Server(40)
        const reads = new SharedReads(server)
        const done: Promise<void>[] = []
        for (const { key, act } of steps) {
          if (act === 'pause') await turn()
          else if (act === 'change and wait') await server.change(key)
          else if (act === 'change') done.push(server.change(key))
          else {
            const atLeast = server.objects.get(key) ?? null
            const read = reads.get(key, [], { signal }).then((object) => {
              const seen = object === null ? null : Number(object['version'])
              if (atLeast !== null) expect(seen).toBeGreaterThanOrEqual(atLeast)
              if (seen !== null) expect(seen).toBeLessThanOrEqual(server.objects.get(key) ?? -1)
            })
            done.push(read)
          }
        }
        await Promise.all(done)
      }),
      { numRuns: 300 },
    )
  })
})
