// One object of every kind, and what functions say of them.
import * as drp from '@metalwright/pulumi-drp'
import * as pulumi from '@pulumi/pulumi'

const config = new pulumi.Config()
const description = config.require('description')
const suffix = config.require('suffix')
const name = (text: string) => `${text}${suffix}`
/** Suffix as the last part of an address. */
const host = 20 + suffix.length

new drp.BootEnv('bootenv', {
  name: name('rescue'),
  description,
  os: {
    name: 'rescue-12',
    family: 'debian',
    supportedArchitectures: {
      x86_64: { kernel: 'vmlinuz', initrds: ['initrd.img'], bootParams: 'console=ttyS0' },
    },
  },
  templates: [{ name: 'ipxe', path: '{{.Machine.Path}}/ipxe', contents: '#!ipxe\nboot\n' }],
  optionalParams: ['kernel-console'],
})
new drp.CatalogItem('catalog_item', {
  itemId: name('image-tools-v1.2.0'),
  description,
  name: 'image-tools',
  type: 'contents',
  version: 'v1.2.0',
  source: 'https://packs.example.net/image-tools-v1.2.0.json',
})
new drp.Context('context', {
  name: name('tooling'),
  description,
  image: 'tooling:v3',
  engine: 'docker-context',
})
new drp.Endpoint('endpoint', {
  endpointId: name('site-b'),
  description,
  params: { 'manager/url': 'https://site-b.example.net:8092' },
})
const machine = new drp.MachineEnrolled('machine_enrolled', {
  name: 'rack7-01.example.net',
  description,
  hardwareAddrs: ['52:54:00:07:00:AA'],
  params: { 'location/rack': 7 },
})
const secure = new drp.Param('param', {
  name: name('cluster/token'),
  description,
  secure: true,
  schema: { type: 'string' },
})
new drp.Plugin('plugin', {
  name: name('office-hours'),
  description,
  pluginProvider: 'office-hours',
  params: { 'office-hours/days': ['Mon', 'Tue'] },
})
const workflow = new drp.Workflow('workflow', {
  name: name('lab-ready'),
  description,
  stages: [
    new drp.Stage('stage', {
      name: name('prepare'),
      description,
      tasks: [
        new drp.Task('task', {
          name: name('inventory-disks'),
          description,
          templates: [{ name: 'disks', contents: '#!/bin/sh\nlsblk --json\n', meta: { OS: 'linux' } }],
          extraClaims: [{ scope: 'machines', action: 'update', specific: '*' }],
        }).name,
      ],
      params: { 'prepare/wipe': false },
    }).name,
  ],
})
const profile = new drp.Profile('profile', {
  name: name('cluster'),
  description,
  meta: { icon: 'server' },
  params: {
    'cluster/size': config.requireNumber('size'),
    'cluster/zones': ['a', 'b'],
    'cluster/proxy': { direct: true },
  },
  secretParams: pulumi
    .all([secure.name, config.requireSecret('password')])
    .apply(([key, value]) => ({ [key]: value })),
})
const pool = new drp.Pool('pool', {
  poolId: name('workers'),
  description,
  allocateActions: {
    workflow: workflow.name,
    addProfiles: [profile.name],
    addParameters: { 'app/ports': [80, 443] },
  },
})
new drp.Reservation('reservation', {
  address: `192.168.77.${host}`,
  token: `52:54:00:77:00:${host}`,
  description,
  options: [{ code: 6, value: '192.168.77.2' }],
})
new drp.Role('role', {
  name: name('operator'),
  description,
  claims: [
    { scope: 'machines', action: 'list,get,update', specific: '*' },
    { scope: 'jobs', action: 'list,get', specific: '*' },
  ],
})
new drp.Rollout('rollout', {
  name: name('patch-and-scrub'),
  description,
  workflow: workflow.name,
  pool: 'default',
  schedule: 'every 30 days',
  window: '4h',
  waveSize: '20%',
})
new drp.Subnet('subnet', {
  name: name('lab'),
  description,
  subnet: `192.168.${host + 60}.0/24`,
  activeStart: `192.168.${host + 60}.100`,
  activeEnd: `192.168.${host + 60}.199`,
  activeLeaseTime: 600,
  reservedLeaseTime: 7200,
  options: [{ code: 3, value: `192.168.${host + 60}.1` }],
})
new drp.Template('template', {
  templateId: name('banner.tmpl'),
  description,
  contents: '{{.Machine.Name}}\n',
})
new drp.Tenant('tenant', { name: name('red-team'), description, members: { pools: ['default'] } })
new drp.User('user', {
  name: name('alice'),
  description,
  roles: ['superuser'],
  password: config.requireSecret('password'),
})
new drp.VersionSet('version_set', {
  versionSetId: name('spring'),
  description,
  components: [{ type: 'ContentPackage', name: 'image-tools', version: 'v1.2.0' }],
})
const other = new drp.AnyObject('any', {
  prefix: 'profiles',
  object: { Name: name('by-hand'), Description: description },
})

export const key = other.key
export const zones = drp.getProfileOutput({ name: profile.name }).params
export const ports = drp.getPoolOutput({ poolId: pool.poolId }).allocateActions
export const rack = drp.getMachineOutput({ uuid: machine.uuid }).params
export const idle = drp.getMachinesOutput({ filters: [pulumi.interpolate`Name=Eq(${machine.name})`] }).keys
export const pools = drp.getPoolsOutput({ filters: [pulumi.interpolate`Id=Eq(${pool.poolId})`] }).keys
export const total = drp.getPoolStatusOutput({ pool: pool.poolId }).total
export const version = drp.getInfoOutput().version
export const token = drp.getParamsOutput({ prefix: 'profiles', key: profile.name, decode: true }).values
