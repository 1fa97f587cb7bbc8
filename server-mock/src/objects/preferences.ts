import type { JsonObject, Prefix, Prefs } from '@metalwright/sdk/models'
import type { Reader, Transaction } from '../store/port.ts'
import type { Layers } from './content/layers.ts'
import type { Ports } from './ports.ts'
import { Problem } from './problem.ts'
import { Session } from './session.ts'

/** Internal prefix of the store under which preferences are kept, one object each. */
const PREFIX = 'prefs'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'panic', '0', '1', '2']

/** Defaults of the preferences; the two secrets are made on the first start. */
const DEFAULTS: Readonly<Prefs> = {
  baseTokenSecret: '',
  systemGrantorSecret: '',
  defaultBootEnv: 'local',
  defaultStage: 'none',
  defaultWorkflow: '',
  unknownBootEnv: 'ignore',
  knownTokenTimeout: '3600',
  unknownTokenTimeout: '600',
  debugBootEnv: 'warn',
  debugDhcp: 'warn',
  debugRenderer: 'warn',
  debugFrontend: 'warn',
  debugPlugins: 'warn',
  logLevel: 'warn',
}

/** Preferences that name an object, with its kind. */
const NAMED_OBJECTS: Readonly<Record<string, Prefix>> = {
  defaultBootEnv: 'bootenvs',
  defaultStage: 'stages',
  defaultWorkflow: 'workflows',
  unknownBootEnv: 'bootenvs',
}

/** Value of one preference. */
export async function preference(reader: Pick<Reader, 'get'>, name: string): Promise<string> {
  return preferredValue(name, (await reader.get(PREFIX, name))?.body)
}

/** Names of the preferences that name this object. */
export async function preferencesFor(session: Session, prefix: Prefix, key: string): Promise<string[]> {
  const found: string[] = []
  for (const [name, kind] of Object.entries(NAMED_OBJECTS)) {
    if (kind === prefix && preferredValue(name, await session.internal(PREFIX, name)) === key)
      found.push(name)
  }
  return found
}

/** Value of a preference by what is stored of it; its default when nothing is. */
export function preferredValue(name: string, body: JsonObject | undefined): string {
  const value = body?.['Value']
  return typeof value === 'string' ? value : (DEFAULTS[name] ?? '')
}

/** All preferences. */
export async function preferences(reader: Reader): Promise<Prefs> {
  const set = await reader.list(PREFIX)
  return {
    ...DEFAULTS,
    ...Object.fromEntries(set.map(({ key, body }) => [key, String(body['Value'] ?? '')])),
  }
}

/**
 * Changes preferences, all or none.
 *
 * @throws Problem 400 naming every entry that is unknown or not valid
 */
export async function setPreferences(
  transaction: Transaction,
  layers: Layers,
  changes: Prefs,
): Promise<void> {
  const session = new Session(transaction, layers)
  const problems: string[] = []
  for (const [name, value] of Object.entries(changes)) {
    const problem = await check(session, name, value)
    if (problem !== undefined) problems.push(problem)
    transaction.put(PREFIX, name, { Value: value }, 'save')
  }
  if (problems.length > 0) throw new Problem(400, problems, { model: 'prefs' })
}

/** Makes the secrets that sign tokens, unless they exist. */
export async function initialisePreferences(transaction: Transaction, ports: Ports): Promise<void> {
  const secrets = {
    baseTokenSecret: () => ports.secret() + ports.secret(),
    systemGrantorSecret: ports.secret,
  }
  for (const [name, make] of Object.entries(secrets)) {
    if ((await transaction.get(PREFIX, name)) === undefined) {
      transaction.put(PREFIX, name, { Value: make() }, 'save')
    }
  }
}

async function check(session: Session, name: string, value: string): Promise<string | undefined> {
  switch (name) {
    case 'baseTokenSecret':
      return value.length === 32 ? undefined : `Preference ${name}: Must be 32 bytes long`
    case 'systemGrantorSecret':
      return undefined
    case 'defaultStage':
      return (await session.body('stages', value))
        ? undefined
        : `Preference ${name}: stage ${value} does not exist`
    case 'defaultWorkflow':
      if (value === '' || (await session.body('workflows', value))) return undefined
      return `Preference ${name}: workflow ${value} does not exist`
    case 'defaultBootEnv': {
      const bootEnv = await session.get('bootenvs', value)
      if (bootEnv === undefined) return `Preference ${name}: bootenv ${value} does not exist`
      return bootEnv.OnlyUnknown
        ? `Preference ${name}: BootEnv ${value} is only for unknown machines`
        : undefined
    }
    case 'unknownBootEnv': {
      const bootEnv = await session.get('bootenvs', value)
      if (bootEnv === undefined) return `Preference ${name}: bootenv ${value} does not exist`
      return bootEnv.OnlyUnknown ? undefined : `BootEnv ${value} cannot be used for the unknownBootEnv`
    }
    case 'knownTokenTimeout':
    case 'unknownTokenTimeout':
      return /^\d+$/.test(value) ? undefined : `Preference ${name}: ${value} is not a number of seconds`
    default:
      if (!Object.hasOwn(DEFAULTS, name)) return `Unknown Preference ${name}`
      return LEVELS.includes(value)
        ? undefined
        : `Preference ${name}: ${value} is not one of ${LEVELS.join(' ')}`
  }
}
