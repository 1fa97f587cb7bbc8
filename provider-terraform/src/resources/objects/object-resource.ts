import type { ObjectKind } from '@metalwright/sdk/kinds'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type {
  CallContext,
  CreateContext,
  ImportContext,
  PlanContext,
  Resource,
  StateContext,
  UpdateContext,
} from '../../framework/resource.ts'
import type { Operation } from '../../framework/timeouts.ts'
import { timeoutOf } from '../../framework/timeouts.ts'
import { equalValues } from '../../values/equal.ts'
import { addressFromHex, addressToHex } from './hex-address.ts'
import { absent, readOnly, taken, tooSlow, unavailable } from './object-messages.ts'
import { objectSchema, objectTimeouts } from './object-schema.ts'
import { writePassword, writeSecrets } from './object-secrets.ts'
import { applyAll, applyChanges, givenFields, keyOf, stateValues, writtenValues } from './object-values.ts'
import type { CallLimits } from './remote-objects.ts'
import { refuseSecrets } from './secret-params.ts'

/** Note in the private state: the next read takes in all there is. */
const imported = 'imported'

/** The resource of a kind of object. */
export function objectResource(kind: ObjectKind): Resource<Connection> {
  return {
    typeName: `drp_${kind.name}`,
    schema: objectSchema(kind),
    plan: (context) => planObject(kind, context),
    create: (context) => within(kind, context, context.planned, 'create', (l) => create(kind, context, l)),
    read: (context) => within(kind, context, context.state, 'read', (l) => read(kind, context, l)),
    update: (context) => within(kind, context, context.planned, 'update', (l) => update(kind, context, l)),
    delete: (context) => within(kind, context, context.state, 'delete', (l) => remove(kind, context, l)),
    import: (context) => importObject(kind, context),
  }
}

/** What comes from a content pack cannot be changed: that is told before anything is tried. */
function planObject(kind: ObjectKind, { prior, planned }: PlanContext): Changes {
  if (prior === null || prior.bool('read_only') !== true) return {}
  if (!equalValues(prior.type, prior.values, planned.values)) {
    throw readOnly(kind, prior.string('id') ?? '', prior.string('bundle') ?? '')
  }
  return {}
}

async function create(
  kind: ObjectKind,
  context: CreateContext<Connection>,
  limits: CallLimits,
): Promise<Changes> {
  const { connection, planned } = context
  const { prefix } = kind.model
  const remote = await connection.objects()
  await refuseSecrets(remote, kind, null, planned, limits)
  const made = await remote.create(prefix, givenFields(kind, planned), limits)
  let { object } = made
  if (!made.created) {
    const key = keyOf(kind, object)
    if (object['ReadOnly'] === true) throw readOnly(kind, key, String(object['Bundle'] ?? ''))
    if (planned.bool('adopt_existing') !== true) {
      throw taken(kind, key, connection.endpoint, pathKey(kind, key))
    }
    object = await remote.edit(prefix, pathKey(kind, key), (draft) => applyAll(kind, planned, draft), limits)
  }
  context.save(writtenValues(kind, object, planned))
  const key = pathKey(kind, keyOf(kind, object))
  await writePassword(remote, kind, key, context, null, limits)
  await writeSecrets(remote, kind, key, context, null, limits)
  return written(kind, context, key, limits)
}

async function update(
  kind: ObjectKind,
  context: UpdateContext<Connection>,
  limits: CallLimits,
): Promise<Changes> {
  const { connection, prior, planned } = context
  const remote = await connection.objects()
  await refuseSecrets(remote, kind, prior, planned, limits)
  const key = pathKey(kind, prior.string('id') ?? '')
  await remote.edit(kind.model.prefix, key, (draft) => applyChanges(kind, prior, planned, draft), limits)
  await writePassword(remote, kind, key, context, prior, limits)
  await writeSecrets(remote, kind, key, context, prior, limits)
  return written(kind, context, key, limits)
}

/** Looks at what was written, and warns when it cannot be used. */
async function written(
  kind: ObjectKind,
  { connection, planned, warn, save }: CreateContext<Connection>,
  key: string,
  limits: CallLimits,
): Promise<Changes> {
  const object = await (await connection.objects()).get(kind.model.prefix, key, limits)
  if (object === null) throw absent(kind, key, connection.endpoint)
  const values = writtenValues(kind, object, planned)
  if (object['Available'] === true) return values
  const problem = unavailable(kind, key, object)
  if (planned.bool('require_available') === true) {
    save(values)
    throw problem
  }
  warn(problem.diagnostic.summary, problem.diagnostic.detail)
  return values
}

async function read(
  kind: ObjectKind,
  { connection, state, privateState }: StateContext<Connection>,
  limits: CallLimits,
): Promise<Changes | null> {
  const remote = await connection.objects()
  const object = await remote.get(kind.model.prefix, pathKey(kind, state.string('id') ?? ''), limits)
  if (object === null) return null
  const whole = privateState.get(imported) !== undefined
  privateState.delete(imported)
  return stateValues(kind, object, state, whole)
}

async function remove(
  kind: ObjectKind,
  { connection, state }: StateContext<Connection>,
  limits: CallLimits,
): Promise<void> {
  const key = state.string('id') ?? ''
  if (state.bool('read_only') === true) throw readOnly(kind, key, state.string('bundle') ?? '')
  await (await connection.objects()).remove(kind.model.prefix, pathKey(kind, key), limits)
}

async function importObject(
  kind: ObjectKind,
  { connection, id, signal, privateState }: ImportContext<Connection>,
): Promise<Changes> {
  const object = await (await connection.objects()).get(kind.model.prefix, pathKey(kind, id), { signal })
  if (object === null) throw absent(kind, id, connection.endpoint)
  privateState.set(imported, '1')
  return { id: keyOf(kind, object) }
}

/** The key as it stands in a path: an address as hex digits, as DRP spells it. */
function pathKey({ model }: ObjectKind, key: string): string {
  if (model.keyForm === 'text') return key
  return addressToHex(addressFromHex(key) ?? key) ?? key
}

/** Runs an operation within its time. */
async function within<Result>(
  kind: ObjectKind,
  { connection, signal }: CallContext<Connection>,
  view: ObjectView,
  operation: Operation,
  run: (limits: CallLimits) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.timeout(timeoutOf(view, operation, objectTimeouts))
  try {
    return await run({ signal: AbortSignal.any([signal, limit]) })
  } catch (error) {
    if (!limit.aborted || error instanceof DiagnosticError) throw error
    throw tooSlow(kind, operation, connection.endpoint)
  }
}
