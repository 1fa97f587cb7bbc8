/** A setting: variable `DRP_INVENTORY_<NAME>`, or a key of the configuration file. */
export interface SettingRow {
  readonly name: string
  readonly kind: 'text' | 'list' | 'flag' | 'number'
  readonly meaning: string
}

const row = (name: string, kind: SettingRow['kind'], meaning: string): SettingRow => ({ name, kind, meaning })

/** All settings but those that only the configuration file can hold: `keyed_groups` and `compose`. */
export const SETTING_TABLE: readonly SettingRow[] = [
  row('filter', 'list', 'DRP filters that machines must all meet, such as Pool=Eq(gpu); separated by ;'),
  row('pools', 'list', 'only machines of these pools'),
  row('statuses', 'list', 'only machines with these pool statuses, such as InUse'),
  row('workflows', 'list', 'only machines with these workflows'),
  row('only_claimed', 'flag', 'only machines that somebody claims'),
  row('only_complete', 'flag', 'only machines whose workflow is complete and that are runnable'),
  row(
    'hostname',
    'list',
    'names of hosts: name, short, uuid, address, param:X; the first that gives one [name]',
  ),
  row('address', 'list', 'addresses: address, name, param:X; the first that gives one [address]'),
  row('require_address', 'flag', 'leave out machines without an address'),
  row('user', 'text', 'user where param ansible_user says nothing [root]'),
  row(
    'group_by',
    'list',
    'pool, profile, stage, bootenv, workflow, status, os, arch, context, locked, runnable, param:X, meta:X [the first eight]',
  ),
  row('group_prefix', 'text', 'stands before the name of every group [drp_]'),
  row(
    'params',
    'list',
    'none, own, aggregate (with those of profiles, stage and global), or patterns of names [own]',
  ),
  row('exclude_params', 'list', 'patterns of params left out [gohai-inventory,inventory/*,change-stage/map]'),
  row('param_style', 'text', 'nested (drp_params), flat (drp_param_x) or raw (x) [nested]'),
  row('secrets', 'text', 'omit, or clear for plain values of secure params; never kept in the cache [omit]'),
  row('parents', 'flag', 'profiles inside profiles become children of their groups [true]'),
  row('children_param', 'text', 'param of a profile that lists more children [ansible/children]'),
  row('group_vars', 'flag', 'params of profiles become variables of their groups [true]'),
  row(
    'allow_templates',
    'flag',
    'leave {{ }} of the server alive: whoever may set a param can run code here [false]',
  ),
  row('allow_connection', 'flag', 'believe ansible_connection and the like of machines themselves [false]'),
  row('compat', 'flag', "the form of DRP's own drpmachines.py [false]"),
  row('cache_dir', 'text', 'folder of kept inventories [~/.cache/metalwright-inventory]'),
  row('cache', 'flag', 'keep inventories [true]'),
  row('cache_max_age', 'number', 'seconds for which a kept inventory is used without asking the server [0]'),
  row('cache_fallback', 'flag', 'use a kept inventory when the server does not answer [true]'),
  row('timeout', 'number', 'seconds that an answer may take [30]'),
  row('retries', 'number', 'how often a failed call is repeated [2]'),
  row('strict', 'flag', 'any oddity is an error [false]'),
  row('warnings', 'flag', 'say on stderr what is odd [true]'),
]

/** A setting by its name. @throws Error when there is none, which is a mistake in the program */
export function settingNamed(name: string): SettingRow {
  const found = SETTING_TABLE.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no setting ${name}`)
  return found
}
