import { isPrefix, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'
import type { Change } from '../../store/port.ts'
import { paramsOf } from '../params/effective-params.ts'
import type { Session } from '../session.ts'
import { namesIn, usersOfAny } from './references.ts'

/** Objects by kind. */
export class Places {
  readonly #keys = new Map<Prefix, Set<string>>()

  get size(): number {
    return this.#keys.size
  }

  add(prefix: Prefix, keys: Iterable<string>): void {
    const known = this.#keys.get(prefix) ?? new Set()
    for (const key of keys) known.add(key)
    if (known.size > 0) this.#keys.set(prefix, known)
  }

  /** Takes all of a kind out. */
  take(prefix: Prefix): ReadonlySet<string> {
    const keys = this.#keys.get(prefix) ?? new Set()
    this.#keys.delete(prefix)
    return keys
  }

  /** Takes everything out, kind by kind. */
  *drain(): Iterable<readonly [Prefix, ReadonlySet<string>]> {
    for (const prefix of [...this.#keys.keys()]) yield [prefix, this.take(prefix)]
  }
}

const STATE = ['Available', 'Errors']

/** What of an object counts for those who use it, besides that it is there. Others count for nobody. */
const COUNTING: { readonly [P in Prefix]?: readonly string[] } = {
  bootenvs: [...STATE, 'RequiredParams', 'Templates'],
  params: ['Schema', 'Secure'],
  plugin_providers: [],
  pools: [...STATE, 'ParentPool'],
  profiles: [...STATE, 'Profiles'],
  roles: [],
  stages: [...STATE, 'RequiredParams', 'Profiles'],
  subnets: [...STATE, 'Subnet'],
  tasks: [...STATE, 'Prerequisites'],
  templates: STATE,
  users: [],
  workflows: STATE,
}

/** Whether objects of the kind count for the availability of others. */
export function isNamedByOthers(prefix: Prefix): boolean {
  return Object.hasOwn(COUNTING, prefix)
}

/** Whether others may be available or not because of a change. */
export function countsForOthers(change: Change): change is Change & { prefix: Prefix } {
  const { prefix, action, object, original } = change
  const fields = isPrefix(prefix) ? COUNTING[prefix] : undefined
  if (fields === undefined) return false
  if (action === 'create' || action === 'delete' || original === undefined) return true
  const differs = (field: string) => !same(object[field], original[field])
  return (
    fields.some(differs) ||
    !same(Object.keys(paramsOf(object)).sort(), Object.keys(paramsOf(original)).sort())
  )
}

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Adds the objects whose availability may be another one because these changed, came or went. */
export async function addDependents(
  session: Session,
  prefix: Prefix,
  keys: ReadonlySet<string>,
  into: Places,
): Promise<void> {
  for (const users of (await usersOfAny(session, prefix, keys)).values()) {
    for (const user of users) into.add(user.prefix, [user.key])
  }
  if (prefix === 'params') await addHolders(session, keys, into)
  if (prefix === 'params') await addRequiring(session, keys, into)
  if (prefix === 'profiles') await addReaders(session, keys, into)
  if (prefix === 'subnets') await addOverlapping(session, into)
}

/** Objects that have a value for one of the params. */
async function addHolders(session: Session, names: ReadonlySet<string>, into: Places): Promise<void> {
  const texts = [...names].map((name) => `${JSON.stringify(name)}:`)
  for (const prefix of ['profiles', 'stages', 'plugins', 'machines'] as const) {
    for await (const piece of session.pieces(prefix)) {
      for (const one of piece) {
        // Most have none: those need not be parsed.
        if (!texts.some((text) => one.text.includes(text))) continue
        if (Object.keys(paramsOf(one.body)).some((name) => names.has(name))) into.add(prefix, [one.key])
      }
    }
  }
}

/** Machines in a stage or bootenv that requires one of the params; any param when none are named. */
async function addRequiring(
  session: Session,
  names: ReadonlySet<string> | undefined,
  into: Places,
): Promise<void> {
  for (const [prefix, index] of [
    ['stages', 'Stage'],
    ['bootenvs', 'BootEnv'],
  ] as const) {
    for (const body of await session.bodies(prefix)) {
      const required = namesIn(body, 'RequiredParams')
      if (!required.some((name) => names === undefined || names.has(name))) continue
      into.add('machines', await session.find('machines', index, String(body['Name'])))
    }
  }
}

/** Machines that see params of the profiles: by their own profiles, nested ones, their stage's, or all of them. */
async function addReaders(session: Session, profiles: ReadonlySet<string>, into: Places): Promise<void> {
  const seen = new Set(profiles)
  const bodies = await session.bodies('profiles')
  for (let grew = true; grew; ) {
    const outer = bodies.filter(
      (body) => !seen.has(nameOf(body)) && namesIn(body, 'Profiles').some((one) => seen.has(one)),
    )
    for (const body of outer) seen.add(nameOf(body))
    grew = outer.length > 0
  }
  for (const profile of seen) into.add('machines', await session.find('machines', 'Profiles', profile))
  for (const stage of await session.bodies('stages')) {
    if (!namesIn(stage, 'Profiles').some((name) => seen.has(name))) continue
    into.add('machines', await session.find('machines', 'Stage', nameOf(stage)))
  }
  if (seen.has('global')) await addRequiring(session, undefined, into)
}

/** Subnets that may be used when the one they overlap has gone. One that is in use stays so. */
async function addOverlapping(session: Session, into: Places): Promise<void> {
  for (const body of await session.bodies('subnets')) {
    if (body['Available'] === false) into.add('subnets', [nameOf(body)])
  }
}

function nameOf(body: JsonObject): string {
  return String(body['Name'])
}
