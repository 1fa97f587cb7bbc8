import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeaseRecord } from '../../../src/dhcp/records.ts'
import { LeaseJournal } from '../../../src/objects/machines/lease-journal.ts'
import { type LeaseWrite, LeaseWriter } from '../../../src/objects/machines/lease-writer.ts'
import { lease } from '../../dhcp/strategy/bench-of-leases.ts'

const write = (n: number, State = 'ACK', before?: LeaseRecord): LeaseWrite => {
  const address = `10.0.${n >> 8}.${n & 255}`
  return { address, lease: lease({ Addr: address, State }), before }
}

describe('lease writer', () => {
  const batches: (readonly LeaseWrite[])[] = []
  let overtaken: ReadonlySet<string> = new Set()
  let fault: Error | undefined
  let gate: Promise<void> | undefined
  const store = async (batch: readonly LeaseWrite[]) => {
    if (fault !== undefined) throw fault
    await gate
    batches.push(batch)
    return overtaken
  }
  beforeEach(() => {
    batches.splice(0)
    overtaken = new Set()
    fault = undefined
    gate = undefined
  })

  it('writes what comes together as one, the newest of each address, from what was there first', async () => {
    const writer = new LeaseWriter(store, { offersAtOnce: true })
    const old = lease({ Addr: '10.0.0.1', State: 'EXPIRED' })
    const writes = [write(1, 'Offer', old), write(2), write(1, 'ACK', lease({ State: 'Offer' }))]
    expect(await Promise.all(writes.map((one) => writer.write(one)))).toEqual([true, true, true])
    expect(batches).toEqual([[{ ...write(1), before: old }, write(2)]])
    expect(writer.isWaiting('10.0.0.1')).toBe(false)
  })

  it('holds offers back, and writes only those that nobody takes', async () => {
    const writer = new LeaseWriter(store, { offersAtOnce: false, hold: 30 })
    await Promise.all([1, 2, 3].map((n) => writer.write(write(n, 'Offer'))))
    expect([batches.length, writer.isWaiting('10.0.0.1')]).toEqual([0, true])
    await writer.write(write(1))
    expect(batches).toEqual([[write(1)]])
    await sleep(60)
    expect(batches.slice(1)).toEqual([[write(2, 'Offer'), write(3, 'Offer')]])
    await writer.write(write(4, 'PROBE'))
    await writer.close()
    expect(batches.at(-1)).toEqual([write(4, 'PROBE')])
  })

  it('tells who was overtaken by another server', async () => {
    const writer = new LeaseWriter(store, { offersAtOnce: true })
    overtaken = new Set(['10.0.0.2'])
    expect(await Promise.all([writer.write(write(1)), writer.write(write(2))])).toEqual([true, false])
  })

  it('rejects what the store cannot write, and goes on', async () => {
    const writer = new LeaseWriter(store, { offersAtOnce: true })
    fault = new Error('disk full')
    await expect(writer.write(write(1))).rejects.toThrow('disk full')
    fault = undefined
    expect(await writer.write(write(1))).toBe(true)
  })

  describe('with a journal', () => {
    let folder: string
    let journal: LeaseJournal
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'metalwright-writer-'))
      journal = await LeaseJournal.open(join(folder, 'leases.journal'))
    })
    afterEach(async () => {
      await journal.close()
      await rm(folder, { recursive: true })
    })
    const many = Array.from({ length: 300 }, (_, n) => write(n))

    it('acknowledges a big batch from the journal; the store follows, and the journal ends empty', async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      const writer = new LeaseWriter(store, { offersAtOnce: false, journal })
      const done = Promise.all(many.map((one) => writer.write(one)))
      expect(new Set(await done)).toEqual(new Set([true]))
      expect((await journal.read()).map(({ address }) => address)).toEqual(many.map(({ address }) => address))
      expect(writer.isWaiting('10.0.1.43')).toBe(true)
      resolve()
      await writer.close()
      expect(batches.flat()).toEqual(many)
      expect([await journal.read(), writer.isWaiting('10.0.1.43')]).toEqual([[], false])
    })

    it('keeps in the journal what the store has not taken when the server ends', async () => {
      const writer = new LeaseWriter(store, { offersAtOnce: false, journal })
      fault = new Error('disk full')
      await Promise.all(many.map((one) => writer.write(one)))
      await writer.close()
      expect(await journal.read()).toHaveLength(300)
    })

    it('has the store catch up for whoever waits for it, though packets keep coming', async () => {
      const writer = new LeaseWriter(store, { offersAtOnce: false, journal })
      await Promise.all(many.map((one) => writer.write(one)))
      let over = false
      const load = (async () => {
        for (let n = 1000; !over; n++) await Promise.all([n, n + 5000].map((one) => writer.write(write(one))))
      })()
      await writer.settled('10.0.1.43')
      expect(writer.isWaiting('10.0.1.43')).toBe(false)
      await writer.settled()
      const stored = new Set(batches.flat().map(({ address }) => address))
      expect(many.filter(({ address }) => !stored.has(address))).toEqual([])
      over = true
      await load
      await writer.close()
      await writer.settled()
    })

    it('says so to whoever waits when the store cannot write', async () => {
      const writer = new LeaseWriter(store, { offersAtOnce: false, journal })
      fault = new Error('disk full')
      await Promise.all(many.map((one) => writer.write(one)))
      await expect(writer.settled()).rejects.toThrow('disk full')
      await writer.close()
    })

    it('leaves small batches to the store, where they are seen at once', async () => {
      const writer = new LeaseWriter(store, { offersAtOnce: false, journal })
      await writer.write(write(1))
      expect([batches.length, journal.size]).toEqual([1, 0])
    })
  })
})
