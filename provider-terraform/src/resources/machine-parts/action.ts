import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { dynamic, string } from '../../framework/attribute.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { matches } from '../../framework/validator.ts'
import { fromJson } from '../../values/plain.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import { isObject } from '../objects/object-schema.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { uuidForm } from './machine-key.ts'

/** `drp_machine_action`: an action of a plugin, run when the resource is made. */
export const machineActionResource: Resource<Connection> = limited({
  typeName: 'drp_machine_action',
  subject: 'action',
  limits: workTimeouts,
  schema: {
    description:
      'Runs an action of a plugin on a machine or another object, once when the resource is made. A change of any argument, or of `triggers`, runs it again. Destroy does nothing.',
    attributes: {
      machine: string({
        optional: true,
        requiresReplace: true,
        description: 'UUID of the machine; instead of `prefix` and `key`.',
        validators: [matches(uuidForm, 'the UUID of a machine')],
      }),
      prefix: string({
        optional: true,
        requiresReplace: true,
        description: 'Kind of the object, such as `plugins`, or `system` for the server as a whole.',
        validators: [matches(/^[a-z_]+$/, 'a kind of objects, such as profiles')],
      }),
      key: string({ optional: true, requiresReplace: true, description: 'Key of the object.' }),
      command: string({ required: true, requiresReplace: true, description: 'Name of the action.' }),
      plugin: string({
        optional: true,
        requiresReplace: true,
        description: 'Plugin to ask; any that offers the action by default.',
      }),
      params: dynamic({
        optional: true,
        requiresReplace: true,
        description: 'Values for this run, by name; they win over those that are set on the object.',
        validators: [isObject],
      }),
      triggers: dynamic({
        optional: true,
        requiresReplace: true,
        description: 'Any value; a change of it runs the action again.',
      }),
      result: dynamic({ computed: true, keepPrior: true, description: 'What the plugin answered.' }),
      id: string({ computed: true, keepPrior: true, description: 'Id of this run.' }),
    },
  },
  validate({ config, error }) {
    const [machine, prefix, key] = ['machine', 'prefix', 'key'].map((name) => config.get(name) !== null)
    const system = config.isKnown('prefix') && config.string('prefix') === 'system'
    if (machine ? prefix || key : !prefix || key === system)
      error('Exactly one object is needed', 'Set either machine, or prefix and key; system has no key.')
  },
  async create(context, limits) {
    return { id: context.connection.pace.newKey(), result: await run(context, limits) }
  },
  async read({ connection, state }, limits): Promise<Changes | null> {
    const [prefix, key] = objectOf(state)
    if (prefix === 'system') return {}
    return (await (await connection.objects()).any.get(prefix, key, limits)) === null ? null : {}
  },
  async update() {
    // Only the time limits change in place.
    return {}
  },
  async delete() {
    // What was done is done.
  },
})

async function run({ connection, planned }: CreateContext<Connection>, limits: CallLimits) {
  const [prefix, key] = objectOf(planned)
  const params: JsonObject = JSON.parse(JSON.stringify(planned.json('params') ?? {}))
  const answer = await (await connection.objects()).machines.run(
    {
      prefix,
      key,
      command: planned.string('command') ?? '',
      plugin: planned.string('plugin'),
      params,
    },
    limits,
  )
  return fromJson(answer)
}

/** Kind and key of the object that is acted on. */
function objectOf(view: ObjectView): readonly [prefix: string, key: string] {
  const machine = view.string('machine')
  if (machine !== null) return ['machines', machine]
  return [view.string('prefix') ?? '', view.string('key') ?? '']
}
