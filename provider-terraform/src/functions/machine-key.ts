import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { objectType } from '../values/type.ts'
import type { Value } from '../values/value.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const index = /^([A-Z][A-Za-z]*):(.+)$/s

/** `machine_key`: what the API takes for a machine. */
export const machineKey: ProviderFunction = {
  name: 'machine_key',
  summary: 'The key of a machine from its UUID or name',
  description:
    'Gives what arguments such as `machine` take: a UUID in lower case as it is, `Name:x` for a name, and what already names an index, such as `Name:x`, unchanged.',
  parameters: [{ name: 'machine', type: 'string', description: 'UUID or name of the machine.' }],
  returns: 'string',
  call([machine]) {
    const text = String(machine)
    if (text.trim() === '') throw new FunctionArgumentError(0, 'The value must be a UUID or a name.')
    if (uuid.test(text)) return text.toLowerCase()
    return index.test(text) ? text : `Name:${text}`
  },
}

/** `parse_machine_id`: what an import id of a machine says. */
export const parseMachineId: ProviderFunction = {
  name: 'parse_machine_id',
  summary: 'Take an import id of a machine apart',
  description:
    'Takes apart the forms in which machines are imported: `UUID`, `Name:x` and `pool/Name`. What the text does not say is null.',
  parameters: [{ name: 'text', type: 'string', description: 'Import id.' }],
  returns: objectType([
    ['uuid', 'string'],
    ['name', 'string'],
    ['pool', 'string'],
  ]),
  call([text]) {
    const given = String(text)
    if (uuid.test(given)) return parts({ uuid: given.toLowerCase() })
    const named = index.exec(given)
    if (named !== null) {
      if (named[1] === 'Name') return parts({ name: named[2] ?? '' })
      if (named[1] === 'Uuid' && uuid.test(named[2] ?? ''))
        return parts({ uuid: (named[2] ?? '').toLowerCase() })
    } else {
      const slash = given.indexOf('/')
      const [pool, name] = [given.slice(0, Math.max(slash, 0)), given.slice(slash + 1)]
      if (slash > 0 && name !== '') return parts({ pool, name })
    }
    throw new FunctionArgumentError(0, 'The value must be a UUID, Name:x or pool/Name.')
  },
}

function parts(
  known: Readonly<Partial<Record<'uuid' | 'name' | 'pool', string>>>,
): ReadonlyMap<string, Value> {
  return new Map(
    ['uuid' as const, 'name' as const, 'pool' as const].map((name) => [name, known[name] ?? null]),
  )
}
