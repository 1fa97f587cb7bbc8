import type { Connection } from '../../connection.ts'
import { bool, list, string } from '../../framework/attribute.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { Resource } from '../../framework/resource.ts'
import { oneOf } from '../../framework/validator.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import { machineKey } from './machine-key.ts'
import { presentMachine } from './present-machine.ts'

/** Note in the private state: profiles that the machine had before, as JSON; destroy leaves them. */
const present = 'present'
/** Note in the private state: the next read takes all profiles in. */
const imported = 'imported'

/** `drp_machine_profiles`: profiles of a machine. */
export const machineProfilesResource: Resource<Connection> = limited({
  typeName: 'drp_machine_profiles',
  subject: 'set of machine profiles',
  identity: keyIdentity,
  schema: {
    description:
      'Profiles of a machine. Only those given are looked after, unless `exclusive` is set: others that the machine has keep their order and stay.',
    attributes: {
      machine: machineKey,
      profiles: list('string', { required: true, description: 'Names of profiles in order of precedence.' }),
      exclusive: bool({
        optional: true,
        description: 'The machine has no other profiles: those that others add are removed. Default false.',
      }),
      position: string({
        optional: true,
        description:
          '`first` puts the profiles before the others of the machine, so that they win; `last` behind them. Default `last`.',
        validators: [oneOf('first', 'last')],
      }),
      id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
    },
  },
  async create({ connection, planned, privateState }, limits) {
    const machine = await presentMachine(connection, planned.string('machine') ?? '', limits)
    const had = machine.Profiles.filter((name) => profilesOf(planned).includes(name))
    if (had.length > 0) privateState.set(present, JSON.stringify(had))
    const { machines } = await connection.objects()
    await machines.edit(
      machine.Uuid,
      (draft) => {
        draft.Profiles = arranged(draft.Profiles, [], planned)
      },
      limits,
    )
    return { id: machine.Uuid }
  },
  async read({ connection, state, privateState }, limits) {
    const machine = await (await connection.objects()).machines.get(state.string('id') ?? '', limits)
    if (machine === null) return null
    const whole = state.bool('exclusive') === true || privateState.get(imported) !== undefined
    privateState.delete(imported)
    const ours = profilesOf(state)
    const found = whole ? machine.Profiles : machine.Profiles.filter((name) => ours.includes(name))
    return { machine: machine.Uuid, profiles: found }
  },
  async update({ connection, prior, planned }, limits) {
    const { machines } = await connection.objects()
    await machines.edit(
      planned.string('id') ?? '',
      (draft) => {
        draft.Profiles = arranged(draft.Profiles, profilesOf(prior), planned)
      },
      limits,
    )
    return {}
  },
  async delete({ connection, state, privateState }, limits) {
    const { machines } = await connection.objects()
    const key = state.string('id') ?? ''
    if ((await machines.get(key, limits)) === null) return
    const had: readonly unknown[] = JSON.parse(privateState.get(present) ?? '[]')
    const added = profilesOf(state).filter((name) => !had.includes(name))
    await machines.edit(
      key,
      (draft) => {
        draft.Profiles = draft.Profiles.filter((name) => !added.includes(name))
      },
      limits,
    )
  },
  async import({ connection, id, signal, privateState }) {
    const machine = await presentMachine(connection, id, { signal })
    privateState.set(imported, '1')
    return { id: machine.Uuid }
  },
})

function profilesOf(view: ObjectView): readonly string[] {
  return view.strings('profiles') ?? []
}

/** The profiles of a machine with those that are wanted at their place. */
function arranged(found: readonly string[], before: readonly string[], planned: ObjectView): string[] {
  const wanted = profilesOf(planned)
  if (planned.bool('exclusive') === true) return [...wanted]
  const others = found.filter((name) => !wanted.includes(name) && !before.includes(name))
  return planned.string('position') === 'first' ? [...wanted, ...others] : [...others, ...wanted]
}
