import { catalogue, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { visibleKeys } from '../auth/tenancy.ts'
import type { ListVersions } from '../events/list-versions.ts'
import { parseQuery, type Query } from '../objects/lists/filter.ts'
import { indexNamed } from '../objects/lists/filter-order.ts'
import { list } from '../objects/lists/lists.ts'
import type { Objects } from '../objects/objects.ts'
import type { Listed, Session } from '../objects/session.ts'
import { ParamView } from './param-view.ts'
import type { Access, Answer, Call } from './route.ts'

/** Objects sent as one text: small enough that the texts are garbage of the cheap kind. */
const TEXTS = 48

/** Access to a list. */
export function listAccess(prefix: Prefix): Access {
  return { scope: prefix, action: 'list', refusal: 'empty-list' }
}

/** The list of one kind of object that a call asks for, or 304 when the caller has it as it is. @throws Problem */
export async function listed(
  objects: Objects,
  versions: ListVersions,
  prefix: Prefix,
  call: Call,
): Promise<Answer> {
  const query = parseQuery(call.query, prefix)
  const visible = visibleKeys(call.principal.tenancy, prefix)
  const session = objects.session()
  const view = ParamView.wanted(objects, prefix, call)
  // What a tenant sees, and what a view shows, hangs on more than the lists that are looked at here.
  const tagged = visible === undefined && view === undefined
  const seen = call.headers['if-none-match']
  const tag = tagged ? storedTag(versions, session, prefix, query) : undefined
  if (tag !== undefined && tag === seen) return { status: 304, headers: { ETag: tag } }
  const { total, matched, count, pieces: stored } = await list(session, prefix, query, visible)
  const pieces = view === undefined ? stored : view.objects(stored)
  const whole = query.slim.size === 0 && query.params === undefined
  const text = (one: Listed) => (whole ? one.text : JSON.stringify(shape(prefix, one.body, query)))
  const body = arrayText(pieces, text)
  const counts = {
    'X-DRP-LIST-TOTAL-COUNT': String(total),
    ...(matched === undefined ? {} : { 'X-DRP-LIST-FILTER-COUNT': String(matched) }),
    'X-DRP-LIST-COUNT': String(count),
  }
  if (tagged && tag === undefined) {
    const all = await joined(body)
    const headers = { ...counts, ETag: versions.ofText(all) }
    return headers.ETag === seen ? { status: 304, headers } : { status: 200, text: all, headers }
  }
  return {
    status: 200,
    // A view may end in a refusal, which must come before the first piece is sent.
    text: count > TEXTS && view === undefined ? body : await joined(body),
    headers: { ...counts, ...(tag === undefined ? {} : { ETag: tag }) },
  }
}

/** Tag of a list that the store decides; undefined where content packs have a part in it, which only its text tells. */
function storedTag(
  versions: ListVersions,
  session: Session,
  prefix: Prefix,
  { filters }: Query,
): string | undefined {
  if (session.layers.list(prefix).size > 0) return undefined
  const own = (name: string) => indexNamed(prefix, name) !== undefined || name.startsWith('Meta.')
  return [...filters.keys()].every(own) ? versions.ofStored(prefix) : versions.ofAll(session.layers)
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** The JSON text of an array, piece by piece. */
async function* arrayText(
  pieces: AsyncIterable<readonly Listed[]>,
  text: (one: Listed) => string,
): AsyncIterable<string> {
  let before = '['
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += TEXTS) {
      yield before +
        piece
          .slice(at, at + TEXTS)
          .map(text)
          .join(',')
      before = ','
    }
  }
  yield before === '[' ? '[]' : ']'
}

/** An object without what a query leaves out. */
export function shape(prefix: Prefix, body: JsonObject, query: Query): JsonObject {
  if (query.slim.size === 0 && query.params === undefined) return body
  const shaped = { ...body }
  if (query.slim.has('Meta')) shaped['Meta'] = {}
  if (query.slim.has('Params') && catalogue[prefix].params) shaped['Params'] = {}
  const { params } = query
  const values = shaped['Params']
  if (params !== undefined && values !== null && typeof values === 'object' && !Array.isArray(values)) {
    shaped['Params'] = Object.fromEntries(Object.entries(values).filter(([name]) => params.includes(name)))
    shaped['Partial'] = true
  }
  return shaped
}
