import type { Claim } from '@metalwright/sdk/models'

/** Kinds of objects a plugin may read. */
const READABLE =
  'bootenvs,jobs,leases,machines,params,plugins,pools,profiles,reservations,stages,subnets,tasks,templates,workflows'

/**
 * Rights of a plugin that runs: to read what machines are made of, to change machines and run actions on them, to
 * post events, and to keep its own params, secure ones too. Users, roles, preferences, content packs, other plugins
 * and the secure params of machines are none of its business; an action is given the values it needs.
 */
export function pluginClaims(plugin: string): Claim[] {
  return [
    { scope: READABLE, action: 'list,get', specific: '*' },
    { scope: 'machines', action: 'update,actions,action', specific: '*' },
    { scope: 'plugins', action: 'update:/Params,getSecure,updateSecure', specific: plugin },
    { scope: 'events', action: 'post', specific: '*' },
    { scope: 'info', action: 'get', specific: '*' },
  ]
}
