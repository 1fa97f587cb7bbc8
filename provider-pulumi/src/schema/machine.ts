import {
  antiAffinity,
  constraints,
  filterChange,
  inventory,
  lastJob,
  onChange,
  onFailure,
  onRelease,
  onTimeout,
} from './machine-types.ts'
import { boolean, json, jsonMap, string, stringMap, strings } from './property-types.ts'
import type { Properties, ResourceSchema } from './schema.ts'

const inputs: Properties = {
  pool: {
    type: string,
    replace: true,
    description: "Pool to claim from. Default: the provider's `defaultPool`.",
  },
  filters: {
    type: strings,
    description:
      'Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. What a change does says `filterChange`.',
  },
  filterChange: {
    type: filterChange,
    default: 'keep',
    description: 'What a change of `filters`, `constraints` or `antiAffinity` does.',
  },
  constraints: {
    type: constraints,
    description: 'What the machine must have, by what its inventory says.',
  },
  machine: {
    type: string,
    replace: true,
    description:
      'The one machine to claim: its UUID or `Name:x`. Naming another one replaces the machine; naming the claimed one does not.',
  },
  antiAffinity: {
    type: antiAffinity,
    description:
      'Keeps machines apart, such as in different racks: no two of a group have the same value of a parameter.',
  },
  waitForCapacity: {
    type: string,
    description:
      'How long to keep asking while the pool has no machine for the claim, such as `30m`. Default: not at all.',
  },
  allocateWorkflow: {
    type: string,
    description:
      "Workflow that the claim starts, instead of the pool's own. With `image` and a pool that has none, `image-deploy`. What a change does says `onChange`.",
  },
  deallocateWorkflow: {
    type: string,
    description: "Workflow that the release starts, instead of the pool's own.",
  },
  image: {
    type: string,
    description:
      'Disk image to deploy: a URL, or a path below `files/images` of the server, such as `debian-12.raw.zst`, with `@sha256:HEX` behind it (or the parameter `image-deploy/image-sha256`). Sets the parameters `image-deploy/…`. What a change does says `onChange`.',
  },
  bootenv: {
    type: string,
    description:
      'Boot environment to install from. A workflow gets it as the parameter `linux/install-bootenv`; a machine that runs no workflow is put into it. What a change does says `onChange`.',
  },
  onChange: {
    type: onChange,
    default: 'redeploy',
    description: 'What a change of workflow, image, boot environment or user data does.',
  },
  addProfiles: {
    type: strings,
    description: 'Profiles to put on the machine, taken off again on release. Changed in place.',
  },
  addParameters: {
    type: jsonMap,
    description:
      'Parameters to set on the machine, with values of any type; removed again on release. Changed in place, key by key. A secret value stays secret in the state, but not on the server: see `secretParameters`.',
  },
  secretParameters: {
    type: jsonMap,
    secret: true,
    description:
      'Parameters that are secret, sealed on the server as well; removed again on release. Changed in place, key by key.',
  },
  authorizedKeys: {
    type: strings,
    description: 'SSH public keys that may log in, put into the parameter `access-keys`. Changed in place.',
  },
  userData: {
    type: string,
    description:
      'cloud-init user data; parameter `cloud-init/user-data`. What a change does says `onChange`.',
  },
  networkData: {
    type: json,
    description:
      'cloud-init network configuration, version 1 or 2; parameter `cloud-init/network-config`. What a change does says `onChange`.',
  },
  metadata: {
    type: json,
    description:
      "Members added to cloud-init's meta data; parameter `cloud-init/meta-data`. What a change does says `onChange`.",
  },
  hostname: {
    type: string,
    description: 'Name of the machine while it is claimed; it gets the old one back on release.',
  },
  description: { type: string, description: 'One line on what the machine is for, while it is claimed.' },
  meta: { type: stringMap, description: 'Annotations of the machine, while it is claimed.' },
  onRelease: { type: onRelease, description: 'What happens when the machine is given back.' },
  waitFor: {
    type: string,
    default: 'inUse',
    description:
      'What the run waits for: `inUse`, `workflowComplete`, `allocated` (nothing), or a condition on a field or parameter of the machine such as `app/ready=Eq(true)`.',
  },
  onFailure: {
    type: onFailure,
    default: 'keep',
    description: 'What happens when the build of the machine fails.',
  },
  onTimeout: {
    type: onTimeout,
    default: 'fail',
    description: 'What happens when the machine is not built in time: see `customTimeouts`.',
  },
  locked: {
    type: boolean,
    default: false,
    description:
      'Lock the machine once it is built: nobody can give it back, replace or redeploy it until this is false.',
  },
  expiresAt: {
    type: string,
    description:
      'When the claim is to end, as a time such as `2030-01-31T12:00:00Z`. A mark for whoever cleans up.',
  },
  exportParameters: {
    type: strings,
    unordered: true,
    description: 'Parameters to show in `exportedParameters`.',
  },
  claimKey: {
    type: string,
    replace: true,
    description:
      'Key of the claim, unique among all claims, such as stack and name of the resource. Claiming with the key of a claim of a lost run finds the same machine. Default: made once for each resource.',
  },
}

const facts: Properties = {
  uuid: { type: string, required: true, description: 'UUID of the machine, as `id`.' },
  claimId: { type: string, required: true, description: 'Identity of the claim on the machine.' },
  name: { type: string, required: true, description: 'Name of the machine.' },
  address: { type: string, description: 'Last known IP address; nothing when it has none.' },
  addresses: { type: strings, required: true, description: 'All known IP addresses.' },
  arch: { type: string, required: true, description: 'Architecture, such as `amd64`.' },
  hardwareAddrs: { type: strings, required: true, description: 'MAC addresses.' },
  status: {
    type: string,
    required: true,
    description:
      'State in the pool: `InUse` when all is well, `Building` before, `HoldBuild` when the build failed.',
  },
  stage: { type: string, required: true, description: 'Current stage.' },
  workflow: { type: string, required: true, description: 'Current workflow.' },
  bootenvCurrent: { type: string, required: true, description: 'Current boot environment.' },
  os: { type: string, description: 'Operating system, once known.' },
  workflowComplete: {
    type: boolean,
    required: true,
    description: 'Whether all tasks of the workflow are done.',
  },
  runnable: { type: boolean, required: true, description: 'Whether the machine takes jobs.' },
  context: { type: string, required: true, description: 'Context that its tasks run in; empty for itself.' },
  profiles: { type: strings, required: true, description: 'All profiles of the machine, in order.' },
  inventory: { type: inventory, description: 'What it is made of, once the task `inventory` has found it.' },
  lastJob: { type: lastJob, description: 'Its last job.' },
  exportedParameters: {
    type: jsonMap,
    secret: true,
    description:
      'Values of the parameters that `exportParameters` names, by name; those that are not set are left out.',
  },
}

/** `drp:index:Machine`: a machine that is claimed from a pool. */
export const machine: ResourceSchema = {
  token: 'drp:index:Machine',
  description:
    'Claims a machine from a pool, waits until it is built, and gives it back on destroy. The claim is made and its id is known before any waiting: an interrupted run loses no machine, and the next one goes on with it.',
  importedBy: 'the UUID of the machine, `Name:x`, or `pool/Name`',
  inputs,
  outputs: {
    ...facts,
    pool: { type: string, required: true, description: 'Pool that it was claimed from.' },
    claimKey: { type: string, required: true, description: 'Key of the claim.' },
  },
}
