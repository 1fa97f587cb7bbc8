import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Settings, settingsFromEnvironment } from '../../transport/settings.ts'
import {
  DIMENSIONS,
  FACTS,
  type InventorySettings,
  inventoryDefaults,
  isAddressSource,
  isDimension,
  isHostNameSource,
  isValueSource,
  type KeyedGroup,
  type ValueSource,
} from '../settings.ts'
import { InventoryError } from './inventory-error.ts'
import { RawSettings } from './raw-settings.ts'

/** Everything that a run of the script is told. */
export interface ScriptSettings {
  readonly connection: Settings
  /** How long an answer may take. */
  readonly timeoutMs: number
  readonly retries: number
  /** Filters of the list of machines, as pairs of the query. */
  readonly filters: readonly (readonly [name: string, test: string])[]
  readonly inventory: InventorySettings
  /** The form of DRP's own script. */
  readonly compat: boolean
  readonly cache:
    | { readonly folder: string; readonly maxAgeMs: number; readonly fallback: boolean }
    | undefined
  readonly strict: boolean
  readonly warnings: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Takes the settings from the environment and a configuration file; the environment wins. Variables of DRP's own script
 * are known: `RS_ANSIBLE`, `RS_HOST_ADDRESS`, `RS_ANSIBLE_USER`, `RS_ANSIBLE_PARENT`.
 *
 * @throws InventoryError for a setting that cannot be used
 */
export function scriptSettings(environment: Environment, file: ReadonlyMap<string, unknown>): ScriptSettings {
  const raw = new RawSettings(environment, file)
  const inventory = inventorySettings(raw, environment)
  const keep = raw.flag('cache', true) && inventory.secrets === 'omit'
  return {
    connection: connectionSettings(environment),
    timeoutMs: raw.number('timeout', 30) * 1000,
    retries: raw.number('retries', 2),
    filters: filtersOf(raw, environment),
    inventory,
    compat: raw.flag('compat', false),
    cache: keep
      ? {
          folder: raw.text('cache_dir') ?? cacheFolder(environment),
          maxAgeMs: raw.number('cache_max_age', 0) * 1000,
          fallback: raw.flag('cache_fallback', true),
        }
      : undefined,
    strict: raw.flag('strict', false),
    warnings: raw.flag('warnings', true),
  }
}

function connectionSettings(environment: Environment): Settings {
  try {
    return settingsFromEnvironment(environment)
  } catch (error) {
    throw new InventoryError('settings', error instanceof Error ? error.message : String(error), error)
  }
}

function cacheFolder({ XDG_CACHE_HOME }: Environment): string {
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'metalwright-inventory')
}

function filtersOf(raw: RawSettings, environment: Environment): ScriptSettings['filters'] {
  const pairs = (raw.list('filter', ';') ?? []).map((text) => {
    const at = text.indexOf('=')
    if (at < 1) throw raw.refusal('filter', `has the form Name=Eq(value), not \`${text}\``)
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
  const anyOf = (setting: string, name: string): ScriptSettings['filters'] => {
    const values = raw.list(setting) ?? []
    if (values.length === 0) return []
    return [[name, values.length === 1 ? `Eq(${values[0]})` : `In(${values.join(',')})`]]
  }
  const ansible = environment['RS_ANSIBLE']
  return [
    ...pairs,
    ...anyOf('pools', 'Pool'),
    ...anyOf('statuses', 'PoolStatus'),
    ...anyOf('workflows', 'Workflow'),
    ...(raw.flag('only_claimed', false) ? [['PoolAllocated', 'Eq(true)'] as const] : []),
    ...(raw.flag('only_complete', false)
      ? [['WorkflowComplete', 'Eq(true)'] as const, ['Runnable', 'Eq(true)'] as const]
      : []),
    ...(ansible && ansible !== 'all_machines' ? [['ansible', `Eq(${ansible})`] as const] : []),
  ]
}

function inventorySettings(raw: RawSettings, environment: Environment): InventorySettings {
  const defaults = inventoryDefaults
  const dimensions = `${DIMENSIONS.join(', ')}, param:X, meta:X`
  const prefix =
    raw.text('group_prefix') ?? (raw.structure('group_prefix') === '' ? '' : defaults.groupPrefix)
  if (!/^\w*$/.test(prefix)) throw raw.refusal('group_prefix', 'must be letters, digits and underscores')
  const names = 'name, short, uuid, address, param:X'
  const params = raw.list('params') ?? ['own']
  const [view] = params
  const word =
    params.length === 1 && (view === 'none' || view === 'own' || view === 'aggregate') ? view : undefined
  return {
    ...defaults,
    groupBy: raw.guarded('group_by', isDimension, dimensions) ?? defaults.groupBy,
    groupPrefix: prefix,
    hostName: raw.guarded('hostname', isHostNameSource, names) ?? defaults.hostName,
    address:
      raw.guarded('address', isAddressSource, 'address, name, param:X') ??
      drpAddress(environment) ??
      defaults.address,
    requireAddress: raw.flag('require_address', defaults.requireAddress),
    user: raw.text('user') ?? (environment['RS_ANSIBLE_USER'] || defaults.user),
    params: word ?? (params.includes('aggregate') ? 'aggregate' : 'own'),
    includeParams: word === undefined ? params.filter((one) => one !== 'aggregate' && one !== 'own') : [],
    excludeParams: raw.list('exclude_params') ?? defaults.excludeParams,
    paramStyle: raw.choice('param_style', ['nested', 'flat', 'raw'], defaults.paramStyle),
    secrets: raw.choice('secrets', ['omit', 'clear'], defaults.secrets),
    parents: raw.flag('parents', defaults.parents),
    childrenParam: raw.text('children_param') ?? (environment['RS_ANSIBLE_PARENT'] || defaults.childrenParam),
    groupVars: raw.flag('group_vars', defaults.groupVars),
    allowTemplates: raw.flag('allow_templates', defaults.allowTemplates),
    allowConnection: raw.flag('allow_connection', defaults.allowConnection),
    keyedGroups: keyedGroups(raw.structure('keyed_groups')),
    compose: composed(raw.structure('compose')),
  }
}

/** DRP's script takes a param there, and leaves everything out that does not have it. */
function drpAddress({ RS_HOST_ADDRESS: where }: Environment): InventorySettings['address'] | undefined {
  if (where === undefined || where === '' || where === 'internal') return undefined
  return [`param:${where}`, 'address']
}

function keyedGroups(value: unknown): readonly KeyedGroup[] {
  if (value === undefined || value === null) return []
  const form =
    'keyed_groups must be a list of maps with `key`, and maybe `prefix`, `separator`, `default_value`, `parent_group`'
  if (!Array.isArray(value)) throw new InventoryError('settings', `${form}.`)
  return value.map((one: unknown) => {
    const members = mapOf(one, form)
    const text = (name: string): string | undefined => {
      const member = members.get(name)
      if (member === undefined || typeof member === 'string') return member
      throw new InventoryError('settings', `${form}; \`${name}\` must be a text.`)
    }
    const [defaultValue, parentGroup] = [text('default_value'), text('parent_group')]
    return {
      key: sourceOf(text('key'), 'key of keyed_groups'),
      prefix: text('prefix') ?? '',
      separator: text('separator') ?? '_',
      ...(defaultValue === undefined ? {} : { defaultValue }),
      ...(parentGroup === undefined ? {} : { parentGroup }),
    }
  })
}

function composed(value: unknown): Readonly<Record<string, ValueSource>> {
  if (value === undefined || value === null) return {}
  const entries = [...mapOf(value, 'compose must be a map of variables and where their values come from')]
  return Object.fromEntries(
    entries.map(([name, source]) => {
      if (/^[A-Za-z_]\w*$/.test(name)) return [name, sourceOf(source, `compose.${name}`)]
      throw new InventoryError('settings', `compose: \`${name}\` is no name of a variable.`)
    }),
  )
}

function mapOf(value: unknown, form: string): ReadonlyMap<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return new Map(Object.entries(value))
  throw new InventoryError('settings', `${form}.`)
}

function sourceOf(value: unknown, where: string): ValueSource {
  if (typeof value === 'string' && isValueSource(value)) return value
  const known = `${FACTS.join(', ')}, param:X, meta:X`
  const expressions = 'Expressions are for a file of the plugin `constructed` behind this source.'
  throw new InventoryError('settings', `${where} knows ${known}, not \`${String(value)}\`. ${expressions}`)
}
