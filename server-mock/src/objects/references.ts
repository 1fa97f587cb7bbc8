import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { keyOf } from './codec.ts'
import { fieldValue, isStoredIndex } from './index-values.ts'
import type { Session } from './session.ts'

/** A field by which one kind of object names another. */
interface Reference {
  readonly from: Prefix
  /** Field with one name, a list of names, or a list of template infos. */
  readonly field: string
  readonly to: Prefix
  readonly missing: (name: string) => string
}

/** Which objects name which. A missing one makes its user unavailable; a used one cannot be deleted. */
const REFERENCES: readonly Reference[] = [
  {
    from: 'machines',
    field: 'Workflow',
    to: 'workflows',
    missing: (name) => `Workflow ${name} does not exist`,
  },
  { from: 'machines', field: 'Stage', to: 'stages', missing: (name) => `Stage ${name} does not exist` },
  { from: 'machines', field: 'BootEnv', to: 'bootenvs', missing: (name) => `Bootenv ${name} does not exist` },
  {
    from: 'machines',
    field: 'Profiles',
    to: 'profiles',
    missing: (name) => `Profile ${name} does not exist`,
  },
  { from: 'machines', field: 'Pool', to: 'pools', missing: (name) => `Pool ${name} does not exist` },
  { from: 'workflows', field: 'Stages', to: 'stages', missing: (name) => `Stage ${name} does not exist` },
  { from: 'stages', field: 'BootEnv', to: 'bootenvs', missing: (name) => `BootEnv ${name} does not exist` },
  { from: 'stages', field: 'Tasks', to: 'tasks', missing: (name) => `Task ${name} does not exist` },
  { from: 'stages', field: 'Profiles', to: 'profiles', missing: (name) => `Profile ${name} does not exist` },
  {
    from: 'stages',
    field: 'Templates',
    to: 'templates',
    missing: (name) => `Template ${name} does not exist`,
  },
  {
    from: 'tasks',
    field: 'Templates',
    to: 'templates',
    missing: (name) => `Template ${name} does not exist`,
  },
  { from: 'tasks', field: 'Prerequisites', to: 'tasks', missing: (name) => `Task ${name} does not exist` },
  {
    from: 'bootenvs',
    field: 'Templates',
    to: 'templates',
    missing: (name) => `Template ${name} does not exist`,
  },
  {
    from: 'profiles',
    field: 'Profiles',
    to: 'profiles',
    missing: (name) => `Profile ${name} does not exist`,
  },
  { from: 'users', field: 'Roles', to: 'roles', missing: (name) => `Role ${name} does not exist` },
]

/** What an object names that does not exist, one text each. */
export async function missingReferences(
  session: Session,
  prefix: Prefix,
  body: JsonObject,
): Promise<string[]> {
  const missing: string[] = []
  for (const reference of REFERENCES) {
    if (reference.from !== prefix) continue
    for (const name of names(body, reference.field)) {
      if ((await session.body(reference.to, name)) === undefined) missing.push(reference.missing(name))
    }
  }
  return missing
}

/** An object that names another one. */
export interface User {
  readonly prefix: Prefix
  readonly key: string
}

/** Objects that still name this one. */
export async function users(session: Session, prefix: Prefix, key: string): Promise<User[]> {
  const found = new Map<string, User>()
  const add = (user: User) => found.set(`${user.prefix}:${user.key}`, user)
  for (const { from, to, field } of REFERENCES) {
    if (to !== prefix) continue
    if (isStoredIndex(from, field)) {
      for (const user of await session.find(from, field, key)) add({ prefix: from, key: user })
      continue
    }
    for (const body of await session.bodies(from)) {
      if (names(body, field).includes(key)) add({ prefix: from, key: keyOf(from, body) })
    }
  }
  return [...found.values()]
}

/** Why an object cannot go, worded as DRP does. */
export function stillUses(user: User, key: string): string {
  return `${user.prefix}:${user.key} still uses ${key}`
}

function names(body: JsonObject, field: string): string[] {
  const value = fieldValue(body, field)
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one) => {
    if (typeof one === 'string') return one === '' ? [] : [one]
    if (one === null || typeof one !== 'object' || Array.isArray(one)) return []
    // A template info names a template only where it has no contents of its own.
    const inline = one['Contents']
    const id = one['ID']
    return typeof id === 'string' && id !== '' && (inline === '' || inline === undefined) ? [id] : []
  })
}
