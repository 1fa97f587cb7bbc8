import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, number, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource, StateContext, ValidateContext } from '../../framework/resource.ts'
import { path } from '../../values/path.ts'
import { fromJson } from '../../values/plain.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import { isSealed } from './object-values.ts'
import type { CallLimits } from './remote-objects.ts'

/** Whose params a resource sets, one by one. */
export interface ParamOwner {
  readonly typeName: string
  readonly prefix: 'machines' | 'profiles'
  /** Argument that names the object, which is also what it is called. */
  readonly owner: 'machine' | 'profile'
  /** What the argument holds. */
  readonly keyIs: string
}

/** Note in the private state: the next read takes the value in. */
const imported = 'imported'
/** Note in the private state: nothing was written since the import. */
const untouched = 'untouched'

/** A resource that owns one param of an object and leaves the others alone. */
export function paramResource({ typeName, prefix, owner, keyIs }: ParamOwner): Resource<Connection> {
  const place = (context: StateContext<Connection> | CreateContext<Connection>) => {
    const view = 'state' in context ? context.state : context.planned
    return { key: view.string(owner) ?? '', name: view.string('name') ?? '' }
  }
  const look = async (connection: Connection, key: string, limits: CallLimits) =>
    (await connection.objects()).params(prefix, key, { aggregate: false, decode: false }, limits)

  /** Whether a param has a value already; false where that cannot be read. */
  async function has(context: CreateContext<Connection>, value: JsonValue, limits: CallLimits) {
    const { key, name } = place(context)
    const remote = await context.connection.objects()
    const params = await remote
      .params(prefix, key, { aggregate: false, decode: true }, limits)
      .catch(() => null)
    return params !== null && isDeepStrictEqual(params[name], value)
  }

  async function set(context: CreateContext<Connection>, limits: CallLimits): Promise<void> {
    const { connection, planned, config, privateState } = context
    const { key, name } = place(context)
    const remote = await connection.objects()
    const secret = (await remote.secretsAmong([name], limits)).length > 0
    if (secret && planned.get('value') !== null) throw secretValue(name)
    const source = planned.get('value') === null ? config.json('value_wo') : planned.json('value')
    const value: JsonValue = JSON.parse(JSON.stringify(source))
    const fresh = privateState.get(untouched) === undefined
    privateState.delete(untouched)
    if (fresh || !(await has(context, value, limits))) await remote.setParam(prefix, key, name, value, limits)
  }

  return limited({
    typeName,
    subject: `parameter of a ${owner}`,
    identity: keyIdentity,
    schema: {
      description: `One parameter of a ${owner}. Other parameters of the ${owner} are left alone.`,
      attributes: {
        [owner]: string({ required: true, requiresReplace: true, description: keyIs }),
        name: string({ required: true, requiresReplace: true, description: 'Name of the parameter.' }),
        value: dynamic({ optional: true, description: 'Value, of any type.' }),
        value_wo: dynamic({
          optional: true,
          writeOnly: true,
          sensitive: true,
          description:
            'Secret value, of any type. Never stored; sealed, when the parameter is secret, and sent when the resource is made and when `value_wo_version` changes.',
        }),
        value_wo_version: number({ optional: true, description: 'Change it to send `value_wo` again.' }),
        adopt_existing: bool({
          optional: true,
          description: 'Take over a parameter that is set already instead of failing. Default false.',
        }),
        id: string({ computed: true, keepPrior: true, description: `Key of the ${owner}, \`/\`, name.` }),
      },
    },
    validate: oneValue,
    async create(context, limits) {
      const { connection, planned } = context
      const { key, name } = place(context)
      const present = await look(connection, key, limits)
      if (present === null) throw noOwner(owner, key, connection.endpoint)
      if (Object.hasOwn(present, name) && planned.bool('adopt_existing') !== true) {
        throw new DiagnosticError(
          'The parameter is set already',
          `${name} of ${owner} "${key}" has a value. Import it: terraform import ${typeName}.NAME '${key}/${name}'. Or set adopt_existing = true.`,
        )
      }
      await set(context, limits)
      return { id: `${key}/${name}` }
    },
    async read(context, limits) {
      const { connection, state, privateState } = context
      const { key, name } = place(context)
      const params = await look(connection, key, limits)
      if (params === null || !Object.hasOwn(params, name)) return null
      const whole = privateState.get(imported) !== undefined
      privateState.delete(imported)
      return readValue(params, name, state.json('value'), whole)
    },
    async update(context, limits) {
      await set(context, limits)
      return {}
    },
    async delete(context, limits) {
      const { key, name } = place(context)
      await (await context.connection.objects()).removeParam(prefix, key, name, limits)
    },
    async import({ connection, id, signal, privateState }) {
      const slash = id.indexOf('/')
      const [key, name] = [id.slice(0, Math.max(slash, 0)), id.slice(slash + 1)]
      const params = slash > 0 ? await look(connection, key, { signal }) : null
      if (params === null || !Object.hasOwn(params, name)) {
        throw new DiagnosticError(
          'There is no such parameter',
          `"${id}" names none at ${connection.endpoint}. The form is ${owner.toUpperCase()}/NAME.`,
        )
      }
      privateState.set(imported, '1')
      privateState.set(untouched, '1')
      return { id, [owner]: key, name }
    },
  })
}

/** The value for the state: what is unchanged keeps its form, a secret is never in it. */
function readValue(params: JsonObject, name: string, before: unknown, whole: boolean): Changes {
  const value = params[name] ?? null
  if (isSealed(value) || (before === null && !whole) || isDeepStrictEqual(before, value)) return {}
  return { value: fromJson(value) }
}

function oneValue({ config, error }: ValidateContext): void {
  if ((config.get('value') === null) === (config.get('value_wo') === null)) {
    error('Exactly one value is needed', 'Set either value or value_wo.', path('value'))
  }
}

function secretValue(name: string): DiagnosticError {
  return new DiagnosticError(
    'A secret parameter would be stored in plain',
    `The server keeps values of ${name} secret, but value is written to the state. Use value_wo.`,
    { path: path('value') },
  )
}

function noOwner(owner: string, key: string, endpoint: string): DiagnosticError {
  return new DiagnosticError(
    `There is no such ${owner}`,
    `No ${owner} "${key}" is visible at ${endpoint}. Check the key and the rights of the user.`,
  )
}
