/** By what machines are grouped, besides params and annotations. */
export const DIMENSIONS = [
  'pool',
  'profile',
  'stage',
  'bootenv',
  'workflow',
  'status',
  'os',
  'arch',
  'context',
  'locked',
  'runnable',
] as const

/** By what machines are grouped; `param:X` and `meta:X` take the value of a param or an annotation. */
export type Dimension = (typeof DIMENSIONS)[number] | `param:${string}` | `meta:${string}`

/** Whether a text names a dimension. */
export function isDimension(text: string): text is Dimension {
  return DIMENSIONS.some((name) => name === text) || /^(?:param|meta):./s.test(text)
}

/** Where the name of a host comes from: `short` is the name up to its first dot. */
export type HostNameSource = 'name' | 'short' | 'uuid' | 'address' | `param:${string}`

/** Whether a text names a source of host names. */
export function isHostNameSource(text: string): text is HostNameSource {
  return /^(?:name|short|uuid|address|param:.+)$/s.test(text)
}

/** Where the address of a host comes from. */
export type AddressSource = 'address' | 'name' | `param:${string}`

/** Whether a text names a source of addresses. */
export function isAddressSource(text: string): text is AddressSource {
  return /^(?:address|name|param:.+)$/s.test(text)
}

/** Facts about a machine that groups and variables can be made of, besides params and annotations. */
export const FACTS = [
  'name',
  'uuid',
  'pool',
  'pool_status',
  'stage',
  'bootenv',
  'workflow',
  'os',
  'arch',
  'context',
  'address',
  'locked',
  'runnable',
  'workflow_complete',
  'pool_allocated',
  'profiles',
  'hardware_addrs',
] as const

/** Where a value comes from. */
export type ValueSource = (typeof FACTS)[number] | `param:${string}` | `meta:${string}`

/** Whether a text names a source of values. */
export function isValueSource(text: string): text is ValueSource {
  return FACTS.some((name) => name === text) || /^(?:param|meta):./s.test(text)
}

/** Groups made of a value, as those of Ansible's own inventories: `<prefix><separator><value>`. */
export interface KeyedGroup {
  /** Each value of a list makes a group; maps make none. */
  readonly key: ValueSource
  readonly prefix: string
  readonly separator: string
  /** Stands in where a machine has no value. */
  readonly defaultValue?: string
  /** Group of which the made ones are children. */
  readonly parentGroup?: string
}

/** How an inventory is made. */
export interface InventorySettings {
  /** Default: all dimensions without an argument but `context`, `locked` and `runnable`. */
  readonly groupBy: readonly Dimension[]
  /** Stands before the name of every group; `drp_` by default, may be empty. */
  readonly groupPrefix: string
  /** The first source that gives a name counts; the UUID is the last resort. */
  readonly hostName: readonly HostNameSource[]
  /** The first source that gives an address counts. */
  readonly address: readonly AddressSource[]
  /** Leave out machines that have no address, instead of putting them in a group of their own. */
  readonly requireAddress: boolean
  /** User to log in as where param `ansible_user` says nothing. */
  readonly user: string
  /** No params, those of the machine, or those it has from profiles, stage and `global` too. */
  readonly params: 'none' | 'own' | 'aggregate'
  /** Only params that one of these patterns matches, with `*` for any text; all when empty. */
  readonly includeParams: readonly string[]
  /** Params left out; what agents found about the hardware by default, which is large. */
  readonly excludeParams: readonly string[]
  /** All in `drp_params`, each as `drp_param_…` with a safe name, or each by its raw name. */
  readonly paramStyle: 'nested' | 'flat' | 'raw'
  /** Nested profiles, and the list in param `ansible/children`, become children of a profile's group. */
  readonly parents: boolean
  /** Params of profiles become variables of their groups; those of `global` variables of all. */
  readonly groupVars: boolean
  /** Param of a profile that lists further children of its group. */
  readonly childrenParam: string
  /** More groups, made of values; they have names without `groupPrefix`. */
  readonly keyedGroups: readonly KeyedGroup[]
  /** More variables of hosts, by name; those without a value are left out. */
  readonly compose: Readonly<Record<string, ValueSource>>
  /**
   * Leave out values of secure params and passwords, or show what the server gave in plain. Sealed values are left out
   * in either case.
   */
  readonly secrets: 'omit' | 'clear'
  /**
   * Let params of a machine itself say how Ansible connects, such as `ansible_connection` and `ansible_ssh_common_args`.
   * Whoever may set a param of a machine, the machine too, can then run code where Ansible runs. Params of profiles and
   * stages may always say it.
   */
  readonly allowConnection: boolean
  /** Leave templates in texts alive. Whoever may set a param can then run code where Ansible runs. */
  readonly allowTemplates: boolean
}

/** What counts where nothing is said. */
export const inventoryDefaults: InventorySettings = {
  groupBy: ['pool', 'profile', 'stage', 'bootenv', 'workflow', 'status', 'os', 'arch'],
  groupPrefix: 'drp_',
  hostName: ['name'],
  address: ['address'],
  requireAddress: false,
  user: 'root',
  params: 'own',
  includeParams: [],
  excludeParams: ['gohai-inventory', 'inventory/*', 'change-stage/map'],
  paramStyle: 'nested',
  parents: true,
  groupVars: true,
  childrenParam: 'ansible/children',
  keyedGroups: [],
  compose: {},
  secrets: 'omit',
  allowConnection: false,
  allowTemplates: false,
}
