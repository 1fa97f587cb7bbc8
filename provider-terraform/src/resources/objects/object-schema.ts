import {
  describe,
  type Field,
  type Fields,
  type FieldType,
  type Member,
  membersOf,
  type ObjectKind,
} from '@metalwright/sdk/kinds'
import {
  type Attribute,
  type AttributeOptions,
  type Attributes,
  bool,
  dynamic,
  list,
  listOf,
  map,
  mapOf,
  number,
  set,
  setOf,
  single,
  string,
} from '../../framework/attribute.ts'
import type { Schema } from '../../framework/schema.ts'
import type { Validator } from '../../framework/validator.ts'
import { DynamicValue, isMap } from '../../values/value.ts'
import { type Extension, noExtension } from './extension.ts'
import { offeredName } from './field-values.ts'
import { innerName } from './inner-name.ts'

/** The value is an object, or a map, of values by name. */
export const isObject: Validator = (value) =>
  value instanceof DynamicValue && (value.value === null || isMap(value.value))
    ? undefined
    : 'The value must be an object: names with their values.'

/** Attributes that every object has and nobody can set. */
export const statusAttributes: Attributes = {
  available: bool({ computed: true, description: 'Whether the object can be used.' }),
  validated: bool({ computed: true, description: 'Whether the object is sound in itself.' }),
  errors: list('string', { computed: true, description: 'Why it is not available or not sound.' }),
  read_only: bool({ computed: true, description: 'Whether it comes from a content pack or is built in.' }),
  bundle: string({ computed: true, description: 'Content pack that it comes from; empty when from none.' }),
  endpoint: string({
    computed: true,
    keepPrior: true,
    description: 'Id of the endpoint that owns it, behind a manager; empty for the server itself.',
  }),
}

/** Schema of the resource of a kind. */
export function objectSchema(kind: ObjectKind, extension: Extension = noExtension): Schema {
  const { singular } = kind.model
  const own = membersOf(kind).map((member) => [member.attribute, memberAttribute(kind, member)] as const)
  const secrets = Object.hasOwn(kind.model.fields, 'Params') ? secretParams : {}
  return {
    description: kind.description,
    attributes: {
      ...Object.fromEntries(own),
      ...(kind.password ? password : {}),
      ...secrets,
      ...extension.attributes,
      adopt_existing: bool({
        optional: true,
        description: `Take over a ${singular} that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.`,
      }),
      require_available: bool({
        optional: true,
        description: 'Fail, instead of only warning, when the object is not available after it was written.',
      }),
      id: string({ computed: true, keepPrior: true, description: `Key of the ${singular}.` }),
      ...statusAttributes,
    },
  }
}

const password: Attributes = {
  password_wo: string({
    optional: true,
    writeOnly: true,
    sensitive: true,
    description: 'Password. Never stored; sent when the user is made and when `password_wo_version` changes.',
  }),
  password_wo_version: number({ optional: true, description: 'Change it to send `password_wo` again.' }),
}

const secretParams: Attributes = {
  secret_params_wo: dynamic({
    optional: true,
    writeOnly: true,
    sensitive: true,
    description:
      'Parameters that are secret, by name. Never stored; sealed and sent when the object is made and when `secret_params_wo_version` changes.',
    validators: [isObject],
  }),
  secret_params_wo_version: number({
    optional: true,
    description: 'Change it to send `secret_params_wo` again.',
  }),
}

function memberAttribute(kind: ObjectKind, member: Member): Attribute {
  const { fieldName, field, mode, immutable } = member
  const meaning = describe(fieldName, field, kind.model.singular)
  const description = mode === 'preset' ? `${meaning} Default \`${scalar(field.default)}\`.` : meaning
  const replace = immutable ? { requiresReplace: true } : {}
  return typed(field.type, { ...modeOptions(mode, field), ...replace, description }, { member })
}

function modeOptions(mode: Member['mode'], field: Field): Omit<AttributeOptions, 'description'> {
  switch (mode) {
    case 'key':
    case 'required':
      return { required: true }
    case 'computed':
      return { computed: true, keepPrior: true }
    case 'filled':
      return { optional: true, computed: true, keepPrior: true }
    case 'preset':
      return { optional: true, computed: true, default: scalar(field.default) }
    case 'optional':
      return { optional: true }
  }
}

function scalar(value: Field['default']): string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' ? value : value === true
}

/** How nested values are offered. */
export interface Offer {
  readonly member?: Member
  /** Everything is computed: for data sources. */
  readonly computed?: boolean
  /** JSON of any shape as text. */
  readonly jsonAsText?: boolean
}

/** An attribute for a type of field. */
export function typed(type: FieldType, options: AttributeOptions, offer: Offer): Attribute {
  const unordered = offer.member?.unordered ?? false
  switch (type.kind) {
    case 'text':
      return string(options)
    case 'flag':
      return bool(options)
    case 'integer':
      return number(options)
    case 'texts':
      return (unordered ? set : list)('string', options)
    case 'text-map':
      return map('string', options)
    case 'texts-map':
      return map({ kind: unordered ? 'set' : 'list', element: 'string' }, options)
    case 'json':
      return offer.jsonAsText ? string(options) : dynamic(options)
    case 'json-map':
      if (offer.jsonAsText) return string(options)
      return dynamic(offer.computed ? options : { ...options, validators: [isObject] })
    case 'object':
      return single(nested(type.fields, offer), options)
    case 'objects':
      return (unordered ? setOf : listOf)(nested(type.fields, offer), options)
    case 'object-map':
      return mapOf(nested(type.fields, offer), options)
  }
}

function nested(fields: Fields, { computed = false, jsonAsText = false }: Offer): Attributes {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const mode = computed ? { computed } : field.required ? { required: true } : { optional: true }
      const description = describe(name, field, 'object')
      const offered = offeredName(innerName(name), field.type, { jsonAsText })
      return [offered, typed(field.type, { ...mode, description }, { computed, jsonAsText })]
    }),
  )
}
