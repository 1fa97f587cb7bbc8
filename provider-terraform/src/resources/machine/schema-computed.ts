import {
  type Attributes,
  bool,
  dynamic,
  list,
  listOf,
  number,
  single,
  string,
} from '../../framework/attribute.ts'

const text = (description: string) => string({ computed: true, description })
const count = (description: string) => number({ computed: true, description })

/** What the server tells about the machine. */
export const computedAttributes: Attributes = {
  id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
  uuid: string({ computed: true, keepPrior: true, description: 'UUID of the machine, as `id`.' }),
  claim_id: string({
    computed: true,
    keepPrior: true,
    description: 'Identity of the claim on the machine; null for one that another provider has made.',
  }),
  name: string({ computed: true, keepPrior: true, description: 'Name of the machine.' }),
  address: string({
    computed: true,
    keepPrior: true,
    description: 'Last known IP address; null when it has none.',
  }),
  addresses: list('string', {
    computed: true,
    keepPrior: true,
    description: 'All known IP addresses, `address` first.',
  }),
  arch: string({ computed: true, keepPrior: true, description: 'Architecture, such as `amd64`.' }),
  hardware_addrs: list('string', { computed: true, keepPrior: true, description: 'MAC addresses.' }),
  inventory: single(
    {
      cpu: count('Processor threads.'),
      memory_gib: count('Memory in GiB.'),
      disks: listOf(
        {
          name: text('Name, such as `sda`.'),
          bytes: count('Size in bytes.'),
          model: text('Model.'),
          serial: text('Serial number.'),
          rotational: bool({ computed: true, description: 'Whether it has turning parts.' }),
        },
        { computed: true, description: 'Disks.' },
      ),
      nics: listOf(
        {
          name: text('Name, such as `eth0`.'),
          mac: text('MAC address.'),
          driver: text('Driver of the kernel.'),
          speed: count('Speed in Mbit/s; null when it is not known.'),
        },
        { computed: true, description: 'Wired network interfaces.' },
      ),
      serial: text('Serial number of the machine.'),
      vendor: text('Maker of the machine.'),
      model: text('Model of the machine.'),
    },
    {
      computed: true,
      keepPrior: true,
      description:
        'What the machine is made of, as the task `inventory` has found it; null before it has run.',
    },
  ),
  status: text(
    'State in the pool: `InUse` when all is well, `Building` before, `HoldBuild` when the build failed.',
  ),
  stage: text('Current stage.'),
  workflow: text('Current workflow.'),
  bootenv_current: text('Current boot environment.'),
  os: text('Operating system, once known; else null.'),
  context: text('Context in which tasks run; empty for the machine itself.'),
  workflow_complete: bool({ computed: true, description: 'Whether all tasks of the workflow are done.' }),
  runnable: bool({ computed: true, description: 'Whether the machine takes jobs.' }),
  profiles: list('string', { computed: true, description: 'All profiles of the machine, in order.' }),
  last_job: single(
    { uuid: text('UUID.'), state: text('State, such as `finished` or `failed`.'), task: text('Task.') },
    { computed: true, description: 'Newest job of the machine; null when it has none.' },
  ),
  exported_parameters: dynamic({
    computed: true,
    sensitive: true,
    description:
      'The parameters named in `export_parameters` that are set, with those of profiles; null without any. Secure ones are left out.',
  }),
}
