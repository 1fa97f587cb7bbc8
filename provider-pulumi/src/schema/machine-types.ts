import { boolean, integer, jsonMap, list, number, object, oneOf, string, strings } from './property-types.ts'

/** What a change of what is installed does. */
export const onChange = oneOf(
  'OnChange',
  'What a change of workflow, image, boot environment or user data does to a machine.',
  {
    redeploy: 'The same machine runs its workflow again.',
    replace: 'Another machine is claimed, then this one is given back.',
    updateOnly: 'The parameters are changed; the machine is not touched until somebody runs a workflow.',
  },
)

/** What a failed build does. */
export const onFailure = oneOf('OnFailure', 'What happens to a machine whose build failed.', {
  keep: 'It stays claimed for somebody to look at; the next `pulumi up` tries the build again.',
  release: 'It is given back; the next `pulumi up` claims one.',
  quarantine:
    'It is given back, and nobody gets it (parameter `claim/quarantine`) until somebody has looked at it.',
})

/** What a build that takes too long does. */
export const onTimeout = oneOf('OnTimeout', 'What happens when a machine is not built in time.', {
  fail: 'The run fails; the machine stays claimed, and the next `pulumi up` goes on waiting.',
  resume: 'A warning; resources that depend on the machine are made; the next `pulumi up` goes on waiting.',
})

/** What a change of the filters does. */
export const filterChange = oneOf(
  'FilterChange',
  'What a change of `filters`, `constraints` or `antiAffinity` does.',
  {
    keep: 'The machine is kept, with a warning: what was asked for matters when a machine is claimed.',
    replace: 'Another machine is claimed, then this one is given back.',
  },
)

const releasePower = oneOf('ReleasePower', 'What happens to the power of a machine that is given back.', {
  none: 'Nothing.',
  off: 'It is switched off.',
})

/** What a machine must have. */
export const constraints = object('MachineConstraints', 'What a machine must have to be claimed.', {
  minCpu: { type: integer, description: 'Least number of processor threads.' },
  minMemoryGib: {
    type: number,
    description: 'Least memory in GiB; 1/16 less is enough, for what the firmware keeps for itself.',
  },
  minDiskGb: { type: number, description: 'Least size of the largest fixed disk, in GB (10^9 bytes).' },
  minDisks: { type: integer, description: 'Least number of fixed disks.' },
  arch: { type: string, description: 'Architecture, such as `amd64`.' },
  tags: {
    type: strings,
    description: 'Texts that must all stand in the list that the parameter `tags` holds.',
  },
  profiles: { type: strings, description: 'Profiles that the machine must have already.' },
  zone: { type: string, description: 'Value of the parameter `zone`.' },
  vendor: { type: string, description: 'Maker of the machine, as its firmware tells it.' },
  model: { type: string, description: 'Model of the machine, as its firmware tells it.' },
  params: { type: jsonMap, description: 'Parameters with the values that they must have.' },
})

/** How machines keep away from each other. */
export const antiAffinity = object(
  'MachineAntiAffinity',
  'Keeps machines of a group apart: no two have the same value of a parameter.',
  {
    param: {
      type: string,
      required: true,
      description: 'Parameter that tells places apart, such as `rack`.',
    },
    group: { type: string, required: true, description: 'Name of the group.' },
  },
)

/** What happens at the end of a claim. */
export const onRelease = object('MachineOnRelease', 'What happens to a machine when it is given back.', {
  workflow: { type: string, description: 'Workflow to run; the same as `deallocateWorkflow`.' },
  addProfiles: { type: strings, description: 'Profiles to put on it.' },
  addParameters: { type: jsonMap, description: 'Parameters to set on it.' },
  removeProfiles: { type: strings, description: 'Profiles to take off, besides those of the claim.' },
  removeParameters: { type: strings, description: 'Parameters to take off, besides those of the claim.' },
  power: { type: releasePower, description: 'What happens to its power. Default `none`.' },
  wait: { type: boolean, description: 'Wait until it is free. Default true.' },
  force: {
    type: boolean,
    description: 'Give it back also in a state in which the server refuses it otherwise. Default false.',
  },
  quarantineOnFailure: {
    type: boolean,
    description:
      'When the machine cannot be cleaned, let nobody have it (parameter `claim/quarantine`) and drop it from the state, instead of failing. Default false.',
  },
})

const disk = object('MachineDisk', 'A disk of a machine.', {
  name: { type: string, required: true, description: 'Name, such as `sda`.' },
  bytes: { type: number, required: true, description: 'Size in bytes.' },
  model: { type: string, required: true, description: 'Model.' },
  serial: { type: string, required: true, description: 'Serial number.' },
  rotational: { type: boolean, required: true, description: 'Whether it has turning parts.' },
})

const nic = object('MachineNic', 'A wired network interface of a machine.', {
  name: { type: string, required: true, description: 'Name, such as `eth0`.' },
  mac: { type: string, required: true, description: 'MAC address.' },
  driver: { type: string, required: true, description: 'Driver of the kernel.' },
  speed: { type: number, description: 'Speed in Mbit/s, when it is known.' },
})

/** What a machine is made of. */
export const inventory = object(
  'MachineInventory',
  'What a machine is made of, as the task `inventory` has found it.',
  {
    cpu: { type: integer, description: 'Processor threads.' },
    memoryGib: { type: number, description: 'Memory in GiB.' },
    disks: { type: list(disk), required: true, description: 'Disks.' },
    nics: { type: list(nic), required: true, description: 'Wired network interfaces.' },
    serial: { type: string, description: 'Serial number of the machine.' },
    vendor: { type: string, description: 'Maker of the machine.' },
    model: { type: string, description: 'Model of the machine.' },
  },
)

/** The last run of a task. */
export const lastJob = object('MachineLastJob', 'The last job of a machine.', {
  uuid: { type: string, description: 'UUID of the job.' },
  state: { type: string, description: 'State, such as `finished` or `failed`.' },
  task: { type: string, description: 'Name of the task.' },
})
