import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Change, ConflictError, StorageError, type Store } from '../../src/store/port.ts'
import { engines, type Place } from './engines.ts'

/** Keys and values that break stores that take texts for something else. */
const STRANGE = [
  'a\u0000b',
  'a\u0001b',
  'a\u0001\u0002',
  'line\nbreak',
  "it's",
  '%_\\',
  '😀',
  '\uffee',
  'Ä',
  ' ',
]

const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe.each(engines())('the store ($name)', (engine) => {
  describe.skipIf(engine.isAbsent)('as everybody sees it', () => {
    let place: Place
    let store: Store
    beforeAll(() => engine.start(), 60_000)
    afterAll(() => engine.stop())
    beforeEach(async () => {
      place = await engine.place()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    const put = (key: string, body: { [key: string]: string | number }, prefix = 'things') =>
      store.transact('user:me', async (transaction) => transaction.put(prefix, key, body, 'create'))
    const fill = (count: number, prefix = 'things') =>
      store.transact('user:me', async (transaction) => {
        for (let number = 0; number < count; number++) {
          transaction.put(prefix, String(number).padStart(6, '0'), { number }, 'create')
        }
      })
    const keys = async (prefix = 'things') => {
      const found: string[] = []
      for await (const piece of store.scan(prefix)) found.push(...piece.map(({ key }) => key))
      return found
    }

    it('keeps what a resolved transaction wrote', async () => {
      await put('a', { size: 1 })
      expect((await store.get('things', 'a'))?.body).toEqual({ size: 1 })
      expect((await store.get('things', 'a'))?.revision).toBe(1)
      expect((await store.list('things')).map(({ key }) => key)).toEqual(['a'])
      expect(await store.get('others', 'a')).toBeUndefined()
    })

    it('changes and removes objects', async () => {
      await put('a', { size: 1 })
      await store.transact('user:me', async (transaction) =>
        transaction.put('things', 'a', { size: 2 }, 'update'),
      )
      expect((await store.get('things', 'a'))?.text).toBe('{"size":2}')
      await store.transact('user:me', async (transaction) => {
        transaction.remove('things', 'a')
        transaction.remove('things', 'never')
      })
      expect(await store.get('things', 'a')).toBeUndefined()
      expect(store.revision()).toBe(3)
    })

    it('keeps the bytes of an object as they were written', async () => {
      const body = { z: 1, a: [1.5e300, 0.1, 'é\u0000\u2028\ud800'], 10: 'x', 9: null }
      await store.transact('user:me', async (transaction) => transaction.put('things', 'a', body, 'create'))
      expect((await store.get('things', 'a'))?.text).toBe(JSON.stringify(body))
    })

    it('numbers writes densely in commit order and tells listeners before the caller', async () => {
      const seen: Change[] = []
      store.subscribe((changes) => seen.push(...changes))
      await Promise.all(
        ['a', 'b', 'c'].map(async (key) => {
          await put(key, { size: 1 })
          expect(seen.map((change) => change.key)).toContain(key)
        }),
      )
      expect(seen.map(({ revision }) => revision)).toEqual([1, 2, 3])
      expect(seen.map(({ principal }) => principal)).toEqual(['user:me', 'user:me', 'user:me'])
      expect(store.revision()).toBe(3)
    })

    it('shows whoever hears of a change the state after it', async () => {
      const seen: Promise<[unknown, unknown]>[] = []
      store.subscribe((changes) => {
        for (const { key, object } of changes) {
          seen.push(store.get('things', key).then((stored) => [stored?.body['size'], object['size']]))
        }
      })
      for (let size = 1; size <= 20; size++) await put('a', { size })
      for (const [read, told] of await Promise.all(seen)) expect(read).toBeGreaterThanOrEqual(Number(told))
      expect(seen).toHaveLength(20)
    })

    it('tells what an object was before, and of a removal what is gone', async () => {
      const seen: Change[] = []
      store.subscribe((changes) => seen.push(...changes))
      await put('a', { size: 1 })
      await put('a', { size: 2 })
      await store.transact('user:me', async (transaction) => transaction.remove('things', 'a'))
      expect(seen.map(({ action, object, original }) => [action, object, original])).toEqual([
        ['create', { size: 1 }, undefined],
        ['create', { size: 2 }, { size: 1 }],
        ['delete', { size: 2 }, { size: 2 }],
      ])
    })

    it('stops telling a listener that has left', async () => {
      let told = 0
      const leave = store.subscribe(() => told++)
      await put('a', { size: 1 })
      leave()
      await put('b', { size: 1 })
      expect(told).toBe(1)
    })

    it('runs a transaction again when somebody changed what it read', async () => {
      await put('counter', { value: 0 })
      let runs = 0
      const add = () =>
        store.transact('user:me', async (transaction) => {
          runs += 1
          const counter = await transaction.get('things', 'counter')
          transaction.put('things', 'counter', { value: Number(counter?.body['value']) + 1 }, 'update')
        })
      await Promise.all(Array.from({ length: 6 }, add))
      expect((await store.get('things', 'counter'))?.body).toEqual({ value: 6 })
      expect(runs).toBeGreaterThan(6)
    })

    it('gives up a transaction that is overtaken again and again, and writes nothing of it', async () => {
      const work = store.transact('user:me', async (transaction) => {
        await transaction.get('things', 'hot')
        await put('hot', { size: store.revision() })
        transaction.put('things', 'result', {}, 'create')
      })
      await expect(work).rejects.toBeInstanceOf(ConflictError)
      expect(await store.get('things', 'result')).toBeUndefined()
    })

    it('writes nothing of a transaction that throws', async () => {
      const work = store.transact('user:me', async (transaction) => {
        transaction.put('things', 'a', {}, 'create')
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      expect(await store.get('things', 'a')).toBeUndefined()
      expect(store.revision()).toBe(0)
    })

    it('is not changed by a reader who changes what he was given', async () => {
      await put('a', { colour: 'red' })
      const seen: Change[] = []
      store.subscribe((changes) => seen.push(...changes))
      const failing = store.transact('user:me', async (transaction) => {
        const body = (await transaction.get('things', 'a'))?.body ?? {}
        body['colour'] = 'black'
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect((await store.get('things', 'a'))?.body).toEqual({ colour: 'red' })
      await store.transact('user:me', async (transaction) => {
        const body = (await transaction.get('things', 'a'))?.body ?? {}
        body['colour'] = 'blue'
        transaction.put('things', 'a', body, 'update')
      })
      expect(seen.map(({ original }) => original)).toEqual([{ colour: 'red' }])
      expect(await store.find('things', 'colour', 'red')).toEqual([])
      expect(await store.find('things', 'colour', 'blue')).toEqual(['a'])
    })

    it('gives a transaction the same answer twice', async () => {
      await put('a', { size: 1 })
      const sizes: unknown[][] = []
      await store.transact('user:me', async (transaction) => {
        const first = (await transaction.get('things', 'a'))?.body['size']
        if (sizes.length === 0) await put('a', { size: 2 })
        sizes.push([first, (await transaction.get('things', 'a'))?.body['size']])
        transaction.put('things', 'b', {}, 'create')
      })
      expect(sizes).toEqual([
        [1, 1],
        [2, 2],
      ])
    })

    it.each(['returns', 'throws'])(
      'trusts what a transaction %s only if its reads belong together',
      async (way) => {
        // One of the two is 1 and the other 0, always; they swap while the first run is between them.
        await put('left', { value: 1 })
        await put('right', { value: 0 })
        let runs = 0
        const sum = store.transact('user:me', async (transaction) => {
          runs += 1
          const left = Number((await transaction.get('things', 'left'))?.body['value'])
          if (runs === 1) {
            await store.transact('user:you', async (other) => {
              other.put('things', 'left', { value: 0 }, 'update')
              other.put('things', 'right', { value: 1 }, 'update')
            })
          }
          const right = Number((await transaction.get('things', 'right'))?.body['value'])
          if (way === 'throws') throw new Error(`the sum is ${left + right}`)
          return left + right
        })
        if (way === 'throws') await expect(sum).rejects.toThrow('the sum is 1')
        else expect(await sum).toBe(1)
        expect(runs).toBe(2)
      },
    )

    it('sees phantom rows: a look-up that would give other keys now is a conflict', async () => {
      let runs = 0
      await store.transact('user:me', async (transaction) => {
        runs += 1
        const red = await transaction.find('things', 'colour', 'red')
        if (runs === 1) await put('other', { colour: 'red' })
        transaction.put('things', 'count', { red: red.length }, 'create')
      })
      expect(runs).toBe(2)
      expect((await store.get('things', 'count'))?.body).toEqual({ red: 1 })
    })

    it.each([['first', async (reader: Store['first']) => (await reader('things', 'colour', 'd'))?.key]])(
      'sees that the %s of an index has become another',
      async (_, first) => {
        await put('late', { colour: 'm' })
        const found: unknown[] = []
        await store.transact('user:me', async (transaction) => {
          found.push(await first((...place_) => transaction.first(...place_)))
          if (found.length === 1) await put('early', { colour: 'e' })
          transaction.put('things', 'result', {}, 'create')
        })
        expect(found).toEqual(['late', 'early'])
      },
    )

    it.each([
      ['list', async (reader: Pick<Store, 'list'>) => (await reader.list('things')).length],
      ['count', async (reader: Pick<Store, 'count'>) => reader.count('things')],
      [
        'scan',
        async (reader: Pick<Store, 'scan'>) => {
          let found = 0
          for await (const piece of reader.scan('things')) found += piece.length
          return found
        },
      ],
    ])('sees that a %s has grown', async (_, size) => {
      await put('a', { size: 1 })
      const sizes: number[] = []
      await store.transact('user:me', async (transaction) => {
        sizes.push(await size(transaction))
        if (sizes.length === 1) await put('b', { size: 1 })
        transaction.put('results', 'size', { size: sizes.at(-1) ?? 0 }, 'create')
      })
      expect(sizes).toEqual([1, 2])
    })

    it('lets look-ups of one batch see what the commits before them wrote', async () => {
      // All read that nothing is red, and make something red: exactly one may.
      const claim = (key: string) =>
        store.transact('user:me', async (transaction) => {
          if ((await transaction.find('things', 'colour', 'red')).length > 0) return false
          transaction.put('things', key, { colour: 'red' }, 'create')
          return true
        })
      const won = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(claim))
      expect(won.filter((one) => one)).toHaveLength(1)
      expect(await store.find('things', 'colour', 'red')).toHaveLength(1)
    })

    it('shows a transaction its own writes', async () => {
      await put('a', { colour: 'red' })
      await put('c', { colour: 'red' })
      await store.transact('user:me', async (transaction) => {
        transaction.put('things', 'b', { colour: 'red' }, 'create')
        transaction.put('things', 'd', { colour: 'blue' }, 'create')
        transaction.remove('things', 'a')
        expect(await transaction.find('things', 'colour', 'red')).toEqual(['b', 'c'])
        expect((await transaction.list('things')).map(({ key }) => key)).toEqual(['b', 'c', 'd'])
        const scanned: string[] = []
        for await (const piece of transaction.scan('things')) scanned.push(...piece.map(({ key }) => key))
        expect(scanned).toEqual(['b', 'c', 'd'])
        expect(await transaction.count('things')).toBe(3)
        expect((await transaction.get('things', 'b'))?.body).toEqual({ colour: 'red' })
        expect(await transaction.get('things', 'a')).toBeUndefined()
      })
    })

    it('finds objects by an index, and no longer when they have changed or gone', async () => {
      await put('a', { colour: 'red' })
      await put('b', { colour: 'red' })
      await put('c', { colour: 'redder' })
      expect(await store.find('things', 'colour', 'red')).toEqual(['a', 'b'])
      await put('a', { colour: 'blue' })
      await store.transact('user:me', async (transaction) => transaction.remove('things', 'b'))
      expect(await store.find('things', 'colour', 'red')).toEqual([])
      expect(await store.find('things', 'colour', 'blue')).toEqual(['a'])
      expect(await store.find('others', 'colour', 'blue')).toEqual([])
    })

    it('finds the first object at or behind a value of an index', async () => {
      await put('late', { colour: 'm' })
      await put('early', { colour: 'c' })
      expect((await store.first('things', 'colour', 'd'))?.key).toBe('late')
      expect((await store.first('things', 'colour', 'a'))?.key).toBe('early')
      expect((await store.first('things', 'colour', 'm'))?.key).toBe('late')
      expect(await store.first('things', 'colour', 'z')).toBeUndefined()
    })

    it('takes any text as a key and as a value of an index, in the order of their bytes', async () => {
      const long = 'x'.repeat(5000)
      for (const key of STRANGE) await put(key, { colour: key })
      await put('long', { colour: long })
      const ordered = [...STRANGE, 'long'].sort(bytewise)
      expect((await store.list('things')).map(({ key }) => key)).toEqual(ordered)
      expect(await keys()).toEqual(ordered)
      for (const key of STRANGE) {
        expect((await store.get('things', key))?.body).toEqual({ colour: key })
        expect(await store.find('things', 'colour', key)).toEqual([key])
        expect((await store.first('things', 'colour', key))?.key).toBe(key)
      }
      expect(await store.find('things', 'colour', long)).toEqual(['long'])
      await store.transact('user:me', async (transaction) => {
        transaction.put('things', 'a\u0000b', { colour: 'none' }, 'update')
        expect((await transaction.list('things')).map(({ key }) => key)).toEqual(ordered)
      })
      const told = await store.changesSince(0, 100)
      expect(told?.slice(0, STRANGE.length).map(({ key }) => key)).toEqual(STRANGE)
    })

    it('counts without reading', async () => {
      expect(await store.count('things')).toBe(0)
      await fill(30)
      await put('other', {}, 'others')
      await store.transact('user:me', async (transaction) => {
        transaction.remove('things', '000001')
        transaction.put('things', '000002', {}, 'update')
        transaction.put('things', 'new', {}, 'create')
        transaction.put('things', 'brief', {}, 'create')
        transaction.remove('things', 'brief')
      })
      expect(await store.count('things')).toBe(30)
      expect(await store.count('others')).toBe(1)
      expect(await store.list('things')).toHaveLength(30)
    })

    it('scans a prefix in key order, in pieces, and lets others have their turn between them', async () => {
      await fill(1000)
      await put('zzz', {}, 'other things')
      let turns = 0
      let stop = false
      const ticker = (async () => {
        for (; !stop; turns++) await new Promise(setImmediate)
      })()
      const pieces: number[] = []
      const found: string[] = []
      for await (const piece of store.scan('things')) {
        pieces.push(piece.length)
        found.push(...piece.map(({ key }) => key))
      }
      stop = true
      await ticker
      expect(found).toEqual((await store.list('things')).map(({ key }) => key))
      expect(found).toHaveLength(1000)
      expect(Math.max(...pieces)).toBeLessThanOrEqual(256)
      expect(turns).toBeGreaterThanOrEqual(pieces.length - 1)
    })

    it('scans the state after one commit, whatever is written meanwhile', async () => {
      await fill(600)
      const seen: unknown[] = []
      for await (const piece of store.scan('things')) {
        seen.push(...piece.map(({ body }) => body['number']))
        await store.transact('user:me', async (transaction) => {
          for (let number = 0; number < 600; number++) {
            const key = String(number).padStart(6, '0')
            if (number % 3 === 0) transaction.remove('things', key)
            else transaction.put('things', key, { number: -1 }, 'update')
          }
          transaction.put('things', '9', { number: 9 }, 'create')
        })
      }
      expect(seen).toEqual(Array.from({ length: 600 }, (_, number) => number))
    })

    it('makes small pieces of big objects', async () => {
      const big = 'x'.repeat(400_000)
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await put(key, { big })
      const pieces: string[] = []
      for await (const piece of store.scan('things')) pieces.push(piece.map(({ key }) => key).join(''))
      expect(pieces.join('')).toBe('abcdef')
      if (engine.name !== 'memory') expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(5)
    })

    it('ends scans that their readers leave, and many at a time', async () => {
      await fill(600)
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          for await (const piece of store.scan('things')) if (piece.length > 0) break
        }),
      )
      expect(await keys()).toHaveLength(600)
    })

    it('replays the changes a watcher has missed, or says that it cannot', async () => {
      await put('a', { size: 1 })
      await put('b', { size: 2 })
      const missed = await store.changesSince(1, 10)
      expect(missed?.map(({ key, action, object }) => [key, action, object])).toEqual([
        ['b', 'create', { size: 2 }],
      ])
      expect((await store.changesSince(0, 1))?.map(({ key }) => key)).toEqual(['a'])
      expect(await store.changesSince(2, 10)).toEqual([])
      expect(await store.changesSince(99, 10)).toBeUndefined()
    })

    it('loses no update of 50 writers who change the same objects under guard', async () => {
      const places = ['a', 'b', 'c']
      for (const key of places) await put(key, { value: 0 })
      const seen: Change[] = []
      store.subscribe((changes) => seen.push(...changes))
      let done = 0
      let given = 0
      const write = async (writer: number) => {
        for (let round = 0; round < 4; round++) {
          try {
            await store.transact(`user:${writer}`, async (transaction) => {
              for (const key of places) {
                const value = Number((await transaction.get('things', key))?.body['value'])
                transaction.put('things', key, { value: value + 1 }, 'update')
              }
            })
            done += 1
          } catch (error) {
            expect(error).toBeInstanceOf(ConflictError)
            given += 1
          }
        }
      }
      await Promise.all(Array.from({ length: 50 }, (_, writer) => write(writer)))
      expect(done + given).toBe(200)
      expect(done).toBeGreaterThan(50)
      for (const key of places) expect((await store.get('things', key))?.body).toEqual({ value: done })
      expect(seen.map(({ revision }) => revision)).toEqual(
        Array.from({ length: 3 * done }, (_, at) => 4 + at),
      )
    })

    it('refuses one bad commit of a batch, if it must, and takes the others', async () => {
      const key = 'k'.repeat(10_000)
      const results = await Promise.allSettled([put('a', {}), put(key, {}), put('b', {})])
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        engine.name === 'postgres' ? 'rejected' : 'fulfilled',
        'fulfilled',
      ])
      if (results[1].status === 'rejected') {
        expect(results[1].reason).toBeInstanceOf(StorageError)
        expect(results[1].reason.message).toMatch(/has more than 1800 bytes; choose a shorter one/)
      }
      expect(await store.count('things')).toBe(engine.name === 'postgres' ? 2 : 3)
    })

    it('finishes what is under way when it closes, and takes nothing after', async () => {
      const writes = Promise.all(['a', 'b', 'c'].map((key) => put(key, {})))
      await new Promise(setImmediate)
      await store.close()
      await writes
      await expect(put('d', {})).rejects.toThrow(/closed/)
      if (engine.name === 'memory') return
      store = await place.open()
      expect(await keys()).toEqual(['a', 'b', 'c'])
      expect(store.revision()).toBe(3)
    })

    it('makes index rows again when other indexes are wanted', async () => {
      if (engine.name === 'memory') return
      await store.close()
      store = await place.open({ indexer: () => [], indexes: {} })
      await fill(5)
      await put('a', { colour: 'red', shape: 'round' })
      await store.close()
      store = await place.open({ indexes: { things: ['colour'] } })
      expect(await store.find('things', 'colour', 'red')).toEqual(['a'])
      await store.close()
      const shapes = (_: string, body: { [key: string]: unknown }): [string, string][] =>
        typeof body['shape'] === 'string' ? [['shape', body['shape']]] : []
      store = await place.open({ indexer: shapes, indexes: { things: ['shape'] } })
      expect(await store.find('things', 'colour', 'red')).toEqual([])
      expect(await store.find('things', 'shape', 'round')).toEqual(['a'])
      expect(await store.count('things')).toBe(6)
    })

    it('holds a scan for a bounded time, and goes on from where it was', async () => {
      if (engine.name === 'memory') return
      await store.close()
      store = await place.open({ patience: 50 })
      await fill(600)
      const seen: string[] = []
      for await (const piece of store.scan('things')) {
        seen.push(...piece.map(({ key }) => key))
        await put('000000', { number: 7 })
        await put('zzzzzz', { number: 7 })
        await new Promise((resolve) => setTimeout(resolve, 120))
      }
      expect(seen).toHaveLength(601)
      expect(seen.at(-1)).toBe('zzzzzz')
      expect(new Set(seen).size).toBe(601)
    })

    it('holds for any interleaving of transfers: nothing is lost and nothing is made', async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 5 })), { maxLength: 20 }),
          async (transfers) => {
            round += 1
            const bank = `bank${round}`
            for (const key of ['0', '1', '2', '3']) await put(key, { value: 10 }, bank)
            const results = await Promise.allSettled(
              transfers.map(([from, to, amount]) =>
                store.transact('me', async (transaction) => {
                  const source = Number((await transaction.get(bank, String(from)))?.body['value'])
                  if (from === to || source < amount) return
                  const target = Number((await transaction.get(bank, String(to)))?.body['value'])
                  transaction.put(bank, String(from), { value: source - amount }, 'update')
                  transaction.put(bank, String(to), { value: target + amount }, 'update')
                }),
              ),
            )
            for (const result of results) {
              if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError)
            }
            const values = (await store.list(bank)).map(({ body }) => Number(body['value']))
            expect(values.reduce((sum, value) => sum + value, 0)).toBe(40)
            expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
          },
        ),
        { numRuns: 30 },
      )
    })
  })
})
