import { membersOf, type ObjectKind, objectKinds } from '@metalwright/sdk/kinds'
import { camelCase } from './camel-case.ts'
import { className, memberProperty } from './objects.ts'
import { boolean, integer, json, jsonMap, list, map, object, string, strings } from './property-types.ts'
import type { FunctionSchema, Properties } from './schema.ts'

/** A function that reads objects of a kind; properties with a `field` stand for that field of the object. */
export interface ObjectFunction {
  readonly schema: FunctionSchema
  readonly kind: ObjectKind
  /** Gives a list of all that match, not one. */
  readonly many: boolean
}

/** Ways to name a machine besides its key: property, and the index of the API that it asks. */
export const machineLookups: Readonly<Record<string, string>> = {
  name: 'Name',
  address: 'Address',
  mac: 'HardwareAddrs',
}

const selection: Properties = {
  filters: {
    type: strings,
    description: 'Only those that match all of these DRP filters, such as `Available=Eq(true)`.',
  },
  limit: { type: integer, description: 'Give at most this many.' },
  sort: { type: string, description: 'Field of the API to sort by; the key by default.' },
}

/** Everything that a kind says of an object; secrets of it are left out. */
function shown(kind: ObjectKind): Properties {
  const { only: _, ...whole } = kind
  return Object.fromEntries(
    membersOf(whole).map((member) => {
      const {
        replace: __,
        required: ___,
        ...property
      } = memberProperty(whole, { ...member, mode: 'optional' })
      const always = ['key', 'required', 'preset', 'filled', 'computed'].includes(member.mode)
      const type = property.type
      return [
        camelCase(member.attribute),
        { ...property, type, ...(always ? { required: true as const } : {}) },
      ]
    }),
  )
}

function kindOf(name: string): ObjectKind {
  const kind = objectKinds.find((candidate) => candidate.name === name)
  if (kind === undefined) throw new Error(`There is no kind of object named ${name}.`)
  // A machine that is read may be a claimed one.
  return name === 'machine_enrolled' ? { ...kind, name: 'machine' } : kind
}

function getOne(kind: ObjectKind, inputs: Properties, how: string): ObjectFunction {
  return {
    kind,
    many: false,
    schema: {
      token: `drp:index:get${className(kind)}`,
      description: `Reads a ${kind.model.singular} ${how}.`,
      inputs,
      outputs: shown(kind),
    },
  }
}

function getMany(kind: ObjectKind, inputs: Properties): ObjectFunction {
  const { prefix, singular } = kind.model
  const found = object(`${className(kind)}Found`, `A ${singular} that was found.`, shown(kind))
  return {
    kind,
    many: true,
    schema: {
      token: `drp:index:get${className(kind)}s`,
      description: `Lists the ${prefix} that match.`,
      inputs: { ...inputs, ...selection },
      outputs: {
        keys: { type: strings, required: true, description: 'Keys, in order.' },
        [prefix]: { type: list(found), required: true, description: `Each ${singular}.` },
      },
    },
  }
}

/** Functions that read objects. */
export const objectFunctions: readonly ObjectFunction[] = [
  getOne(
    kindOf('machine_enrolled'),
    {
      uuid: { type: string, description: 'UUID.' },
      name: { type: string, description: 'Name.' },
      address: { type: string, description: 'Last known IP address.' },
      mac: { type: string, description: 'A MAC address.' },
      filters: { type: strings, description: 'DRP filters that exactly one machine matches.' },
    },
    'by exactly one of `uuid`, `name`, `address`, `mac`, `filters`',
  ),
  getMany(kindOf('machine_enrolled'), {
    pool: { type: string, description: 'Only those in this pool.' },
  }),
  getOne(kindOf('pool'), { poolId: { type: string, required: true, description: 'Id.' } }, 'by its id'),
  getMany(kindOf('pool'), {}),
  getOne(kindOf('profile'), { name: { type: string, required: true, description: 'Name.' } }, 'by its name'),
]

/** `getPoolStatus`. */
export const getPoolStatus: FunctionSchema = {
  token: 'drp:index:getPoolStatus',
  description: 'Counts the machines of a pool by their state, and names the free ones.',
  inputs: { pool: { type: string, required: true, description: 'Id of the pool.' } },
  outputs: {
    total: { type: integer, required: true, description: 'Machines in the pool.' },
    counts: {
      type: map(integer),
      required: true,
      description:
        'Machines by state, such as `Free`, `Building`, `InUse`; states without machines are left out.',
    },
    free: {
      type: strings,
      required: true,
      description: 'Names of the machines that can be claimed, sorted.',
    },
  },
}

/** `getInfo`. */
export const getInfo: FunctionSchema = {
  token: 'drp:index:getInfo',
  description: 'What the server is and can do.',
  inputs: {},
  outputs: {
    serverId: { type: string, required: true, description: 'Id of the server.' },
    version: { type: string, required: true, description: 'Version.' },
    arch: { type: string, required: true, description: 'Architecture that it runs on.' },
    os: { type: string, required: true, description: 'Operating system that it runs on.' },
    address: { type: string, required: true, description: 'Its address that faces this client.' },
    apiPort: { type: integer, required: true, description: 'Port of the API.' },
    filePort: { type: integer, required: true, description: 'Port of the files.' },
    features: { type: strings, required: true, description: 'Features, such as `embedded-pool`.' },
    all: { type: json, required: true, description: 'Everything that the server says, by its own names.' },
  },
}

/** Kinds of objects, by their path in the API, that have parameters. */
export const kindsWithParams = ['machines', 'profiles', 'stages', 'plugins', 'endpoints'] as const

/** `getParams`. */
export const getParams: FunctionSchema = {
  token: 'drp:index:getParams',
  description: 'Reads the parameters of a machine, profile, stage, plugin or endpoint.',
  inputs: {
    prefix: {
      type: string,
      default: 'machines',
      description: `Kind of the object: ${kindsWithParams.join(', ')}.`,
    },
    key: { type: string, required: true, description: 'Key of the object, or `Name:x`.' },
    aggregate: {
      type: boolean,
      description: 'With the values of its profiles, its stage and the profile `global`. Default false.',
    },
    decode: {
      type: boolean,
      description: 'With secret values in plain; needs the right to it. Default false: they are left out.',
    },
  },
  outputs: {
    values: { type: jsonMap, required: true, secret: true, description: 'Values by name.' },
  },
}
