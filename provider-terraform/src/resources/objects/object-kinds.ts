import { modelOf, type ObjectKind } from './object-kind.ts'

/** The kinds of objects that are resources. */
export const objectKinds: readonly ObjectKind[] = [
  {
    typeName: 'drp_bootenv',
    model: modelOf('bootenvs'),
    description: 'A boot environment: what a machine boots over the network, and the files rendered for it.',
  },
  {
    typeName: 'drp_catalog_item',
    model: modelOf('catalog_items'),
    description: 'An item that a catalog offers for installation.',
    names: { Id: 'item_id' },
  },
  {
    typeName: 'drp_context',
    model: modelOf('contexts'),
    description:
      'Where tasks of a machine run when they do not run on the machine itself, such as a container.',
  },
  {
    typeName: 'drp_endpoint',
    model: modelOf('endpoints'),
    description: 'A DRP server that a manager looks after.',
    names: { Id: 'endpoint_id' },
    only: ['Description', 'Meta', 'Id', 'Documentation', 'Params', 'VersionSet', 'VersionSets', 'Apply'],
  },
  {
    typeName: 'drp_machine_enrolled',
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
    typeName: 'drp_param',
    model: modelOf('params'),
    description:
      'The definition of a parameter: its JSON Schema, its default, and whether its values are secret.',
  },
  {
    typeName: 'drp_plugin',
    model: modelOf('plugins'),
    description: 'A running instance of a plugin provider, configured by its parameters.',
    names: { Provider: 'plugin_provider' },
  },
  {
    typeName: 'drp_pool',
    model: modelOf('pools'),
    description: 'A pool of machines that are handed out as equals.',
    names: { Id: 'pool_id' },
  },
  {
    typeName: 'drp_profile',
    model: modelOf('profiles'),
    description: 'Parameters that many machines share.',
  },
  {
    typeName: 'drp_reservation',
    model: modelOf('reservations'),
    description: 'A fixed address for one client.',
    names: { Addr: 'address' },
    computed: ['Subnet'],
    caseless: ['Token'],
  },
  {
    typeName: 'drp_role',
    model: modelOf('roles'),
    description: 'Rights that users share.',
    sets: ['Claims'],
  },
  {
    typeName: 'drp_stage',
    model: modelOf('stages'),
    description: 'A step of a workflow: tasks to run, in a boot environment.',
  },
  {
    typeName: 'drp_subnet',
    model: modelOf('subnets'),
    description: 'An IPv4 network that the DHCP server serves.',
    filled: ['Pickers'],
    addedOptions: [1, 28],
  },
  {
    typeName: 'drp_task',
    model: modelOf('tasks'),
    description: 'Scripts and files that an agent runs and writes as one job.',
  },
  {
    typeName: 'drp_template',
    model: modelOf('templates'),
    description: 'A named Go template that other templates include.',
    names: { ID: 'template_id' },
  },
  {
    typeName: 'drp_tenant',
    model: modelOf('tenants'),
    description: 'A part of the fleet: its users see only its members among the kinds of objects it lists.',
    sets: ['Users', 'Members'],
  },
  {
    typeName: 'drp_user',
    model: modelOf('users'),
    description: 'Somebody who may log in.',
    password: true,
  },
  {
    typeName: 'drp_version_set',
    model: modelOf('version_sets'),
    description: 'What the endpoints of a manager should run.',
    names: { Id: 'version_set_id' },
  },
  {
    typeName: 'drp_workflow',
    model: modelOf('workflows'),
    description: 'Stages that take a machine from one condition to another.',
  },
]
