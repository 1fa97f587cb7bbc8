import { catalogue, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'
import { isStoredIndex } from '../index-values.ts'
import { EffectiveParams } from '../params/effective-params.ts'
import { type Listed, PIECE, type Session } from '../session.ts'
import { type Query, refused, type Test } from './filter.ts'
import { indexNamed, sorted } from './filter-order.ts'
import { indexPredicate, paramPredicate, textPredicate } from './filter-predicate.ts'
import { partName, partOf } from './part-of-value.ts'

/** Objects of a list. */
export interface Listing {
  /** How many there are before filters. */
  readonly total: number
  /** How many pass the filters, where that is known: a list with a limit stops looking once it is full. */
  readonly matched?: number
  /** How many the list has. */
  readonly count: number
  /** The objects in order, in pieces, read while they are taken. */
  readonly pieces: AsyncIterable<readonly Listed[]>
}

/** Whether an object passes. */
type Passes = (body: JsonObject) => boolean | Promise<boolean>

/**
 * Objects that pass the filters, in the order and the part that the query asks for. A list of everything is
 * streamed from the store; of a filtered one only the texts of what passed are held.
 *
 * @param visible keys that the caller may see; all when absent
 * @throws Problem 406 for a filter or an order that does not exist
 */
export async function list(
  session: Session,
  prefix: Prefix,
  query: Query,
  visible?: ReadonlySet<string>,
): Promise<Listing> {
  const { offset, limit, reverse, filters } = query
  const end = limit === undefined ? Number.POSITIVE_INFINITY : offset + limit
  const ordered = reverse || query.sort.some((name) => !isKeyOrder(prefix, name))
  if (filters.size === 0 && !ordered && visible === undefined) {
    const total = await session.count(prefix)
    const count = Math.max(0, Math.min(total, end) - offset)
    return { total, matched: total, count, pieces: cut(session.pieces(prefix), offset, end) }
  }
  const { pieces, left } = candidates(session, prefix, query, visible, ordered ? PIECE : end)
  const passes = await filter(session, prefix, left)
  const found: Listed[] = []
  for await (const piece of pieces) {
    for (const one of piece) {
      const verdict = left.size === 0 || passes(one.body)
      if (verdict === true || (verdict !== false && (await verdict))) found.push(ordered ? one : textOf(one))
    }
    if (!ordered && found.length >= end) break
  }
  // Fewer than would have made it stop: it saw them all.
  const all = ordered || found.length < end ? { matched: found.length } : {}
  const part = (ordered ? inOrder(found, prefix, query) : found).slice(offset, end)
  const total = visible === undefined ? await session.count(prefix) : await present(session, prefix, visible)
  return { total, ...all, count: part.length, pieces: once(part) }
}

/** JSON of the objects that pass the filters, in key order. */
export async function matches(
  session: Session,
  prefix: Prefix,
  query: Query,
  bodies: readonly JsonObject[],
): Promise<JsonObject[]> {
  const passes = await filter(session, prefix, query.filters)
  const verdicts = await Promise.all(bodies.map(passes))
  return bodies.filter((_, at) => verdicts[at])
}

/** Whether an index orders objects as the store does: by UUIDs, which are the keys. */
function isKeyOrder(prefix: Prefix, name: string): boolean {
  return catalogue[prefix].key === 'Uuid' && (name === 'Uuid' || name === 'Key')
}

/** An object without what was parsed of it, so that a long list holds texts only. */
function textOf({ key, text }: Listed): Listed {
  return {
    key,
    text,
    get body() {
      return JSON.parse(text)
    },
  }
}

/** Key behind which all lies that passes the filters, where they say so: the next page of who goes by keys. */
function startOf(prefix: Prefix, filters: Query['filters']): string {
  for (const [name, tests] of filters) {
    const [test] = tests
    if (!isKeyOrder(prefix, name) || test === undefined || tests.length > 1) continue
    if (test.operator === 'Gt') return (test.operands[0] ?? '').toLowerCase()
  }
  return ''
}

/** What may pass, and the filters that it has still to pass. */
interface Candidates {
  readonly pieces: AsyncIterable<readonly Listed[]>
  readonly left: Query['filters']
}

/** What the caller may see, what a stored index leads to, or everything. */
function candidates(
  session: Session,
  prefix: Prefix,
  { filters }: Query,
  visible: ReadonlySet<string> | undefined,
  wanted: number,
): Candidates {
  if (visible !== undefined) return { pieces: session.keyed(prefix, [...visible].sort()), left: filters }
  for (const [name, tests] of filters) {
    // Content packs are not indexed, so only kinds that they cannot bring are looked up.
    if (catalogue[prefix].content || !isStoredIndex(prefix, name)) continue
    if (!tests.every(({ operator }) => operator === 'Eq')) continue
    const index = indexNamed(prefix, name)
    const kind = index?.kind ?? ''
    // A value that the index cannot have is refused, not looked up.
    if (index !== undefined) indexPredicate(name, index, tests, prefix)
    // The rows of these kinds are what the filter compares; of others they are only texts of it.
    const exact = ['string', 'uuid', 'list'].includes(kind)
    const left = exact ? new Map([...filters].filter(([other]) => other !== name)) : filters
    const size = left.size === 0 ? Math.min(PIECE, Math.max(1, wanted)) : PIECE
    return { pieces: indexed(session, prefix, name, tests, size), left }
  }
  return { pieces: session.pieces(prefix, startOf(prefix, filters)), left: filters }
}

/** Objects that one of the values leads to, in key order. */
async function* indexed(
  session: Session,
  prefix: Prefix,
  name: string,
  tests: readonly Test[],
  size: number,
): AsyncIterable<readonly Listed[]> {
  const isUuid = indexNamed(prefix, name)?.kind === 'uuid'
  const values = tests.map(({ operands: [value = ''] }) => (isUuid ? value.toLowerCase() : value))
  const [only = ''] = values
  if (values.length === 1) {
    yield* session.indexed(prefix, name, only, size)
    return
  }
  const found = await Promise.all(values.map((value) => session.find(prefix, name, value)))
  yield* session.keyed(prefix, [...new Set(found.flat())].sort())
}

async function filter(session: Session, prefix: Prefix, filters: Query['filters']): Promise<Passes> {
  const tests: Passes[] = []
  for (const [name, values] of filters) tests.push(await filterNamed(session, prefix, name, values))
  return (body) => {
    const pending: Promise<boolean>[] = []
    for (const test of tests) {
      const verdict = test(body)
      if (verdict === false) return false
      if (verdict !== true) pending.push(verdict)
    }
    return pending.length === 0 || Promise.all(pending).then((verdicts) => verdicts.every(Boolean))
  }
}

/**
 * What a name in a query tests: an index, `Meta.<key>`, `Params.<name>`, or a defined param by its name alone; behind
 * the name of a param `#` and a pointer go into its value.
 */
async function filterNamed(
  session: Session,
  prefix: Prefix,
  name: string,
  tests: readonly Test[],
): Promise<Passes> {
  const index = indexNamed(prefix, name)
  if (index !== undefined) return indexPredicate(name, index, tests, prefix)
  if (name.startsWith('Meta.') && 'Meta' in catalogue[prefix].schema.shape) {
    const passes = textPredicate(tests, prefix)
    const key = name.slice('Meta.'.length)
    return (body) => passes(member(body['Meta'], key))
  }
  const named = name.startsWith('Params.')
  const { name: param, steps } = partName(named ? name.slice('Params.'.length) : name)
  const definition = catalogue[prefix].params ? await session.body('params', param) : undefined
  if (!catalogue[prefix].params || (definition === undefined && !named)) {
    throw refused(prefix, `Filter not found: ${name}`)
  }
  const passes = paramPredicate(member(definition?.['Schema'], 'type') === 'string', tests, prefix)
  return async (body) => {
    const value = await EffectiveParams.of(session, prefix, body).get(param)
    return passes(value === undefined || steps === undefined ? value : partOf(value, steps))
  }
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function inOrder(found: readonly Listed[], prefix: Prefix, query: Query): readonly Listed[] {
  const byBody = new Map(found.map((one) => [one.body, one]))
  const bodies = sorted([...byBody.keys()], prefix, query)
  return bodies.flatMap((body) => byBody.get(body) ?? [])
}

async function present(session: Session, prefix: Prefix, keys: ReadonlySet<string>): Promise<number> {
  let count = 0
  for await (const piece of session.keyed(prefix, [...keys])) count += piece.length
  return count
}

async function* once(part: readonly Listed[]): AsyncIterable<readonly Listed[]> {
  for (let at = 0; at < part.length; at += PIECE) yield part.slice(at, at + PIECE)
}

/** The objects from `offset` up to `end`, counted over all pieces. */
async function* cut(
  pieces: AsyncIterable<readonly Listed[]>,
  offset: number,
  end: number,
): AsyncIterable<readonly Listed[]> {
  let at = 0
  if (end <= offset) return
  for await (const piece of pieces) {
    const part = piece.slice(Math.max(0, offset - at), end - at)
    at += piece.length
    if (part.length > 0) yield part
    if (at >= end) return
  }
}
