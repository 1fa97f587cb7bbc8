import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexAddress } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { journaledSnapshot } from '../../../src/objects/machines/journaled-snapshot.ts'
import { LeaseJournal } from '../../../src/objects/machines/lease-journal.ts'
import { Stored } from '../../../src/store/port.ts'
import type { Snapshot } from '../../../src/store/snapshot.ts'
import { lease } from '../../dhcp/strategy/bench-of-leases.ts'

/** A snapshot of leases and one machine, in small pieces. */
function snapshotOf(leases: ReadonlyMap<string, string>): Snapshot {
  const rows = [...leases].map(([address, State]) => {
    const key = hexAddress(address)
    return new Stored(key, 1, JSON.stringify({ Addr: address, State }))
  })
  rows.sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    revision: 7,
    counts: async () =>
      new Map([...(rows.length > 0 ? [['leases', rows.length] as const] : []), ['machines', 1] as const]),
    piece: async (prefix, after) =>
      prefix === 'leases'
        ? rows.filter(({ key }) => key > after).slice(0, 3)
        : [new Stored('m', 1, '{}')].filter(({ key }) => key > after),
    close: async () => {},
  }
}

async function all(snapshot: Snapshot, prefix: string): Promise<Stored[]> {
  const found: Stored[] = []
  for (;;) {
    const piece = await snapshot.piece(prefix, found.at(-1)?.key ?? '')
    if (piece.length === 0) return found
    found.push(...piece)
  }
}

describe('a snapshot with the lease journal on top', () => {
  let folder: string
  let file: string
  let journal: LeaseJournal
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-journaled-'))
    file = join(folder, 'leases.journal')
    journal = await LeaseJournal.open(file)
  })
  afterEach(async () => {
    await journal.close()
    await rm(folder, { recursive: true })
  })
  const entry = (address: string, State?: string) => ({
    address,
    lease: State === undefined ? undefined : lease({ Addr: address, State }),
  })

  it('has the newest of each lease, in order, and counts what it has', async () => {
    const address = fc.nat(40).map((n) => `10.0.0.${n}`)
    const stored = fc.dictionary(address, fc.constantFrom('ACK', 'Offer'), {
      maxKeys: 20,
      noNullPrototype: true,
    })
    const entries = fc.array(fc.tuple(address, fc.constantFrom('ACK', 'NEW', undefined)), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(stored, entries, async (before, changes) => {
        await journal.clear()
        await journal.append(changes.map(([one, state]) => entry(one, state)))
        const wanted = new Map<string, string>(Object.entries(before))
        for (const [one, state] of changes) {
          if (state === undefined) wanted.delete(one)
          else wanted.set(one, state)
        }
        const open = async () => snapshotOf(new Map(Object.entries(before)))
        const snapshot = await journaledSnapshot(open, file)
        const found = await all(snapshot, 'leases')
        expect(found.map(({ key }) => key)).toEqual([...wanted.keys()].map(hexAddress).sort())
        expect(new Map(found.map(({ body }) => [body['Addr'], body['State']]))).toEqual(wanted)
        expect((await snapshot.counts()).get('leases') ?? 0).toBe(wanted.size)
        expect(await all(snapshot, 'machines')).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  it('is taken anew when the journal was emptied into the store meanwhile', async () => {
    await journal.append([entry('10.0.0.1', 'ACK')])
    let opened = 0
    const open = async () => {
      opened += 1
      // Emptied after the first look: what it had may have come into the store after this snapshot.
      if (opened === 1) await journal.clear()
      return snapshotOf(opened === 1 ? new Map() : new Map([['10.0.0.1', 'ACK']]))
    }
    expect(await all(await journaledSnapshot(open, file), 'leases')).toHaveLength(1)
    expect(opened).toBe(2)
  })

  it('is the snapshot alone where there is no journal', async () => {
    const snapshot = await journaledSnapshot(
      async () => snapshotOf(new Map([['10.0.0.1', 'ACK']])),
      join(folder, 'none'),
    )
    expect(await all(snapshot, 'leases')).toHaveLength(1)
    expect([...(await snapshot.counts())]).toEqual([
      ['leases', 1],
      ['machines', 1],
    ])
  })
})
