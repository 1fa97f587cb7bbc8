import type { JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { type Attributes, bool, dynamic, listOf, number, single, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { isSealed } from '../resources/objects/object-values.ts'
import { fromJson } from '../values/plain.ts'
import type { Value, ValueMap } from '../values/value.ts'
import { machineAttribute, theMachine } from './the-machine.ts'

const text = (description: string) => string({ computed: true, description })
const count = (description: string) => number({ computed: true, description })
const flag = (description: string) => bool({ computed: true, description })

/** Attributes of a part by their names in the param, where they differ. */
interface Part {
  readonly attributes: Attributes
  readonly names: Readonly<Record<string, string>>
}

const cpu: Part = {
  attributes: {
    model: text('Model.'),
    sockets: count('Sockets.'),
    cores_per_socket: count('Cores of each.'),
    threads: count('Threads of all.'),
    virtualization: flag('Whether it runs virtual machines.'),
  },
  names: { cores_per_socket: 'coresPerSocket' },
}
const disk: Part = {
  attributes: {
    name: text('Name of the device.'),
    bytes: count('Size in bytes.'),
    serial: text('Serial number.'),
    wwn: text('World wide name.'),
    model: text('Model.'),
    rotational: flag('Whether it turns.'),
    removable: flag('Whether it can be taken out.'),
    transport: text('How it is attached, such as `sata` or `nvme`.'),
  },
  names: {},
}
const nic: Part = {
  attributes: {
    name: text('Name of the interface.'),
    mac: text('MAC address.'),
    driver: text('Driver.'),
    link: flag('Whether a cable with a link was in it.'),
    speed: count('Speed in Mbit/s.'),
  },
  names: {},
}
const params = ['cpu', 'memory', 'disks', 'nics', 'dmi']

/** `drp_inventory`: what a machine is made of, as its agent found it. */
export const inventorySource: DataSource<Connection> = {
  typeName: 'drp_inventory',
  schema: {
    description:
      'What a machine is made of, as the task `inventory` found it. Null is what was not found; `gohai` is what the inventory of other content packs left.',
    attributes: {
      machine: machineAttribute,
      uuid: text('UUID of the machine.'),
      found: flag('Whether the machine has been looked at.'),
      cpu: single(cpu.attributes, { computed: true, description: 'Processors.' }),
      memory_bytes: count('Memory in bytes.'),
      memory_gib: count('Memory in GiB, rounded down to two digits.'),
      disks: listOf(disk.attributes, { computed: true, description: 'Each disk.' }),
      nics: listOf(nic.attributes, { computed: true, description: 'Each wired network interface.' }),
      vendor: text('Maker of the system.'),
      product: text('Model of the system.'),
      serial: text('Serial number of the system.'),
      firmware: text('Version of the firmware.'),
      dmi: dynamic({ computed: true, description: 'All that the firmware says of the machine.' }),
      gohai: dynamic({ computed: true, description: 'Param `gohai-inventory`.' }),
      all: dynamic({ computed: true, description: 'Each param `inventory/…` by the rest of its name.' }),
    },
  },
  async read({ connection, config, signal }) {
    const { uuid } = await theMachine(connection, config, signal)
    const view = { aggregate: false, decode: false }
    const values = (await (await connection.objects()).params('machines', uuid, view, { signal })) ?? {}
    const found = new Map(
      Object.entries(values)
        .filter(([name, value]) => name.startsWith('inventory/') && !isSealed(value))
        .map(([name, value]) => [name.slice('inventory/'.length), value]),
    )
    const dmi = objectIn(found.get('dmi'))
    const bytes = numberIn(objectIn(found.get('memory')).get('bytes'))
    const gohai = Object.hasOwn(values, 'gohai-inventory') ? (values['gohai-inventory'] ?? null) : null
    return {
      uuid,
      found: params.some((name) => found.has(name)) || gohai !== null,
      cpu: found.has('cpu') ? partOf(cpu, found.get('cpu')) : null,
      memory_bytes: bytes,
      memory_gib: bytes === null ? null : Math.floor((bytes * 100) / 1024 ** 3) / 100,
      disks: partsOf(disk, found.get('disks')),
      nics: partsOf(nic, found.get('nics')),
      vendor: textIn(dmi.get('sys_vendor')),
      product: textIn(dmi.get('product_name')),
      serial: textIn(dmi.get('product_serial')),
      firmware: textIn(dmi.get('bios_version')),
      dmi: fromJson(found.get('dmi') ?? null),
      gohai: fromJson(gohai),
      all: fromJson(Object.fromEntries(found)),
    }
  },
}

function partsOf(part: Part, value: JsonValue | undefined): Value {
  return Array.isArray(value) ? value.map((one) => partOf(part, one)) : null
}

/** The attributes of a part; what has another form than is due counts as not found. */
function partOf({ attributes, names }: Part, value: JsonValue | undefined): ValueMap {
  const members = objectIn(value)
  const found = new Map<string, Value>()
  for (const [name, { shape }] of Object.entries(attributes)) {
    const member = members.get(names[name] ?? name)
    const type = shape.kind === 'plain' ? shape.type : 'dynamic'
    if (type === 'number') found.set(name, numberIn(member))
    else if (type === 'bool') found.set(name, typeof member === 'boolean' ? member : null)
    else found.set(name, textIn(member))
  }
  return found
}

function objectIn(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    return new Map()
  return new Map(Object.entries(value))
}

function numberIn(value: JsonValue | undefined): number | null {
  return typeof value === 'number' ? value : null
}

function textIn(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
