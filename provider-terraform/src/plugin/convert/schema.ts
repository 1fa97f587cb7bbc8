import type { Attribute, Attributes } from '../../framework/attribute.ts'
import type { Identity } from '../../framework/identity.ts'
import type { Schema } from '../../framework/schema.ts'
import { typeToJson } from '../../values/type.ts'
import {
  type ResourceIdentitySchema,
  type Schema_Attribute,
  Schema_Object_NestingMode,
  StringKind,
  type Schema as Wire,
} from '../generated/tfplugin6.ts'

const nestingModes = {
  single: Schema_Object_NestingMode.SINGLE,
  list: Schema_Object_NestingMode.LIST,
  set: Schema_Object_NestingMode.SET,
  map: Schema_Object_NestingMode.MAP,
} as const

/** A schema in its wire form. */
export function toWireSchema(schema: Schema): Wire {
  return {
    version: BigInt(schema.version ?? 0),
    block: {
      version: BigInt(schema.version ?? 0),
      attributes: toWireAttributes(schema.attributes),
      blockTypes: [],
      description: schema.description,
      descriptionKind: StringKind.MARKDOWN,
      deprecated: schema.deprecated !== undefined,
      deprecationMessage: schema.deprecated ?? '',
    },
  }
}

/** The shape of an identity in its wire form. */
export function toWireIdentitySchema(identity: Identity): ResourceIdentitySchema {
  return {
    version: BigInt(identity.version ?? 0),
    identityAttributes: Object.entries(identity.attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(typeToJson(attribute.type)),
      requiredForImport: attribute.optionalForImport !== true,
      optionalForImport: attribute.optionalForImport === true,
      description: attribute.description,
    })),
  }
}

function toWireAttributes(attributes: Attributes): Schema_Attribute[] {
  return Object.entries(attributes).map(([name, attribute]) => toWireAttribute(name, attribute))
}

function toWireAttribute(name: string, attribute: Attribute): Schema_Attribute {
  const { shape } = attribute
  return {
    name,
    type: shape.kind === 'plain' ? Buffer.from(typeToJson(shape.type)) : Buffer.alloc(0),
    nestedType:
      shape.kind === 'nested'
        ? { attributes: toWireAttributes(shape.attributes), nesting: nestingModes[shape.nesting] }
        : undefined,
    description: attribute.description,
    descriptionKind: StringKind.MARKDOWN,
    required: attribute.required ?? false,
    optional: attribute.optional ?? false,
    computed: attribute.computed ?? false,
    sensitive: attribute.sensitive ?? false,
    deprecated: attribute.deprecated !== undefined,
    writeOnly: attribute.writeOnly ?? false,
    deprecationMessage: attribute.deprecated ?? '',
  }
}
