import { isPrefix, type Prefix } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { ListVersions } from '../events/list-versions.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import { authorise } from './authorise.ts'
import { listAccess, listed } from './object-list.ts'
import type { Answer, Call, Route } from './route.ts'

/** Most lists of one call. */
const MOST = 16

/**
 * `GET /lists?list=machines?Pool=web&list=profiles`, each list percent-encoded: several lists in one answer, as an
 * object by their prefixes, for programs that need them all, such as inventories. One tag stands for all of them. What
 * the caller may not see is empty, as in the lists themselves.
 */
export function severalListsRoute(objects: Objects, versions: ListVersions): Route {
  return {
    method: 'GET',
    path: '/lists',
    // Each list is authorised on its own.
    access: 'any',
    description: {
      summary: 'Several lists in one answer',
      answer: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
      query: { list: 'a prefix, with a query of its own behind `?`; once for each list' },
    },
    handle: (call) => severalLists(objects, versions, call),
  }
}

async function severalLists(objects: Objects, versions: ListVersions, call: Call): Promise<Answer> {
  const wanted = listsOf(call)
  const one = async (prefix: Prefix, query: URLSearchParams, seen: string | undefined) => {
    const part: Call = { ...call, query, headers: { ...call.headers, 'if-none-match': seen } }
    return (await authorise(listAccess(prefix), part)) ?? (await listed(objects, versions, prefix, part))
  }
  const seen = call.headers['if-none-match']?.slice(1, -1).split(' ') ?? []
  const answers = new Map<Prefix, Answer>()
  let same = seen.length === wanted.size
  for (const [index, [prefix, query]] of [...wanted].entries()) {
    const tag = same ? `"${seen[index]}"` : undefined
    const answer = await one(prefix, query, tag)
    same &&= answer.status === 304
    answers.set(prefix, answer)
  }
  // One list has changed: those before it, which were not read, are needed, too.
  if (!same) {
    for (const [prefix, { status }] of answers) {
      if (status === 304) answers.set(prefix, await one(prefix, wanted.get(prefix) ?? call.query, undefined))
    }
  }
  const tags = [...answers.values()].map(({ headers }) => headers?.['ETag']?.slice(1, -1))
  const headers: Record<string, string> = tags.includes(undefined) ? {} : { ETag: `"${tags.join(' ')}"` }
  return same ? { status: 304, headers } : { status: 200, text: objectText(answers), headers }
}

/** @throws Problem 400 for no list, too many, the same kind twice, and what is no kind of object */
function listsOf({ query }: Call): Map<Prefix, URLSearchParams> {
  const lists = new Map<Prefix, URLSearchParams>()
  for (const text of query.getAll('list')) {
    const [prefix = '', ...rest] = text.split('?')
    if (!isPrefix(prefix)) throw new Problem(400, [`list=${text}: there is no kind of object ${prefix}`])
    if (lists.has(prefix)) throw new Problem(400, [`list=${text}: ${prefix} is asked for twice`])
    lists.set(prefix, new URLSearchParams(rest.join('?')))
  }
  if (lists.size === 0) throw new Problem(400, ['Name the lists: list=machines&list=profiles'])
  if (lists.size > MOST) throw new Problem(400, [`At most ${MOST} lists in one call, not ${lists.size}`])
  return lists
}

async function* objectText(answers: ReadonlyMap<Prefix, Answer>): AsyncIterable<string> {
  let before = '{'
  for (const [prefix, { text = '[]' }] of answers) {
    yield `${before}${JSON.stringify(prefix)}:`
    if (typeof text === 'string') yield text
    else yield* text
    before = ','
  }
  yield '}'
}
