import { describe, type Member, membersOf, type ObjectKind, objectKinds } from '@metalwright/sdk/kinds'
import { camelCase, pascalCase } from './camel-case.ts'
import { propertyType } from './object-types.ts'
import { boolean, jsonMap, string, strings } from './property-types.ts'
import type { Properties, Property, ResourceSchema } from './schema.ts'

/** The resource of a kind of object of the API. Properties with a `field` stand for that field of the object. */
export interface ObjectResource {
  readonly schema: ResourceSchema
  readonly kind: ObjectKind
}

/** Class names that are not the kind's name in Pascal case. */
const classNames: Readonly<Record<string, string>> = { bootenv: 'BootEnv' }

/** What every object has and nobody can set. */
const status: Properties = {
  available: {
    type: boolean,
    required: true,
    field: 'Available',
    description: 'Whether the object can be used.',
  },
  validated: {
    type: boolean,
    required: true,
    field: 'Validated',
    description: 'Whether the object is sound in itself.',
  },
  errors: {
    type: strings,
    required: true,
    field: 'Errors',
    description: 'Why it is not available or not sound.',
  },
  readOnly: {
    type: boolean,
    required: true,
    field: 'ReadOnly',
    description: 'Whether it comes from a content pack or is built in.',
  },
  bundle: {
    type: string,
    required: true,
    field: 'Bundle',
    description: 'Content pack that it comes from; empty when from none.',
  },
}

/** The name of the class of a kind of object. */
export function className(kind: ObjectKind): string {
  return classNames[kind.name] ?? pascalCase(kind.name)
}

/** A property for a field of an object. */
export function memberProperty(kind: ObjectKind, member: Member): Property {
  const { field, fieldName, mode } = member
  const meaning = describe(fieldName, field, kind.model.singular).replaceAll('`drp_machine`', '`Machine`')
  return {
    type: propertyType(field.type, `${className(kind)}${fieldName}`),
    description: `${meaning}${remark(kind, member)}`,
    field: fieldName,
    ...(isAutonamed(kind, mode) ? { autonamed: true as const } : {}),
    ...((mode === 'key' && !isAutonamed(kind, mode)) || mode === 'required'
      ? { required: true as const }
      : {}),
    ...(member.immutable ? { replace: true as const } : {}),
    ...(member.unordered ? { unordered: true as const } : {}),
    ...(member.caseless ? { caseless: true as const } : {}),
  }
}

function remark(kind: ObjectKind, { mode, field }: Member): string {
  if (mode === 'preset') return ` Default \`${String(field.default)}\`.`
  return isAutonamed(kind, mode) ? ' Default: the name of the resource with a random end.' : ''
}

/** Names that other systems give, such as addresses and ids of servers, cannot be made up. */
function isAutonamed(kind: ObjectKind, mode: Member['mode']): boolean {
  return mode === 'key' && !['reservation', 'endpoint', 'catalog_item'].includes(kind.name)
}

function objectResource(kind: ObjectKind): ObjectResource {
  const name = className(kind)
  const { singular, fields } = kind.model
  const members = membersOf(kind).map(
    (member) => [camelCase(member.attribute), member, memberProperty(kind, member)] as const,
  )
  const secretParams: Property = {
    type: jsonMap,
    secret: true,
    description:
      'Parameters that are secret, by name, sealed on the server. Only those given are looked after.',
  }
  const password: Property = {
    type: string,
    secret: true,
    description: 'Password. It is sent when it changes.',
  }
  return {
    kind,
    schema: {
      token: `drp:index:${name}`,
      description: kind.description.replaceAll('`drp_machine`', '`Machine`'),
      importedBy: kind.serverKey ? 'its UUID or `Name:x`' : 'its key',
      inputs: {
        ...Object.fromEntries(
          members
            .filter(([, { mode }]) => mode !== 'computed')
            .map(([property, , description]) => [property, description]),
        ),
        ...(Object.hasOwn(fields, 'Params') ? { secretParams } : {}),
        ...(kind.password ? { password } : {}),
        adoptExisting: {
          type: boolean,
          description: `Take over a ${singular} that is there already instead of failing. Default false.`,
        },
        requireAvailable: {
          type: boolean,
          description:
            'Fail, instead of only warning, when the object is not available after it was written.',
        },
      },
      outputs: {
        ...Object.fromEntries(
          members
            .filter(([, { mode }]) => ['preset', 'filled', 'computed'].includes(mode))
            .map(([property, , { replace: _, ...rest }]) => [property, { ...rest, required: true as const }]),
        ),
        ...status,
      },
    },
  }
}

/** A resource for every kind of object of the API that can be made. */
export const objectResources: readonly ObjectResource[] = objectKinds.map(objectResource)
