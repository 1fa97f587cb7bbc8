import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, list, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { fromJson } from '../../values/plain.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import { isObject } from '../objects/object-schema.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { machineKey } from './machine-key.ts'

const PREFIX = 'work_orders'
/** States that a work order does not leave. */
const ENDED = ['finished', 'failed', 'cancelled']
/** Note in the private state: the next read takes in what was asked for. */
const imported = 'imported'

/** `drp_work_order`: tasks of a blueprint, run on a machine in work order mode (DRP v4). */
export const workOrderResource: Resource<Connection> = limited({
  typeName: 'drp_work_order',
  subject: 'work order',
  limits: workTimeouts,
  identity: keyIdentity,
  schema: {
    description:
      'Runs the tasks of a blueprint on a machine that is in work order mode, once when the resource is made. A change of any argument, or of `triggers`, runs them again. Destroy removes the work order. Needs a server with work orders (DRP v4).',
    attributes: {
      machine: machineKey,
      blueprint: string({ required: true, requiresReplace: true, description: 'Name of the blueprint.' }),
      params: dynamic({
        optional: true,
        requiresReplace: true,
        description: 'Parameters of the work order by name.',
        validators: [isObject],
      }),
      profiles: list('string', {
        optional: true,
        requiresReplace: true,
        description: 'Profiles of the work order in order of precedence.',
      }),
      triggers: dynamic({
        optional: true,
        requiresReplace: true,
        description: 'Any value; a change of it makes another work order.',
      }),
      wait: bool({
        optional: true,
        description: 'Wait until the work order has ended, and fail when it failed. Default true.',
      }),
      state: string({
        computed: true,
        keepPrior: true,
        description: 'State, such as `running`, `finished`, `failed` or `cancelled`.',
      }),
      exit_state: string({
        computed: true,
        keepPrior: true,
        description: 'What the server says of how it went.',
      }),
      job: string({ computed: true, keepPrior: true, description: 'UUID of its newest job.' }),
      id: string({ computed: true, keepPrior: true, description: 'UUID of the work order.' }),
    },
  },
  async create(context, limits) {
    const { connection, planned, save } = context
    const { any } = await connection.objects()
    await requireWorkOrders(connection, limits)
    const made = await any.create(PREFIX, requestOf(context), limits)
    save(valuesOf(made.object))
    if (planned.bool('wait') === false) return valuesOf(made.object)
    const ended = await wait(connection, any.keyOf(PREFIX, made.object), limits)
    save(valuesOf(ended))
    if (ended['State'] === 'finished') return valuesOf(ended)
    throw new DiagnosticError(
      'The work order did not succeed',
      `Work order ${text(ended, 'Uuid')} of blueprint ${text(ended, 'Blueprint')} at ${connection.endpoint} has ended as ${text(ended, 'State')}: ${text(ended, 'Status') || 'the server does not say why'}. Look at job ${text(ended, 'CurrentJob') || 'of the machine'}.`,
    )
  },
  async read({ connection, state, privateState }, limits): Promise<Changes | null> {
    const { any } = await connection.objects()
    const found = await any.get(PREFIX, state.string('id') ?? '', limits)
    if (found === null) return null
    if (privateState.get(imported) === undefined) return valuesOf(found)
    privateState.delete(imported)
    const params: JsonObject = Object(found['Params'])
    const profiles: unknown = found['Profiles']
    return {
      ...valuesOf(found),
      machine: text(found, 'Machine'),
      blueprint: text(found, 'Blueprint'),
      params: Object.keys(params).length === 0 ? null : fromJson(params),
      profiles: Array.isArray(profiles) && profiles.length > 0 ? profiles.map(String) : null,
    }
  },
  async update() {
    return {}
  },
  async delete({ connection, state }, limits) {
    const { any } = await connection.objects()
    await any.remove(PREFIX, state.string('id') ?? '', limits)
  },
  async import({ connection, id, signal, privateState }) {
    await requireWorkOrders(connection, { signal })
    const found = await (await connection.objects()).any.get(PREFIX, id, { signal })
    if (found === null) {
      throw new DiagnosticError(
        'There is no such work order',
        `No work order "${id}" is visible at ${connection.endpoint}.`,
      )
    }
    privateState.set(imported, '1')
    return { id }
  },
})

/** @throws DiagnosticError when the server does not know work orders */
async function requireWorkOrders(connection: Connection, limits: CallLimits): Promise<void> {
  const remote = await connection.objects()
  if (await remote.any.knows(PREFIX, limits)) return
  const { version } = await remote.info(limits)
  throw new DiagnosticError(
    'The DRP server has no work orders',
    `${connection.endpoint} runs version ${String(version ?? 'unknown')}, which does not know ${PREFIX}; DRP v4 does. Run a workflow with drp_workflow_run instead, or use a newer server.`,
  )
}

function requestOf({ planned }: CreateContext<Connection>): JsonObject {
  const params: JsonObject = JSON.parse(JSON.stringify(planned.json('params') ?? {}))
  return {
    // By its own UUID it is found again when the answer is lost.
    Uuid: randomUUID(),
    Machine: planned.string('machine') ?? '',
    Blueprint: planned.string('blueprint') ?? '',
    Params: params,
    Profiles: [...(planned.strings('profiles') ?? [])],
  }
}

async function wait(connection: Connection, uuid: string, limits: CallLimits): Promise<JsonObject> {
  const { any } = await connection.objects()
  for (;;) {
    const found = await any.get(PREFIX, uuid, limits)
    if (found === null) {
      throw new DiagnosticError(
        'The work order is gone',
        `Somebody removed work order ${uuid} at ${connection.endpoint} before it had ended. Apply again.`,
      )
    }
    if (ENDED.includes(text(found, 'State'))) return found
    await connection.pace.sleep(connection.pollMs, limits.signal)
  }
}

function valuesOf(order: JsonObject): Changes {
  return {
    id: text(order, 'Uuid'),
    state: text(order, 'State'),
    exit_state: text(order, 'Status'),
    job: text(order, 'CurrentJob'),
  }
}

function text(order: JsonObject, name: string): string {
  return String(order[name] ?? '')
}
