import type { JsonObject } from '@metalwright/sdk/models'
import { POOL_STATE, poolState } from '../index-values.ts'
import type { Query } from '../lists/filter.ts'
import { matches } from '../lists/lists.ts'
import type { Session } from '../session.ts'

/** Machines that are read at a time. */
const PAGE = 32

/**
 * UUIDs of the free machines of a pool that pass the filters, in the order of their keys from `start` on and round.
 * They are read page by page while they are taken, so that it costs no more than the machines that are looked at.
 *
 * @param start any text; a random UUID spreads callers over the pool
 */
export async function* freeMachines(
  session: Session,
  pool: string,
  query: Query,
  start: string,
): AsyncGenerator<string, undefined> {
  const free = poolState(pool, 'Free')
  for await (const page of session.indexed('machines', POOL_STATE, free, PAGE, start)) {
    yield* passing(
      session,
      query,
      page.map(({ body }) => body),
    )
  }
  for await (const page of session.indexed('machines', POOL_STATE, free, PAGE)) {
    const part = page.filter(({ key }) => key <= start)
    yield* passing(
      session,
      query,
      part.map(({ body }) => body),
    )
    if (part.length < page.length) return
  }
}

/** UUIDs of those of the listed machines that are free in the pool and pass the filters, in the order of the list. */
export async function* listedMachines(
  session: Session,
  pool: string,
  query: Query,
  segments: readonly string[],
): AsyncGenerator<string, undefined> {
  const keys = await Promise.all(segments.map((segment) => session.resolve('machines', segment)))
  for (const key of new Set(keys)) {
    const body = await session.body('machines', key)
    if (body?.['Pool'] === pool && body['PoolStatus'] === 'Free') yield* passing(session, query, [body])
  }
}

async function* passing(
  session: Session,
  query: Query,
  bodies: readonly JsonObject[],
): AsyncGenerator<string, undefined> {
  for (const body of await matches(session, 'machines', query, bodies)) yield String(body['Uuid'])
}
