import type { Readable } from 'node:stream'
import { PluginUpload } from '@metalwright/sdk/models'
import { permits } from '../auth/rights.ts'
import type { Objects } from '../objects/objects.ts'
import { conflict, notFound, Problem } from '../objects/problem.ts'
import { PluginFailure } from '../plugins/plugin-failure.ts'
import { proxy } from '../plugins/plugin-proxy.ts'
import type { PluginRoom } from '../plugins/plugin-room.ts'
import type { Providers } from '../plugins/providers.ts'
import { filePart, isForm } from './multipart.ts'
import { queryFlag } from './query-flag.ts'
import type { Access, Answer, Call, Route } from './route.ts'

/** Programs of plugin providers, and the APIs that plugins have of their own. */
export function pluginRoutes(objects: Objects, room: PluginRoom): Route[] {
  const { providers } = room
  return [
    {
      method: 'POST',
      path: '/plugin_providers/:key',
      access: { scope: 'plugin_providers', action: uploadAction, word: 'create', specific: named },
      takesStream: true,
      description: {
        summary: 'Upload the program of a plugin provider',
        answer: PluginUpload,
        status: 201,
        query: {
          replaceWritable: '`true` removes writable objects that the content pack of the provider brings',
        },
      },
      handle: (call) => upload(providers, call),
    },
    {
      method: 'DELETE',
      path: '/plugin_providers/:key',
      access: { scope: 'plugin_providers', action: 'delete', specific: named },
      description: { summary: 'Delete a plugin provider', status: 204 },
      handle: async (call) => {
        await providers.remove(call.principal.name, keyOf(call))
        return { status: 204 }
      },
    },
    ...(['HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method) =>
      ['/plugin-apis/:key', '/plugin-apis/:key/*'].map((path) => proxyRoute(objects, room, method, path)),
    ),
  ]
}

function keyOf(call: Call): string {
  return call.path['key'] ?? ''
}

function named(call: Call): string[] {
  return [keyOf(call)]
}

/** DRP lists the right as `create` and checks `post`: either will do. */
function uploadAction(call: Call): string[] {
  const required = { scope: 'plugin_providers', action: 'post', specific: named(call) }
  return [permits(call.principal.claims, required) ? 'post' : 'create']
}

async function upload(providers: Providers, call: Call): Promise<Answer> {
  const name = keyOf(call)
  const type = call.headers['content-type'] ?? 'none'
  const isBytes = /^application\/octet-stream\s*(;|$)/i.test(type)
  const place = { model: 'plugin_providers', key: name }
  if (!isBytes && !isForm(type)) {
    throw new Problem(415, [`Want content-type application/octet-stream, not ${type}`], place)
  }
  const missing = new Problem(400, ['Missing upload body'], place)
  if (call.stream === undefined) throw missing
  const length = call.headers['content-length']
  const replaceWritable = queryFlag(call.query, 'replaceWritable')
  const install = (content: Readable, expected: number | undefined) =>
    providers.install(call.principal.name, { name, content, expected, replaceWritable })
  const size = isBytes
    ? await install(call.stream, length === undefined ? undefined : Number(length))
    : await filePart(call.stream, type, (part) => install(part, undefined))
  if (size === undefined) throw missing
  return { status: 201, body: { path: name, size } }
}

/** A plugin's own API needs one right, whatever is called: `plugins`, `action:plugin-apis`, the plugin. */
function proxyRoute(objects: Objects, room: PluginRoom, method: Route['method'], path: string): Route {
  const access: Access = { scope: 'plugins', action: 'action:plugin-apis', specific: named }
  return {
    method,
    path,
    access,
    takesStream: 'even-json',
    description: { summary: 'Call the API of a plugin' },
    handle: (call) => forward(objects, room, method, call),
  }
}

async function forward(objects: Objects, room: PluginRoom, method: string, call: Call): Promise<Answer> {
  const plugin = keyOf(call)
  const running = room.plugins.running().find(([name]) => name === plugin)?.[1]
  if (running === undefined) {
    const exists = (await objects.session().body('plugins', plugin)) !== undefined
    throw exists
      ? conflict('plugins', plugin, [`Plugin ${plugin} does not run`])
      : notFound('plugins', plugin)
  }
  const { socket } = running.instance
  if (socket === undefined)
    throw new Problem(404, [`Plugin ${plugin} has no API`], { model: 'plugins', key: plugin })
  const { headers, stream: body, signal } = call
  try {
    const onward = { method, url: onwardUrl(call), headers, body, signal }
    return await proxy(socket, onward, call.principal.name, room.limits)
  } catch (error) {
    if (!(error instanceof PluginFailure)) throw error
    const messages = error.messages.map((message) => `Plugin ${plugin}: ${message}`)
    throw new Problem(error.status ?? 502, messages, { model: 'plugins', key: plugin }, error)
  }
}

/**
 * Path and query for the plugin: those of the call, without the credentials a query may hold.
 *
 * @throws Problem 400 for a path that leads out of the plugin's own
 */
function onwardUrl(call: Call): string {
  const [path = '', query = ''] = call.url.split('?', 2)
  // Behind `/api/v3/plugin-apis/<plugin>`.
  const rest = path.split('/').slice(5)
  if (rest.some((part) => /^(\.|%2e){1,2}$/i.test(part) || /%2f|%5c|\\/i.test(part))) {
    throw new Problem(400, ['The path may not hold `.` and `..`, nor encoded slashes'], { model: 'plugins' })
  }
  const pairs = new URLSearchParams(query)
  pairs.delete('token')
  const text = pairs.size === 0 ? '' : `?${pairs}`
  return `/${['api', 'v3', 'plugin-apis', encodeURIComponent(keyOf(call)), ...rest].join('/')}${text}`
}
