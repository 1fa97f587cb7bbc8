import { modelOf, type ObjectKind } from './object-kind.ts'

/** The kinds of objects that are resources. */
export const objectKinds: readonly ObjectKind[] = [
  {
    name: 'bootenv',
    model: modelOf('bootenvs'),
    description: 'A boot environment: what a machine boots over the network, and the files rendered for it.',
  },
  {
    name: 'catalog_item',
    model: modelOf('catalog_items'),
    description: 'An item that a catalog offers for installation.',
    names: { Id: 'item_id' },
  },
  {
    name: 'context',
    model: modelOf('contexts'),
    description:
      'Where tasks of a machine run when they do not run on the machine itself, such as a container.',
  },
  {
    name: 'endpoint',
    model: modelOf('endpoints'),
    description: 'A DRP server that a manager looks after.',
    names: { Id: 'endpoint_id' },
    only: ['Description', 'Meta', 'Id', 'Documentation', 'Params', 'VersionSet', 'VersionSets', 'Apply'],
  },
  {
    name: 'machine_enrolled',
    model: modelOf('machines'),
    description:
      'A machine in the inventory of the server. It is registered, not claimed: use `drp_machine` to claim one from a pool.',
    serverKey: true,
    only: [
      'Description',
      'Meta',
      'Name',
      'Uuid',
      'Address',
      'HardwareAddrs',
      'Profiles',
      'Params',
      'Workflow',
      'Stage',
      'BootEnv',
      'Pool',
      'Arch',
      'Runnable',
      'Context',
      'Locked',
    ],
    filled: ['Address', 'Workflow', 'Stage', 'BootEnv', 'Pool', 'Arch', 'Runnable', 'Context', 'Profiles'],
    caseless: ['HardwareAddrs'],
  },
  {
    name: 'param',
    model: modelOf('params'),
    description:
      'The definition of a parameter: its JSON Schema, its default, and whether its values are secret.',
  },
  {
    name: 'plugin',
    model: modelOf('plugins'),
    description: 'A running instance of a plugin provider, configured by its parameters.',
    names: { Provider: 'plugin_provider' },
  },
  {
    name: 'pool',
    model: modelOf('pools'),
    description: 'A pool of machines that are handed out as equals.',
    names: { Id: 'pool_id' },
  },
  {
    name: 'profile',
    model: modelOf('profiles'),
    description: 'Parameters that many machines share.',
  },
  {
    name: 'reservation',
    model: modelOf('reservations'),
    description: 'A fixed address for one client.',
    names: { Addr: 'address' },
    computed: ['Subnet'],
    caseless: ['Token'],
  },
  {
    name: 'role',
    model: modelOf('roles'),
    description: 'Rights that users share.',
    sets: ['Claims'],
  },
  {
    name: 'stage',
    model: modelOf('stages'),
    description: 'A step of a workflow: tasks to run, in a boot environment.',
  },
  {
    name: 'subnet',
    model: modelOf('subnets'),
    description: 'An IPv4 network that the DHCP server serves.',
    filled: ['Pickers'],
    addedOptions: [1, 28],
  },
  {
    name: 'task',
    model: modelOf('tasks'),
    description: 'Scripts and files that an agent runs and writes as one job.',
  },
  {
    name: 'template',
    model: modelOf('templates'),
    description: 'A named Go template that other templates include.',
    names: { ID: 'template_id' },
  },
  {
    name: 'tenant',
    model: modelOf('tenants'),
    description: 'A part of the fleet: its users see only its members among the kinds of objects it lists.',
    sets: ['Users', 'Members'],
  },
  {
    name: 'user',
    model: modelOf('users'),
    description: 'Somebody who may log in.',
    password: true,
  },
  {
    name: 'version_set',
    model: modelOf('version_sets'),
    description: 'What the endpoints of a manager should run.',
    names: { Id: 'version_set_id' },
  },
  {
    name: 'workflow',
    model: modelOf('workflows'),
    description: 'Stages that take a machine from one condition to another.',
  },
]
