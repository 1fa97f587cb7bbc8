import { type ObjectKind, SHARED_FIELDS, sharedMembers } from '@metalwright/sdk/kinds'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type {
  CreateContext,
  ImportContext,
  PlanContext,
  Resource,
  StateContext,
  UpdateContext,
} from '../../framework/resource.ts'
import { equalValues } from '../../values/equal.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import { type Extension, noExtension } from './extension.ts'
import { addressFromHex, addressToHex } from './hex-address.ts'
import { absent, readOnly, taken, unavailable } from './object-messages.ts'
import { objectSchema } from './object-schema.ts'
import { writePassword, writeSecrets } from './object-secrets.ts'
import {
  addDefaultMeta,
  applyAll,
  applyChanges,
  givenFields,
  keyOf,
  stateValues,
  writtenValues,
} from './object-values.ts'
import type { CallLimits } from './remote-objects.ts'
import { refuseSecrets } from './secret-params.ts'

/** Note in the private state: the next read takes in all there is. */
const imported = 'imported'
/** Note in the private state: nothing was written since the import. */
const untouched = 'untouched'

/** The resource of a kind of object. */
export function objectResource(kind: ObjectKind, extension: Extension = noExtension): Resource<Connection> {
  const { validate, timeouts } = extension
  return limited({
    typeName: `drp_${kind.name}`,
    subject: kind.model.singular,
    ...(timeouts && { limits: timeouts }),
    schema: objectSchema(kind, extension),
    identity: keyIdentity,
    ...(validate && { validate }),
    plan: (context) => planObject(kind, extension, context),
    planDelete: ({ state }) => {
      if (extension.detaches?.(state) !== true) refuseReadOnly(kind, state)
    },
    create: (context, limits) => create(kind, extension, context, limits),
    read: (context, limits) => read(kind, extension, context, limits),
    update: (context, limits) => update(kind, extension, context, limits),
    delete: (context, limits) => remove(kind, extension, context, limits),
    import: (context) => importObject(kind, extension, context),
  })
}

/** What comes from a content pack cannot be changed: that is told before anything is tried. */
async function planObject(
  kind: ObjectKind,
  extension: Extension,
  context: PlanContext<Connection>,
): Promise<Changes> {
  const { prior, planned } = context
  if (prior === null) await refuseAdoption(kind, context)
  else if (!equalValues(prior.type, prior.values, planned.values)) refuseReadOnly(kind, prior)
  return (await extension.plan?.(context)) ?? {}
}

/** @throws DiagnosticError that names the content pack of an object that cannot be changed */
function refuseReadOnly(kind: ObjectKind, state: ObjectView): void {
  if (state.bool('read_only') !== true) return
  throw readOnly(kind, state.string('id') ?? '', state.string('bundle') ?? '')
}

/** An object that shall be taken over is looked at while planning; what cannot be seen yet is left to the apply. */
async function refuseAdoption(
  kind: ObjectKind,
  { connection, planned, signal }: PlanContext<Connection>,
): Promise<void> {
  if (planned.get('adopt_existing') !== true) return
  const given = givenFields(kind, planned)
  const key = given[kind.model.key]
  if (typeof key !== 'string') return
  const found = await connection
    .objects()
    .then((remote) => remote.get(kind.model.prefix, pathKey(kind, key), { signal }))
    .catch(() => null)
  if (found?.['ReadOnly'] === true) throw readOnly(kind, key, String(found['Bundle'] ?? ''))
}

async function create(
  kind: ObjectKind,
  extension: Extension,
  context: CreateContext<Connection>,
  limits: CallLimits,
): Promise<Changes> {
  const { connection, planned } = context
  const { prefix } = kind.model
  const remote = await connection.objects()
  await refuseSecrets(remote, kind, null, planned, limits)
  const given = givenFields(kind, planned)
  applyAll((await extension.fields?.(planned, null, limits)) ?? {}, given)
  addDefaultMeta(connection.defaultMeta, given)
  const made = await remote.create(prefix, given, limits)
  let { object } = made
  if (!made.created) {
    const key = keyOf(kind, object)
    if (object['ReadOnly'] === true) throw readOnly(kind, key, String(object['Bundle'] ?? ''))
    if (planned.bool('adopt_existing') !== true) {
      throw taken(kind, key, connection.endpoint, pathKey(kind, key))
    }
    object = await remote.edit(prefix, pathKey(kind, key), (draft) => applyAll(given, draft), limits)
  }
  return finish(kind, extension, context, null, object, limits)
}

async function update(
  kind: ObjectKind,
  extension: Extension,
  context: UpdateContext<Connection>,
  limits: CallLimits,
): Promise<Changes> {
  const { connection, prior, planned } = context
  const remote = await connection.objects()
  await refuseSecrets(remote, kind, prior, planned, limits)
  const key = pathKey(kind, prior.string('id') ?? '')
  const more = (await extension.fields?.(planned, prior, limits)) ?? {}
  const object = await remote.edit(
    kind.model.prefix,
    key,
    (draft) => {
      applyChanges(kind, prior, planned, draft)
      replaceFields(more, draft)
      addDefaultMeta(connection.defaultMeta, draft)
    },
    limits,
  )
  return finish(kind, extension, context, prior, object, limits)
}

function replaceFields(fields: JsonObject, draft: JsonObject): void {
  for (const [name, value] of Object.entries(fields)) {
    draft[name] = SHARED_FIELDS.includes(name)
      ? sharedMembers(draft[name], value, withoutNulls(value))
      : value
  }
}

function withoutNulls(members: JsonValue): JsonObject {
  const all: JsonObject = Object(members)
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

/** Sends what is secret, does what the kind needs besides, and looks at what came of it. */
async function finish(
  kind: ObjectKind,
  extension: Extension,
  context: CreateContext<Connection>,
  prior: ObjectView | null,
  object: JsonObject,
  limits: CallLimits,
): Promise<Changes> {
  const { connection, planned, privateState, save, warn } = context
  const remote = await connection.objects()
  const key = pathKey(kind, keyOf(kind, object))
  save(writtenValues(kind, object, planned))
  const secrets = { remote, kind, key, context, prior, imported: privateState.get(untouched) !== undefined }
  await writePassword(secrets, limits)
  await writeSecrets(secrets, limits)
  privateState.delete(untouched)
  const more = (await extension.written?.({ remote, key, object, context, prior, limits })) ?? {}
  const now = await remote.get(kind.model.prefix, key, limits)
  if (now === null) throw absent(kind, key, connection.endpoint)
  const values = { ...writtenValues(kind, now, planned), ...more }
  if (now['Available'] === true) return values
  const problem = unavailable(kind, key, now)
  if (planned.bool('require_available') === true) {
    save(values)
    throw problem
  }
  warn(problem.diagnostic.summary, problem.diagnostic.detail)
  return values
}

async function read(
  kind: ObjectKind,
  extension: Extension,
  { connection, state, privateState }: StateContext<Connection>,
  limits: CallLimits,
): Promise<Changes | null> {
  const remote = await connection.objects()
  const object = await remote.get(kind.model.prefix, pathKey(kind, state.string('id') ?? ''), {
    ...limits,
    shared: true,
  })
  if (object === null) return null
  const whole = privateState.get(imported) !== undefined
  privateState.delete(imported)
  const own = whole ? withoutDefaultMeta(connection.defaultMeta, object) : object
  const found = stateValues(kind, own, state, whole)
  return { ...found, ...extension.read?.(object, state, found, whole) }
}

async function remove(
  kind: ObjectKind,
  extension: Extension,
  { connection, state }: StateContext<Connection>,
  limits: CallLimits,
): Promise<void> {
  if (extension.detaches?.(state)) return
  const key = state.string('id') ?? ''
  refuseReadOnly(kind, state)
  await (await connection.objects()).remove(kind.model.prefix, pathKey(kind, key), limits)
}

async function importObject(
  kind: ObjectKind,
  extension: Extension,
  { connection, id, signal, privateState }: ImportContext<Connection>,
): Promise<Changes> {
  const remote = await connection.objects()
  const key = (await extension.find?.(remote, id, { signal })) ?? pathKey(kind, id)
  const object = await remote.get(kind.model.prefix, key, { signal })
  if (object === null) throw absent(kind, id, connection.endpoint)
  privateState.set(imported, '1')
  privateState.set(untouched, '1')
  return { id: keyOf(kind, object) }
}

/** The object without the annotations that everything gets: they are no business of the configuration. */
function withoutDefaultMeta(defaults: Readonly<Record<string, string>>, object: JsonObject): JsonObject {
  const { Meta } = object
  if (Meta === null || typeof Meta !== 'object' || Array.isArray(Meta)) return object
  const others = Object.entries(Meta).filter(([name, value]) => defaults[name] !== value)
  return { ...object, Meta: Object.fromEntries(others) }
}

/** The key as it stands in a path: an address as hex digits, as DRP spells it. */
function pathKey({ model }: ObjectKind, key: string): string {
  if (model.keyForm === 'text') return key
  return addressToHex(addressFromHex(key) ?? key) ?? key
}
