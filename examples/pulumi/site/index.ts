// Sets a site up: what machines of a rack share, a pool of their own, and a workflow that tells them apart.
//
//   export RS_ENDPOINT=https://127.0.0.1:8092 RS_KEY=user:password RS_FINGERPRINT=…
//   npm install && pulumi stack init dev && pulumi up
import * as drp from '@metalwright/pulumi-drp'
import * as pulumi from '@pulumi/pulumi'

const config = new pulumi.Config()
const rack = config.require('rack')
const network = config.require('network')
/** The host of the network that ends in a number. */
const host = (last: number) => network.replace(/\d+\/\d+$/, String(last))

const parameter = new drp.Param('rack', {
  name: 'site/rack',
  description: 'Rack that a machine stands in',
  schema: { type: 'string' },
})

const profile = new drp.Profile('rack', {
  name: rack,
  description: 'What all machines of the rack share',
  params: { 'site/rack': rack, 'ntp-servers': ['0.pool.ntp.org', '1.pool.ntp.org'] },
  secretParams: { 'site/bmc-password': config.requireSecret('bmcPassword') },
})

new drp.Subnet('rack', {
  name: rack,
  description: 'Network of the rack',
  subnet: network,
  activeStart: host(100),
  activeEnd: host(199),
  options: [{ code: 3, value: host(1) }],
})

const task = new drp.Task('label', {
  name: `${rack}-label`,
  description: 'Writes the rack down on the machine',
  templates: [{ name: 'label', contents: `#!/bin/sh\necho '{{.Param "site/rack"}}' > /etc/rack\n` }],
  requiredParams: [parameter.name],
})

const stage = new drp.Stage('label', {
  name: `${rack}-label`,
  description: 'Labels the machine',
  tasks: [task.name],
})

const workflow = new drp.Workflow('label', {
  name: `${rack}-label`,
  description: 'Labels a machine that is claimed',
  stages: [stage.name],
})

const pool = new drp.Pool('rack', {
  poolId: rack,
  description: 'Machines of the rack',
  allocateActions: { workflow: workflow.name, addProfiles: [profile.name] },
  releaseActions: { removeProfiles: [profile.name] },
})

/** Names of the machines of the rack that can be claimed. */
export const free = drp.getPoolStatusOutput({ pool: pool.poolId }).free
