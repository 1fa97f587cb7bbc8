// Writes objects 1, 2, 3 … for ever, each confirmed on standard output once the store has resolved it.
import { writeSync } from 'node:fs'
import { openSqlite } from '../../src/store/sqlite.ts'

const store = openSqlite({ file: process.argv[2] ?? '', indexer: () => [], now: Date.now })
for (let next = 1; ; next++) {
  await store.transact('writer', async (transaction) =>
    transaction.put('things', String(next), { next }, 'create'),
  )
  writeSync(1, `${next}\n`)
}
