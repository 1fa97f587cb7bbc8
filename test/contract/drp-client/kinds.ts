import type { JsonObject } from '@metalwright/sdk/models'

/** One kind of object as the foreign client calls it, and two of them that do not need each other. */
export interface Kind {
  readonly prefix: string
  /** Class of the client. */
  readonly model: string
  /** Name of the key in the client's paths. */
  readonly parameter: string
  /** Field of the key. */
  readonly key: string
  /** Bodies in the order of their keys: one with every field that says something, one with what is needed. */
  readonly samples: readonly [JsonObject, JsonObject]
  /** What a path names the first sample by, when it is not the key itself. */
  readonly segments?: readonly [string, string]
  /** Key in error bodies, when it is not the segment. */
  readonly errorKeys?: readonly [string, string]
  /** Text field that a client may change. */
  readonly editable?: string
}

const uuids = ['11111111-2222-4333-8444-000000000001', '11111111-2222-4333-8444-000000000002'] as const

/** Every kind of object whose calls are the generic ones. */
export const kinds: readonly Kind[] = [
  {
    prefix: 'bootenvs',
    model: 'BootEnv',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a-install',
        Description: 'Installs a',
        Documentation: 'none',
        OS: {
          Name: 'demo-7',
          Family: 'redhat',
          IsoFile: 'demo-7.iso',
          IsoUrl: 'http://mirror.example/demo-7.iso',
        },
        Kernel: 'vmlinuz',
        Initrds: ['initrd.img'],
        BootParams: 'ks={{.Machine.Url}}/compute.ks',
        RequiredParams: ['foreign/needed'],
        OptionalParams: ['foreign/wanted'],
        Templates: [
          { Name: 'pxelinux', Path: 'pxelinux.cfg/{{.Machine.HexAddress}}', Contents: 'DEFAULT a' },
        ],
        Loaders: { 'amd64-uefi': 'shim.efi' },
        OnlyUnknown: false,
        Meta: { color: 'blue' },
      },
      { Name: 'foreign-b', OS: { Name: 'demo-8' }, OnlyUnknown: true },
    ],
  },
  {
    prefix: 'catalog_items',
    model: 'CatalogItem',
    parameter: 'id',
    key: 'Id',
    editable: 'Source',
    samples: [
      {
        Id: 'foreign-a-v1.0.0',
        Name: 'foreign-a',
        Type: 'catalog_item',
        ContentType: 'ContentPackage',
        Version: 'v1.0.0',
        ActualVersion: 'v1.0.0',
        Source: 'http://mirror.example/a.json',
        Shasum256: { 'any/any': 'ab' },
        Tip: true,
      },
      { Id: 'foreign-b-v1.0.0', Name: 'foreign-b', ContentType: 'PluginProvider', Type: 'catalog_item' },
    ],
  },
  {
    prefix: 'contexts',
    model: 'Context',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a',
        Description: 'a',
        Image: 'runner',
        Engine: 'docker-context',
        Meta: { icon: 'box' },
      },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'endpoints',
    model: 'Endpoint',
    parameter: 'id',
    key: 'Id',
    samples: [
      { Id: 'foreign-a', Description: 'a', VersionSets: [], Apply: false, Params: { 'foreign/x': 1 } },
      { Id: 'foreign-b' },
    ],
  },
  {
    prefix: 'machines',
    model: 'Machine',
    parameter: 'uuid',
    key: 'Uuid',
    samples: [
      {
        Uuid: uuids[0],
        Name: 'foreign-a.example.com',
        Description: 'a',
        Address: '192.168.77.10',
        HardwareAddrs: ['52:54:00:77:00:0a'],
        Profiles: ['global'],
        Params: { 'foreign/x': { deep: [1, 2] } },
        Arch: 'amd64',
        Meta: { color: 'blue' },
        Fingerprint: {
          SSNHash: 'AQI=',
          CSNHash: '',
          CloudInstanceID: 'i-1',
          SystemUUID: 'u-1',
          MemoryIds: ['AQI='],
        },
      },
      { Uuid: uuids[1], Name: 'foreign-b.example.com' },
    ],
  },
  {
    prefix: 'params',
    model: 'Param',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign/a',
        Description: 'a',
        Documentation: 'none',
        Schema: { type: 'integer', default: 3 },
        Secure: false,
      },
      { Name: 'foreign/b', Schema: { type: 'string' } },
    ],
  },
  {
    prefix: 'pools',
    model: 'Pool',
    parameter: 'id',
    key: 'Id',
    samples: [
      {
        Id: 'foreign-a',
        Description: 'a',
        ParentPool: 'default',
        AllocateActions: { AddProfiles: ['global'], AddParameters: { 'foreign/x': 1 } },
      },
      { Id: 'foreign-b' },
    ],
  },
  {
    prefix: 'profiles',
    model: 'Profile',
    parameter: 'name',
    key: 'Name',
    samples: [
      { Name: 'foreign-a', Description: 'a', Params: { 'foreign/x': [true, null] }, Meta: { color: 'red' } },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'reservations',
    model: 'Reservation',
    parameter: 'address',
    key: 'Addr',
    samples: [
      {
        Addr: '192.168.77.50',
        Description: 'a',
        Token: '52:54:00:77:00:50',
        Strategy: 'MAC',
        NextServer: '192.168.77.1',
        Options: [{ Code: 3, Value: '192.168.77.1' }],
        Duration: 7200,
        Scoped: false,
      },
      { Addr: '192.168.77.51', Token: '52:54:00:77:00:51', Strategy: 'MAC' },
    ],
    errorKeys: ['C0A84D32', 'C0A84D33'],
  },
  {
    prefix: 'roles',
    model: 'Role',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a',
        Description: 'a',
        Claims: [{ scope: 'machines', action: 'list,get', specific: '*' }],
      },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'stages',
    model: 'Stage',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a',
        Description: 'a',
        BootEnv: 'local',
        Profiles: ['global'],
        Params: { 'foreign/x': 'y' },
        Templates: [{ Name: 'seed', Path: 'machines/{{.Machine.UUID}}/seed', Contents: 'x' }],
        RequiredParams: [],
        OptionalParams: ['foreign/wanted'],
        Reboot: true,
      },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'subnets',
    model: 'Subnet',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a',
        Description: 'a',
        Subnet: '192.168.77.0/24',
        ActiveStart: '192.168.77.100',
        ActiveEnd: '192.168.77.200',
        ActiveLeaseTime: 120,
        ReservedLeaseTime: 7200,
        // The last two are the server's own; it keeps them as they are.
        Options: [
          { Code: 3, Value: '192.168.77.1' },
          { Code: 1, Value: '255.255.255.0' },
          { Code: 28, Value: '192.168.77.255' },
        ],
        Pickers: ['hint', 'nextFree'],
        Strategy: 'MAC',
        Enabled: false,
        Proxy: false,
        Unmanaged: false,
        OnlyReservations: false,
      },
      {
        Name: 'foreign-b',
        Subnet: '192.168.78.0/24',
        ActiveStart: '192.168.78.100',
        ActiveEnd: '192.168.78.200',
      },
    ],
  },
  {
    prefix: 'tasks',
    model: 'Task',
    parameter: 'name',
    key: 'Name',
    samples: [
      {
        Name: 'foreign-a',
        Description: 'a',
        RequiredParams: ['foreign/needed'],
        OptionalParams: ['foreign/wanted'],
        Prerequisites: [],
        Templates: [{ Name: 'run', Contents: '#!/bin/sh\nexit 0\n', Meta: { OS: 'linux' } }],
        ExtraClaims: [{ scope: 'profiles', action: 'get', specific: '*' }],
      },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'templates',
    model: 'Template',
    parameter: 'id',
    key: 'ID',
    samples: [
      { ID: 'foreign-a.tmpl', Description: 'a', Contents: 'hello {{.Machine.Name}}\n' },
      { ID: 'foreign-b.tmpl', Contents: 'x' },
    ],
  },
  {
    prefix: 'tenants',
    model: 'Tenant',
    parameter: 'name',
    key: 'Name',
    samples: [
      { Name: 'foreign-a', Description: 'a', Members: { machines: [] }, Users: [] },
      { Name: 'foreign-b' },
    ],
  },
  {
    prefix: 'users',
    model: 'User',
    parameter: 'name',
    key: 'Name',
    samples: [
      { Name: 'foreign-a', Description: 'a', Roles: ['superuser'] },
      { Name: 'foreign-b', Secret: 'foreign-secret-1' },
    ],
  },
  {
    prefix: 'version_sets',
    model: 'VersionSet',
    parameter: 'name',
    key: 'Id',
    samples: [
      {
        Id: 'foreign-a',
        Description: 'a',
        Apply: false,
        DRPVersion: 'v4.0.0',
        Components: [{ Type: 'ContentPackage', Name: 'demo', Version: 'v1.0.0', ActualVersion: 'v1.0.0' }],
        Files: [{ Path: 'files/a', Sha256Sum: 'ab', Source: 'http://mirror.example/a', Explode: false }],
        Prefs: { defaultStage: 'none' },
      },
      { Id: 'foreign-b' },
    ],
  },
  {
    prefix: 'workflows',
    model: 'Workflow',
    parameter: 'name',
    key: 'Name',
    samples: [{ Name: 'foreign-a', Description: 'a', Stages: ['none', 'local'] }, { Name: 'foreign-b' }],
  },
]
