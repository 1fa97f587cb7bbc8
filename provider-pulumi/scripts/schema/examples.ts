/** A program that shows how a resource or function is used, in two languages. */
export interface Example {
  readonly title: string
  readonly typescript: string
  readonly yaml: string
}

/** Examples by token of the resource or function. */
export const examples: Readonly<Record<string, Example>> = {
  'drp:index:Machine': {
    title: 'A server with an image',
    typescript: `
import * as drp from '@metalwright/pulumi-drp'

const server = new drp.Machine('server', {
  pool: 'default',
  constraints: { arch: 'amd64', minMemoryGib: 64 },
  allocateWorkflow: 'image-deploy',
  deallocateWorkflow: 'release',
  addParameters: { 'image-deploy/image-file': 'debian-12.raw.zst' },
})

export const address = server.address
`,
    yaml: `
resources:
  server:
    type: drp:Machine
    properties:
      pool: default
      constraints: { arch: amd64, minMemoryGib: 64 }
      allocateWorkflow: image-deploy
      deallocateWorkflow: release
      addParameters:
        image-deploy/image-file: debian-12.raw.zst
outputs:
  address: \${server.address}
`,
  },
  'drp:index:Profile': {
    title: 'Parameters that machines share',
    typescript: `
import * as drp from '@metalwright/pulumi-drp'

const rack = new drp.Profile('rack', {
  name: 'rack-a',
  params: { 'ntp/servers': ['192.0.2.1'] },
})
`,
    yaml: `
resources:
  rack:
    type: drp:Profile
    properties:
      name: rack-a
      params:
        ntp/servers: [192.0.2.1]
`,
  },
  'drp:index:Pool': {
    title: 'Machines that are handed out as equals',
    typescript: `
import * as drp from '@metalwright/pulumi-drp'

const pool = new drp.Pool('database', {
  poolId: 'database',
  enterActions: { addProfiles: ['rack-a'] },
})
`,
    yaml: `
resources:
  database:
    type: drp:Pool
    properties:
      poolId: database
      enterActions:
        addProfiles: [rack-a]
`,
  },
  'drp:index:getPoolStatus': {
    title: 'How many machines are free',
    typescript: `
import * as drp from '@metalwright/pulumi-drp'

export const free = drp.getPoolStatusOutput({ pool: 'default' }).free
`,
    yaml: `
variables:
  status:
    fn::invoke:
      function: drp:getPoolStatus
      arguments: { pool: default }
outputs:
  free: \${status.free}
`,
  },
}
