import { parseArgs } from 'node:util'
import { decode, Job, Machine } from '@metalwright/sdk/models'
import { indexValues, STORED_INDEXES } from '../../server-mock/src/objects/index-values.ts'
import { openStore, storePlace } from '../../server-mock/src/store/open.ts'

/** Objects written by one commit. */
const BATCH = 2000
const DAY = 24 * 60 * 60 * 1000

/** How much is put into a store. */
export interface Filling {
  /** Base root of a server that does not run. */
  readonly baseRoot: string
  /** URL of a PostgreSQL database, for a server that keeps its objects there. */
  readonly database?: string
  /** Machines `node0.example.com` and so on, with ten params each. */
  readonly machines: number
  /** Finished jobs, spread over the machines. */
  readonly jobs: number
}

/** Fills the store of a server with a fleet that has worked for a while, through the store's own commits. */
export async function fillStore({ baseRoot, database = '', machines, jobs }: Filling): Promise<void> {
  const place = storePlace(baseRoot, database)
  const store = await openStore(place, { indexer: indexValues, indexes: STORED_INDEXES, now: Date.now })
  const put = (prefix: string, count: number, make: (number: number) => { Uuid: string }) =>
    inBatches(count, (from, to) =>
      store.transact('system', async (transaction) => {
        for (let number = from; number < to; number++) {
          const object = make(number)
          transaction.put(prefix, object.Uuid, { ...object }, 'create')
        }
      }),
    )
  try {
    await put('machines', machines, (number) => machine(number, machines, jobs))
    await put('jobs', jobs, (number) => job(number, machines, jobs))
  } finally {
    await store.close()
  }
}

async function inBatches(count: number, write: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += BATCH) await write(from, Math.min(count, from + BATCH))
}

function machine(number: number, machines: number, jobs: number): Machine {
  const rounds = number < jobs ? Math.floor((jobs - 1 - number) / machines) : -1
  return decode(Machine, {
    Name: `node${number}.example.com`,
    Uuid: uuid('a', number),
    CurrentJob: rounds < 0 ? '' : uuid('b', number + rounds * machines),
    Address: [10, 64 + (number >> 16), (number >> 8) & 255, number & 255].join('.'),
    HardwareAddrs: [`52:54:00:${hex(number, 6).replace(/(..)(..)(..)/, '$1:$2:$3')}`],
    Stage: 'none',
    BootEnv: 'local',
    Secret: `secret${number}`,
    Meta: { 'feature-flags': 'change-stage-v2' },
    Params: Object.fromEntries(
      Array.from({ length: 10 }, (_, slot) => [`rack/slot-${slot}`, `value ${number}`]),
    ),
    Validated: true,
    Available: true,
  })
}

/** Jobs go round: every machine has its first before any has its second. */
function job(number: number, machines: number, jobs: number): Job {
  const before = number - machines
  const start = 1_700_000_000_000 + Math.floor(number / machines) * DAY
  return decode(Job, {
    Uuid: uuid('b', number),
    ...(before < 0 ? {} : { Previous: uuid('b', before) }),
    Machine: uuid('a', number % machines),
    Task: `task-${Math.floor(number / machines) % 20}`,
    Stage: 'none',
    BootEnv: 'local',
    State: 'finished',
    ExitState: 'complete',
    StartTime: new Date(start).toISOString(),
    EndTime: new Date(start + 60_000).toISOString(),
    Archived: true,
    Current: number + machines >= jobs,
    Validated: true,
    Available: true,
  })
}

function uuid(kind: string, number: number): string {
  return `${kind.repeat(8)}-0000-4000-8000-${hex(number, 12)}`
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

// node test/load/fill-store.ts --base-root FOLDER [--database URL] [--machines 30000] [--jobs 1000000]
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      'base-root': { type: 'string' },
      database: { type: 'string', default: '' },
      machines: { type: 'string', default: '30000' },
      jobs: { type: 'string', default: '1000000' },
    },
  })
  const { 'base-root': baseRoot = '', database } = values
  await fillStore({ baseRoot, database, machines: Number(values.machines), jobs: Number(values.jobs) })
}
