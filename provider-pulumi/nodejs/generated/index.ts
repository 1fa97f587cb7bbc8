// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { Machine } from './machine.ts'
import { AnyObject } from './any-object.ts'
import { BootEnv } from './boot-env.ts'
import { CatalogItem } from './catalog-item.ts'
import { Context } from './context.ts'
import { Endpoint } from './endpoint.ts'
import { MachineEnrolled } from './machine-enrolled.ts'
import { Param } from './param.ts'
import { Plugin } from './plugin.ts'
import { Pool } from './pool.ts'
import { Profile } from './profile.ts'
import { Reservation } from './reservation.ts'
import { Role } from './role.ts'
import { Rollout } from './rollout.ts'
import { Stage } from './stage.ts'
import { Subnet } from './subnet.ts'
import { Task } from './task.ts'
import { Template } from './template.ts'
import { Tenant } from './tenant.ts'
import { User } from './user.ts'
import { VersionSet } from './version-set.ts'
import { Workflow } from './workflow.ts'
import { Provider } from './provider.ts'
import { absent, version } from './resource.ts'

export { config } from './config.ts'
export type { Json } from './json.ts'
export { Provider, type ProviderArgs } from './provider.ts'
export * from './types/enums.ts'
export { Machine, type MachineArgs } from './machine.ts'
export { AnyObject, type AnyObjectArgs } from './any-object.ts'
export { BootEnv, type BootEnvArgs } from './boot-env.ts'
export { CatalogItem, type CatalogItemArgs } from './catalog-item.ts'
export { Context, type ContextArgs } from './context.ts'
export { Endpoint, type EndpointArgs } from './endpoint.ts'
export { MachineEnrolled, type MachineEnrolledArgs } from './machine-enrolled.ts'
export { Param, type ParamArgs } from './param.ts'
export { Plugin, type PluginArgs } from './plugin.ts'
export { Pool, type PoolArgs } from './pool.ts'
export { Profile, type ProfileArgs } from './profile.ts'
export { Reservation, type ReservationArgs } from './reservation.ts'
export { Role, type RoleArgs } from './role.ts'
export { Rollout, type RolloutArgs } from './rollout.ts'
export { Stage, type StageArgs } from './stage.ts'
export { Subnet, type SubnetArgs } from './subnet.ts'
export { Task, type TaskArgs } from './task.ts'
export { Template, type TemplateArgs } from './template.ts'
export { Tenant, type TenantArgs } from './tenant.ts'
export { User, type UserArgs } from './user.ts'
export { VersionSet, type VersionSetArgs } from './version-set.ts'
export { Workflow, type WorkflowArgs } from './workflow.ts'
export { getMachine, getMachineOutput, type GetMachineArgs, type GetMachineOutputArgs, type GetMachineResult } from './get-machine.ts'
export { getMachines, getMachinesOutput, type GetMachinesArgs, type GetMachinesOutputArgs, type GetMachinesResult } from './get-machines.ts'
export { getPool, getPoolOutput, type GetPoolArgs, type GetPoolOutputArgs, type GetPoolResult } from './get-pool.ts'
export { getPools, getPoolsOutput, type GetPoolsArgs, type GetPoolsOutputArgs, type GetPoolsResult } from './get-pools.ts'
export { getProfile, getProfileOutput, type GetProfileArgs, type GetProfileOutputArgs, type GetProfileResult } from './get-profile.ts'
export { getInfo, getInfoOutput, type GetInfoResult } from './get-info.ts'
export { getParams, getParamsOutput, type GetParamsArgs, type GetParamsOutputArgs, type GetParamsResult } from './get-params.ts'
export { getPoolStatus, getPoolStatusOutput, type GetPoolStatusArgs, type GetPoolStatusOutputArgs, type GetPoolStatusResult } from './get-pool-status.ts'
export * as types from './types/index.ts'

const classes = {
  'drp:index:Machine': Machine,
  'drp:index:AnyObject': AnyObject,
  'drp:index:BootEnv': BootEnv,
  'drp:index:CatalogItem': CatalogItem,
  'drp:index:Context': Context,
  'drp:index:Endpoint': Endpoint,
  'drp:index:MachineEnrolled': MachineEnrolled,
  'drp:index:Param': Param,
  'drp:index:Plugin': Plugin,
  'drp:index:Pool': Pool,
  'drp:index:Profile': Profile,
  'drp:index:Reservation': Reservation,
  'drp:index:Role': Role,
  'drp:index:Rollout': Rollout,
  'drp:index:Stage': Stage,
  'drp:index:Subnet': Subnet,
  'drp:index:Task': Task,
  'drp:index:Template': Template,
  'drp:index:Tenant': Tenant,
  'drp:index:User': User,
  'drp:index:VersionSet': VersionSet,
  'drp:index:Workflow': Workflow,
}

function isKnown(type: string): type is keyof typeof classes {
  return Object.hasOwn(classes, type)
}

pulumi.runtime.registerResourceModule('drp', 'index', {
  version,
  construct: (name, type, urn) => {
    if (!isKnown(type)) throw new Error(`unknown resource type ${type}`)
    return new classes[type](name, absent, { urn })
  },
})
pulumi.runtime.registerResourcePackage('drp', {
  version,
  constructProvider: (name, type, urn) => {
    if (type !== 'pulumi:providers:drp') throw new Error(`unknown provider type ${type}`)
    return new Provider(name, absent, { urn })
  },
})
