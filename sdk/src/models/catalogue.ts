import type { z } from 'zod'
import { BootEnv } from './bootenv.ts'
import { Context } from './context.ts'
import { CatalogItem, Endpoint, VersionSet } from './endpoint.ts'
import { COMPUTED_FIELDS } from './fields.ts'
import { Job } from './job.ts'
import { Lease } from './lease.ts'
import { Machine } from './machine.ts'
import { Param } from './param.ts'
import { Plugin, PluginProvider } from './plugin.ts'
import { Pool } from './pool.ts'
import { Profile } from './profile.ts'
import { Reservation } from './reservation.ts'
import { Role } from './role.ts'
import { Rollout } from './rollout.ts'
import { Run } from './run.ts'
import { Stage } from './stage.ts'
import { Subnet } from './subnet.ts'
import { Task } from './task.ts'
import { Template } from './template.ts'
import { Tenant } from './tenant.ts'
import { User } from './user.ts'
import { Workflow } from './workflow.ts'

/**
 * How values of an index are read from a query and compared.
 * `list` indexes every element of a list field; `network` and `range` match subnets whose network, or whose active
 * range, holds an address.
 */
export type IndexKind =
  | 'string'
  | 'boolean'
  | 'uuid'
  | 'ip'
  | 'cidr'
  | 'network'
  | 'range'
  | 'time'
  | 'integer'
  | 'list'

/** A field that lists can be filtered and sorted by. */
export interface Index {
  readonly kind: IndexKind
  /** Field that holds the value. */
  readonly field: string
  /** No two objects share a value, so `Index:value` names one. */
  readonly unique: boolean
}

/** How the key of an object is written: as it is, or an IPv4 address as eight hex digits. */
export type KeyForm = 'text' | 'hex-address'

/** What the server, the SDK, the providers and the docs need to know about one kind of object. */
export interface CatalogueEntry<Schema extends z.ZodObject = z.ZodObject> {
  readonly prefix: string
  /** One of them, for messages: `machine`. */
  readonly singular: string
  readonly schema: Schema
  /** Field that holds the key. */
  readonly key: string
  readonly keyForm: KeyForm
  readonly indexes: Readonly<Record<string, Index>>
  /** Fields that cannot change once the object exists, besides the key. */
  readonly immutable: readonly string[]
  /** Fields that are never returned. */
  readonly secret: readonly string[]
  /** Fields the server computes; what a client sends in them is ignored. */
  readonly computed: readonly string[]
  /** What the API lets a client do besides list and get. */
  readonly verbs: readonly ('create' | 'update' | 'delete')[]
  /** Whether the object has `Params` with a sub-resource of their own. */
  readonly params: boolean
  /** Whether content packs may bring such objects. */
  readonly content: boolean
}

const index = (field: string, kind: IndexKind = 'string'): Index => ({ field, kind, unique: false })
const unique = (field: string, kind: IndexKind = 'string'): Index => ({ field, kind, unique: true })

/** Indexes that every kind of object has. */
const COMMON_INDEXES = {
  Available: index('Available', 'boolean'),
  Valid: index('Validated', 'boolean'),
  ReadOnly: index('ReadOnly', 'boolean'),
  Bundle: index('Bundle'),
  Endpoint: index('Endpoint'),
}

type Description<Schema extends z.ZodObject> = Partial<Omit<CatalogueEntry<Schema>, 'prefix' | 'schema'>>

function entry<Schema extends z.ZodObject>(
  prefix: string,
  schema: Schema,
  description: Description<Schema>,
): CatalogueEntry<Schema> {
  const key = description.key ?? 'Name'
  return {
    prefix,
    schema,
    key,
    singular: description.singular ?? prefix.slice(0, -1),
    keyForm: description.keyForm ?? 'text',
    indexes: {
      ...COMMON_INDEXES,
      [key]: unique(key),
      Key: unique(key, description.keyForm === 'hex-address' ? 'ip' : 'string'),
      ...description.indexes,
    },
    immutable: description.immutable ?? [],
    secret: description.secret ?? [],
    computed: [...COMPUTED_FIELDS, ...(description.computed ?? [])],
    verbs: description.verbs ?? ['create', 'update', 'delete'],
    params: description.params ?? false,
    content: description.content ?? true,
  }
}

/** Every kind of stored object by its prefix, which is also its path in the API. */
export const catalogue = {
  bootenvs: entry('bootenvs', BootEnv, {
    indexes: { OsName: index('OS.Name'), OnlyUnknown: index('OnlyUnknown', 'boolean') },
  }),
  catalog_items: entry('catalog_items', CatalogItem, {
    key: 'Id',
    indexes: { Name: index('Name'), Type: index('Type') },
  }),
  contexts: entry('contexts', Context, { indexes: { Engine: index('Engine'), Image: index('Image') } }),
  endpoints: entry('endpoints', Endpoint, { key: 'Id', params: true, content: false }),
  jobs: entry('jobs', Job, {
    key: 'Uuid',
    content: false,
    computed: ['Current', 'CurrentIndex', 'NextIndex', 'StartTime', 'EndTime'],
    immutable: ['Machine', 'Previous'],
    indexes: {
      Uuid: unique('Uuid', 'uuid'),
      Previous: index('Previous', 'uuid'),
      Stage: index('Stage'),
      Workflow: index('Workflow'),
      BootEnv: index('BootEnv'),
      Task: index('Task'),
      State: index('State'),
      Machine: index('Machine', 'uuid'),
      Archived: index('Archived', 'boolean'),
      Current: index('Current', 'boolean'),
      StartTime: index('StartTime', 'time'),
      EndTime: index('EndTime', 'time'),
    },
  }),
  leases: entry('leases', Lease, {
    key: 'Addr',
    keyForm: 'hex-address',
    content: false,
    verbs: ['delete'],
    indexes: {
      Addr: unique('Addr', 'ip'),
      Token: index('Token'),
      Strategy: index('Strategy'),
      State: index('State'),
      ExpireTime: index('ExpireTime', 'time'),
    },
  }),
  machines: entry('machines', Machine, {
    key: 'Uuid',
    content: false,
    params: true,
    computed: ['CurrentJob', 'WorkflowComplete'],
    indexes: {
      Uuid: unique('Uuid', 'uuid'),
      Name: unique('Name'),
      Stage: index('Stage'),
      Workflow: index('Workflow'),
      BootEnv: index('BootEnv'),
      Address: index('Address', 'ip'),
      Runnable: index('Runnable', 'boolean'),
      Arch: index('Arch'),
      Context: index('Context'),
      CurrentJob: index('CurrentJob', 'uuid'),
      Locked: index('Locked', 'boolean'),
      OS: index('OS'),
      Pool: index('Pool'),
      PoolAllocated: index('PoolAllocated', 'boolean'),
      PoolStatus: index('PoolStatus'),
      Profiles: index('Profiles', 'list'),
      HardwareAddrs: index('HardwareAddrs', 'list'),
      WorkflowComplete: index('WorkflowComplete', 'boolean'),
      WorkOrderMode: index('WorkOrderMode', 'boolean'),
    },
  }),
  params: entry('params', Param, {}),
  plugin_providers: entry('plugin_providers', PluginProvider, { content: false, verbs: [] }),
  plugins: entry('plugins', Plugin, {
    params: true,
    computed: ['PluginErrors'],
    indexes: { Provider: index('Provider') },
  }),
  pools: entry('pools', Pool, { key: 'Id' }),
  profiles: entry('profiles', Profile, { params: true }),
  reservations: entry('reservations', Reservation, {
    key: 'Addr',
    keyForm: 'hex-address',
    immutable: ['Token', 'Strategy', 'Scoped'],
    computed: ['Subnet'],
    indexes: {
      Addr: unique('Addr', 'ip'),
      Token: index('Token'),
      Strategy: index('Strategy'),
      NextServer: index('NextServer', 'ip'),
      Subnet: index('Subnet'),
    },
  }),
  roles: entry('roles', Role, {}),
  rollouts: entry('rollouts', Rollout, {
    content: false,
    computed: [
      'State',
      'Reason',
      'Wave',
      'WaveBegun',
      'WaveEndTime',
      'Total',
      'Waiting',
      'Running',
      'Done',
      'Failed',
      'Forgiven',
      'Skipped',
      'Approved',
      'StartTime',
      'EndTime',
      'NextTime',
    ],
    indexes: { State: index('State'), Pool: index('Pool'), Workflow: index('Workflow') },
  }),
  runs: entry('runs', Run, {
    key: 'Uuid',
    content: false,
    verbs: [],
    indexes: {
      Uuid: unique('Uuid', 'uuid'),
      Machine: index('Machine'),
      HardwareAddr: index('HardwareAddr'),
      StartTime: index('StartTime', 'time'),
      EndTime: index('EndTime', 'time'),
    },
  }),
  stages: entry('stages', Stage, {
    params: true,
    indexes: { BootEnv: index('BootEnv'), Reboot: index('Reboot', 'boolean') },
  }),
  subnets: entry('subnets', Subnet, {
    immutable: ['Subnet', 'Strategy'],
    indexes: {
      Subnet: unique('Subnet', 'cidr'),
      Address: index('Subnet', 'network'),
      ActiveAddress: index('ActiveStart', 'range'),
      Strategy: index('Strategy'),
      NextServer: index('NextServer', 'ip'),
      Enabled: index('Enabled', 'boolean'),
      Proxy: index('Proxy', 'boolean'),
    },
  }),
  tasks: entry('tasks', Task, {}),
  templates: entry('templates', Template, { key: 'ID' }),
  tenants: entry('tenants', Tenant, { content: false, indexes: { Users: index('Users', 'list') } }),
  users: entry('users', User, { secret: ['PasswordHash'] }),
  version_sets: entry('version_sets', VersionSet, { key: 'Id' }),
  workflows: entry('workflows', Workflow, {}),
} as const

/** Kinds of objects, by their path in the API. */
export type Prefix = keyof typeof catalogue

/** Object of a prefix: `ObjectOf<'machines'>` is `Machine`. */
export type ObjectOf<P extends Prefix> = z.infer<(typeof catalogue)[P]['schema']>

/** What a client may send to create an object of a prefix: everything that has a default may be left out. */
export type InputOf<P extends Prefix> = z.input<(typeof catalogue)[P]['schema']>

/** All prefixes in order. */
export const PREFIXES = Object.keys(catalogue).filter(isPrefix)

/** Whether the text names a kind of object. */
export function isPrefix(text: string): text is Prefix {
  return Object.hasOwn(catalogue, text)
}
