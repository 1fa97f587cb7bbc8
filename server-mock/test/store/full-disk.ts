// Writes to a store until the system gives no more space (`ulimit -f`), and prints what is left of it as JSON.
import { StorageError } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const store = openSqlite({ file: process.argv[2] ?? '', indexer: () => [], now: Date.now })
const put = (number: number, size: number) =>
  store.transact('writer', async (transaction) =>
    transaction.put('things', String(number).padStart(6, '0'), { number, text: 'x'.repeat(size) }, 'create'),
  )
let written = 0
let refusal: unknown
try {
  for (; written < 100_000; written++) await put(written, 10_000)
} catch (error) {
  refusal = error
}
const again = await put(written, 10_000).catch((error: unknown) => error)
const kept = await store.list('things')
const report = {
  written,
  isStorageError: refusal instanceof StorageError && again instanceof StorageError,
  message: refusal instanceof Error ? refusal.message : '',
  kept: kept.length,
  last: kept.at(-1)?.body['number'],
  revision: store.revision(),
}
process.stdout.write(`${JSON.stringify(report)}\n`)
