import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import { keyOf } from '../codec.ts'
import { fieldValue, isStoredIndex } from '../index-values.ts'
import type { Session } from '../session.ts'

/** A field by which one kind of object names another. A missing one makes its user unavailable. */
export interface Reference {
  readonly from: Prefix
  /** Field with one name, a list of names, or a list of template infos. */
  readonly field: string
  readonly to: Prefix
  /** What DRP calls it in messages. */
  readonly word: string
  /** Whether the user is unavailable as well while the named object is. */
  readonly needsAvailable: boolean
}

function needs(from: Prefix, field: string, to: Prefix, word: string): Reference {
  return { from, field, to, word, needsAvailable: true }
}

function names(from: Prefix, field: string, to: Prefix, word: string): Reference {
  return { from, field, to, word, needsAvailable: false }
}

/** Which objects name which. */
export const REFERENCES: readonly Reference[] = [
  needs('machines', 'Workflow', 'workflows', 'Workflow'),
  needs('machines', 'Stage', 'stages', 'Stage'),
  needs('machines', 'BootEnv', 'bootenvs', 'Bootenv'),
  needs('machines', 'Profiles', 'profiles', 'Profile'),
  names('machines', 'Pool', 'pools', 'Pool'),
  needs('workflows', 'Stages', 'stages', 'Stage'),
  needs('stages', 'BootEnv', 'bootenvs', 'BootEnv'),
  needs('stages', 'Tasks', 'tasks', 'Task'),
  needs('stages', 'Profiles', 'profiles', 'Profile'),
  needs('stages', 'Templates', 'templates', 'Template'),
  needs('tasks', 'Templates', 'templates', 'Template'),
  needs('tasks', 'Prerequisites', 'tasks', 'Task'),
  needs('bootenvs', 'Templates', 'templates', 'Template'),
  needs('profiles', 'Profiles', 'profiles', 'Profile'),
  names('plugins', 'Provider', 'plugin_providers', 'Plugin provider'),
  names('users', 'Roles', 'roles', 'Role'),
  names('tenants', 'Users', 'users', 'User'),
  names('pools', 'ParentPool', 'pools', 'Pool'),
  needs('rollouts', 'Workflow', 'workflows', 'Workflow'),
  names('rollouts', 'Pool', 'pools', 'Pool'),
  ...['EnterActions', 'ExitActions', 'AllocateActions', 'ReleaseActions'].flatMap((actions) => [
    needs('pools', `${actions}.Workflow`, 'workflows', 'Workflow'),
    needs('pools', `${actions}.AddProfiles`, 'profiles', 'Profile'),
  ]),
]

/** Errors of a named object that are repeated in those of its user. */
const REPEATED = 3
/** Characters of a repeated error; the object itself tells all of it. */
const REPEATED_LENGTH = 200

/**
 * What an object names that does not exist, or cannot be used, one text each.
 *
 * @param sameKind false leaves out whether objects of its own kind can be used
 */
export async function missingReferences(
  session: Session,
  prefix: Prefix,
  body: JsonObject,
  sameKind = true,
): Promise<string[]> {
  const reasons: string[] = []
  for (const { from, field, to, word, needsAvailable } of REFERENCES) {
    if (from !== prefix) continue
    for (const name of new Set(namesIn(body, field))) {
      const named = await session.body(to, name)
      if (named === undefined) reasons.push(`${word} ${name} does not exist`)
      else if (needsAvailable && named['Available'] === false && (sameKind || to !== prefix)) {
        reasons.push(`${word} ${name} is not available${because(named['Errors'])}`)
      }
    }
  }
  return reasons
}

function because(errors: JsonValue | undefined): string {
  if (!Array.isArray(errors) || errors.length === 0) return ''
  const told = errors.slice(0, REPEATED).map((error) => {
    const text = String(error)
    return text.length > REPEATED_LENGTH ? `${text.slice(0, REPEATED_LENGTH).toWellFormed()}…` : text
  })
  const more = errors.length - told.length
  return `: ${told.join('; ')}${more === 0 ? '' : `; and ${more} more`}`
}

/** An object that names another one. */
export interface User {
  readonly prefix: Prefix
  readonly key: string
}

/** Objects that name any of these, by the key they name. */
export async function usersOfAny(
  session: Session,
  prefix: Prefix,
  keys: ReadonlySet<string>,
): Promise<Map<string, User[]>> {
  const found = new Map<string, Map<string, User>>()
  const add = (key: string, user: User) => {
    const users = found.get(key) ?? new Map<string, User>()
    found.set(key, users.set(`${user.prefix}:${user.key}`, user))
  }
  for (const [from, fields] of fieldsTo(prefix)) {
    const scanned: string[] = []
    for (const field of fields) {
      if (!isStoredIndex(from, field)) {
        scanned.push(field)
        continue
      }
      for (const key of keys) {
        for (const user of await session.find(from, field, key)) add(key, { prefix: from, key: user })
      }
      // The store's indexes hold writable objects only.
      for (const [user, body] of session.layers.list(from)) {
        for (const key of namesIn(body, field)) if (keys.has(key)) add(key, { prefix: from, key: user })
      }
    }
    if (scanned.length === 0) continue
    for (const body of await session.bodies(from)) {
      for (const field of scanned) {
        for (const key of namesIn(body, field)) {
          if (keys.has(key)) add(key, { prefix: from, key: keyOf(from, body) })
        }
      }
    }
  }
  return new Map([...found].map(([key, users]) => [key, [...users.values()]]))
}

function fieldsTo(prefix: Prefix): Map<Prefix, string[]> {
  const fields = new Map<Prefix, string[]>()
  for (const { from, to, field } of REFERENCES) {
    if (to === prefix) fields.set(from, [...(fields.get(from) ?? []), field])
  }
  return fields
}

/** Why an object cannot go, worded as DRP does. */
export function stillUses(user: User, key: string): string {
  return `${user.prefix}:${user.key} still uses ${key}`
}

/** Names in a field of an object. */
export function namesIn(body: JsonObject, field: string): string[] {
  const value = fieldValue(body, field)
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one) => {
    // `stage:x`, `action:x` and the like stand among tasks, and are none.
    if (typeof one === 'string') return one === '' || (field === 'Tasks' && one.includes(':')) ? [] : [one]
    if (one === null || typeof one !== 'object' || Array.isArray(one)) return []
    // A template info names a template only where it has no contents of its own.
    const inline = one['Contents']
    const id = one['ID']
    return typeof id === 'string' && id !== '' && (inline === '' || inline === undefined) ? [id] : []
  })
}
