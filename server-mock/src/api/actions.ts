import { ACTION_PREFIXES, AvailableAction, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { Objects } from '../objects/objects.ts'
import { notFound, Problem } from '../objects/problem.ts'
import type { ActionTarget } from '../plugins/action-offers.ts'
import type { Actions } from '../plugins/actions.ts'
import { objectAccess, segmentOf } from './objects.ts'
import type { Access, Call, Route } from './route.ts'

/** Query of all calls of actions. */
const QUERY = { plugin: 'Name of the plugin; any that offers the action when absent' }
/** What an action answers, and the values it is given, are a matter between caller and plugin. */
const Values = z.record(z.string(), z.unknown())

/** Actions of plugins: what can be done to an object, or to the server, and doing it. */
export function actionRoutes(objects: Objects, actions: Actions): Route[] {
  const onObject = (prefix: Prefix, part: string) =>
    routesAt(actions, {
      path: `/${prefix}/:key/${part}`,
      access: (action) => objectAccess(objects, prefix, action),
      target: (call) => objectTarget(objects, prefix, segmentOf(prefix, call)),
    })
  return [
    ...ACTION_PREFIXES.flatMap((prefix) => onObject(prefix, 'actions')),
    // The actions of a job are the scripts of its task.
    ...onObject('jobs', 'plugin_actions'),
    ...routesAt(actions, {
      path: '/system/actions',
      access: (action) => ({ scope: 'system', action }),
      target: async () => ({ type: 'system', key: '', body: undefined }),
    }),
  ]
}

/** Where actions are called, and what they are run on there. */
interface Place {
  readonly path: string
  readonly access: (action: Access['action']) => Access
  readonly target: (call: Call) => Promise<ActionTarget>
}

function routesAt(actions: Actions, { path, access, target }: Place): Route[] {
  const one = `${path}/:command`
  const choice = (call: Call) => ({
    command: call.path['command'] ?? '',
    plugin: call.query.get('plugin') ?? undefined,
  })
  return [
    {
      method: 'GET',
      path,
      access: access('actions'),
      description: {
        summary: 'List the actions that can be run',
        answer: z.array(AvailableAction),
        query: QUERY,
      },
      handle: async (call) => ({
        status: 200,
        body: await actions.list(await target(call), choice(call).plugin),
      }),
    },
    {
      method: 'GET',
      path: one,
      access: access('actions'),
      description: { summary: 'Get one action', answer: AvailableAction, query: QUERY },
      handle: async (call) => ({ status: 200, body: await actions.get(await target(call), choice(call)) }),
    },
    {
      method: 'POST',
      path: one,
      access: { ...access((call) => [`action:${choice(call).command}`]), word: 'action' },
      description: { summary: 'Run an action', body: Values, query: QUERY },
      handle: async (call) => ({
        status: 200,
        body: await actions.run(await target(call), {
          ...choice(call),
          principal: call.principal.name,
          params: given(call),
          signal: call.signal,
        }),
      }),
    },
  ]
}

/** @throws Problem 404 */
async function objectTarget(objects: Objects, prefix: Prefix, segment: string): Promise<ActionTarget> {
  const session = objects.session()
  const key = await session.resolve(prefix, segment)
  const body = await session.body(prefix, key)
  if (body === undefined) throw notFound(prefix, segment)
  return { type: prefix, key, body }
}

/** Values in the body of a call; none when there is no body. @throws Problem 400 */
function given({ body }: Call): JsonObject {
  if (body === null) return {}
  if (typeof body === 'object' && !Array.isArray(body)) return body
  throw new Problem(400, ['An action takes a map of values: send {"param": value}'], { type: 'INVOKE' })
}
