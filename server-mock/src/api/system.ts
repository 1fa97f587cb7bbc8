import {
  catalogue,
  type Event,
  Event as EventModel,
  Info,
  isPrefix,
  PREFIXES,
  Prefs,
} from '@metalwright/sdk/models'
import type { EventBus } from '../events/bus.ts'
import type { Contents } from '../objects/content/contents.ts'
import { isOrdered } from '../objects/lists/filter-order.ts'
import { takesPattern } from '../objects/lists/filter-predicate.ts'
import type { Objects } from '../objects/objects.ts'
import { preferences, setPreferences } from '../objects/preferences.ts'
import { notFound } from '../objects/problem.ts'
import type { InfoSource } from './info.ts'
import { needBody } from './objects.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

/** What the server is, its preferences, and its events. */
export function systemRoutes(objects: Objects, contents: Contents, bus: EventBus, info: InfoSource): Route[] {
  const key = (call: Call) => call.path['key'] ?? ''
  const specific = (call: Call) => [key(call)]
  return [
    {
      method: 'GET',
      path: '/info',
      access: { scope: 'info', action: 'get' },
      description: { summary: 'What the server is and can do', answer: Info },
      handle: async (call) => ({ status: 200, body: await info(call.serverAddress) }),
    },
    {
      method: 'GET',
      path: '/prefs',
      access: { scope: 'prefs', action: 'list' },
      description: { summary: 'Preferences', answer: Prefs },
      handle: async () => ({ status: 200, body: await preferences(objects.store) }),
    },
    {
      method: 'POST',
      path: '/prefs',
      access: { scope: 'prefs', action: 'post' },
      description: { summary: 'Change preferences, all or none', body: Prefs, answer: Prefs, status: 201 },
      handle: async (call) => {
        const changes = read(Prefs, needBody(call), 'prefs')
        await objects.store.transact(call.principal.name, (transaction) =>
          setPreferences(transaction, contents.layers(), changes),
        )
        return { status: 201, body: await preferences(objects.store) }
      },
    },
    {
      method: 'GET',
      path: '/indexes',
      access: { scope: 'indexes', action: 'list' },
      description: { summary: 'Indexes of all kinds of objects' },
      handle: async () => ({
        status: 200,
        body: Object.fromEntries(Object.keys(catalogue).map((prefix) => [prefix, indexesOf(prefix)])),
      }),
    },
    {
      method: 'GET',
      path: '/indexes/:key',
      access: { scope: 'indexes', action: 'get', specific },
      description: { summary: 'Indexes of one kind of object' },
      handle: async (call) => ({ status: 200, body: indexesOf(key(call)) }),
    },
    {
      method: 'GET',
      path: '/indexes/:key/*',
      access: { scope: 'indexes', action: 'get', specific },
      description: { summary: 'One index, or a param as an index' },
      handle: async (call) => ({
        status: 200,
        body: await indexOf(objects, key(call), call.path['*'] ?? ''),
      }),
    },
    {
      method: 'GET',
      path: '/objects',
      access: { scope: 'objects', action: 'list', refusal: 'empty-list' },
      description: { summary: 'Kinds of objects' },
      handle: async () => ({ status: 200, body: [...PREFIXES] }),
    },
    {
      method: 'POST',
      path: '/events',
      access: { scope: 'events', action: 'post' },
      description: { summary: 'Tell an event to whoever watches', body: EventModel, status: 204 },
      handle: async (call) => {
        const event: Event = read(EventModel, needBody(call), 'events')
        bus.post({ ...event, Principal: call.principal.name })
        return { status: 204 }
      },
    },
  ]
}

const TYPES = {
  string: 'string',
  boolean: 'boolean',
  uuid: 'UUID string',
  ip: 'IP Address',
  cidr: 'CIDR Address',
  network: 'IP Address',
  range: 'IP Address',
  time: 'dateTime',
  integer: 'integer',
  list: 'list',
} as const

/** How an index is told to clients. */
interface IndexDescription {
  readonly Type: string
  readonly Unique: boolean
  /** Whether it can only be asked for equality. */
  readonly Unordered: boolean
  /** Whether `Re(…)` may be asked of it. */
  readonly Regex: boolean
}

function indexesOf(prefix: string): Record<string, IndexDescription> {
  if (!isPrefix(prefix)) throw notFound('indexes', prefix)
  return Object.fromEntries(
    Object.entries(catalogue[prefix].indexes).map(([name, { kind, unique }]) => [
      name,
      { Type: TYPES[kind], Unique: unique, Unordered: !isOrdered(kind), Regex: takesPattern(kind) },
    ]),
  )
}

/** One index of a prefix; for objects with params also a param. */
async function indexOf(objects: Objects, prefix: string, name: string): Promise<IndexDescription> {
  const found = Object.entries(indexesOf(prefix)).find(([known]) => known === name)?.[1]
  if (found !== undefined) return found
  const hasParams = isPrefix(prefix) && catalogue[prefix].params
  if (!hasParams || (await objects.session().body('params', name)) === undefined)
    throw notFound('indexes', name)
  return { Type: 'parameter', Unique: false, Unordered: false, Regex: false }
}
