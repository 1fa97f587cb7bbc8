import { catalogue, type Event, Event as EventModel, isPrefix, Prefs } from '@metalwright/sdk/models'
import type { EventBus } from '../events/bus.ts'
import type { Contents } from '../objects/contents.ts'
import type { Objects } from '../objects/objects.ts'
import { preferences, setPreferences } from '../objects/preferences.ts'
import { Problem } from '../objects/problem.ts'
import type { InfoSource } from './info.ts'
import { needBody } from './objects.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

/** What the server is, its preferences, its content packs and its events. */
export function systemRoutes(objects: Objects, contents: Contents, bus: EventBus, info: InfoSource): Route[] {
  const key = (call: Call) => call.path['key'] ?? ''
  const specific = (call: Call) => [key(call)]
  return [
    {
      method: 'GET',
      path: '/info',
      access: { scope: 'info', action: 'get' },
      handle: async (call) => ({ status: 200, body: await info(call.serverAddress) }),
    },
    {
      method: 'GET',
      path: '/prefs',
      access: { scope: 'prefs', action: 'list' },
      handle: async () => ({ status: 200, body: await preferences(objects.store) }),
    },
    {
      method: 'POST',
      path: '/prefs',
      access: { scope: 'prefs', action: 'post' },
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
      handle: async () => ({
        status: 200,
        body: Object.fromEntries(Object.keys(catalogue).map((prefix) => [prefix, indexesOf(prefix)])),
      }),
    },
    {
      method: 'GET',
      path: '/indexes/:key',
      access: { scope: 'indexes', action: 'get', specific },
      handle: async (call) => ({ status: 200, body: indexesOf(key(call)) }),
    },
    {
      method: 'POST',
      path: '/events',
      access: { scope: 'events', action: 'post' },
      handle: async (call) => {
        const event: Event = read(EventModel, needBody(call), 'events')
        bus.post({ ...event, Principal: call.principal.name })
        return { status: 204 }
      },
    },
    {
      method: 'GET',
      path: '/contents',
      access: { scope: 'contents', action: 'list', refusal: 'empty-list' },
      handle: async () => ({ status: 200, body: await contents.list() }),
    },
    {
      method: 'GET',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'get', specific, refusal: 'not-found' },
      handle: async (call) => ({ status: 200, body: await contents.get(key(call)) }),
    },
    {
      method: 'POST',
      path: '/contents',
      access: { scope: 'contents', action: 'create' },
      handle: async (call) => ({
        status: 201,
        body: await contents.put(call.principal.name, needBody(call)),
      }),
    },
    {
      method: 'PUT',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'update', specific },
      handle: async (call) => ({
        status: 200,
        body: await contents.put(call.principal.name, needBody(call), key(call)),
      }),
    },
    {
      method: 'DELETE',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'delete', specific },
      handle: async (call) => {
        await contents.remove(call.principal.name, key(call))
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
  time: 'dateTime',
  integer: 'integer',
  list: 'list',
} as const

function indexesOf(prefix: string) {
  if (!isPrefix(prefix)) throw new Problem(404, ['Not Found'], { model: 'indexes', key: prefix })
  return Object.fromEntries(
    Object.entries(catalogue[prefix].indexes).map(([name, { kind, unique }]) => [
      name,
      { Type: TYPES[kind], Unique: unique },
    ]),
  )
}
