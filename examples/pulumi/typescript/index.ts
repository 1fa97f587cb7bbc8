// Claims servers from a pool and puts an image on their disks.
//
//   export RS_ENDPOINT=https://127.0.0.1:8092 RS_KEY=user:password RS_FINGERPRINT=…
//   npm install
//   pulumi stack init dev
//   pulumi config set imageFile debian-12.raw.zst
//   pulumi config set imageSha256 …
//   pulumi up
import * as drp from '@metalwright/pulumi-drp'
import * as pulumi from '@pulumi/pulumi'

const config = new pulumi.Config()

const set = new drp.MachineSet('server', {
  count: config.requireNumber('machines'),
  machine: {
    pool: config.require('pool'),
    allocateWorkflow: 'image-deploy',
    deallocateWorkflow: 'release',
    addParameters: {
      'image-deploy/image-file': config.require('imageFile'),
      'image-deploy/image-sha256': config.require('imageSha256'),
    },
  },
})

/** Name and address of each server. */
export const servers = pulumi
  .all([set.names, set.addresses])
  .apply(([names, addresses]) =>
    Object.fromEntries(names.map((name, index) => [name, addresses[index] ?? ''])),
  )
