import { PREFIXES, type Prefix } from '@metalwright/sdk/models'

/** Kinds of objects so that each stands behind those it may name; it may also name its own kind. */
const ORDER: readonly Prefix[] = [
  'params',
  'templates',
  'roles',
  'users',
  'tenants',
  'plugin_providers',
  'plugins',
  'subnets',
  'reservations',
  'tasks',
  'profiles',
  'bootenvs',
  'stages',
  'workflows',
  'pools',
  'machines',
  'rollouts',
]

/** Kinds whose objects are never checked again: history, leases, and what names nothing. */
const UNCHECKED: readonly Prefix[] = ['jobs', 'leases', 'runs', 'plugin_providers', 'endpoints']

/** Kinds of objects in the order in which their availability is found out. */
export const RANKED: readonly Prefix[] = [
  ...ORDER,
  ...PREFIXES.filter((prefix) => !ORDER.includes(prefix)),
].filter((prefix) => !UNCHECKED.includes(prefix))
