// A pool with a machine, a profile, and a server that is claimed from the pool, written with CDK Terrain.
//
//   npm install && npm run synth
//   cd cdktf.out/stacks/servers && terraform init && terraform apply
//
// Server and credentials come from RS_ENDPOINT, RS_KEY and RS_FINGERPRINT, as for any configuration.
import { Machine } from '@metalwright/cdktn-provider-drp/lib/machine'
import { MachinePool } from '@metalwright/cdktn-provider-drp/lib/machine-pool'
import { Param } from '@metalwright/cdktn-provider-drp/lib/param'
import { Pool } from '@metalwright/cdktn-provider-drp/lib/pool'
import { Profile } from '@metalwright/cdktn-provider-drp/lib/profile'
import { DrpProvider } from '@metalwright/cdktn-provider-drp/lib/provider'
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktn'

const app = new App()
const stack = new TerraformStack(app, 'servers')
new DrpProvider(stack, 'drp')

const text = (name: string, description: string) =>
  new TerraformVariable(stack, name, { type: 'string', description }).stringValue
const machine = text('machine', 'Machine that joins the pool: its UUID, or Name: and its name.')
const imageFile = text('image_file', 'Image below files/images/ on the server.')
const imageSha256 = text('image_sha256', 'SHA-256 of the image file.')

const workers = new Param(stack, 'workers', {
  name: 'web/workers',
  description: 'Processes that answer requests',
  schema: { type: 'integer', minimum: 1 },
})

const profile = new Profile(stack, 'profile', {
  name: 'web',
  description: 'What all web servers share',
  params: { [workers.name]: 4, 'ntp-servers': ['0.pool.ntp.org', '1.pool.ntp.org'] },
})

const pool = new Pool(stack, 'pool', {
  poolId: 'web',
  description: 'Machines for web servers',
  allocateActions: { workflow: 'image-deploy' },
  releaseActions: { workflow: 'release' },
})

const member = new MachinePool(stack, 'member', { machine, pool: pool.poolId })

const server = new Machine(stack, 'server', {
  pool: pool.poolId,
  addProfiles: [profile.name],
  addParameters: { 'image-deploy/image-file': imageFile, 'image-deploy/image-sha256': imageSha256 },
  timeouts: { create: '20m', delete: '20m' },
  dependsOn: [member],
})

new TerraformOutput(stack, 'address', { value: server.address, description: 'Address of the server.' })
app.synth()
