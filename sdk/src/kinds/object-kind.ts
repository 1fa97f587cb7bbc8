import type { Field, FieldType, ObjectModel } from './field.ts'
import { objectModels } from './generated/models.ts'
import { snakeCase } from './snake-case.ts'

/** A kind of object as a resource of Terraform and Pulumi, beside what its model says. */
export interface ObjectKind {
  /** Name in snake case, such as `machine_enrolled`: Terraform puts `drp_` before it. */
  readonly name: string
  readonly model: ObjectModel
  /** First sentence: what it is for. Markdown. */
  readonly description: string
  /** Attributes in snake case that are not called as their fields are, by field. */
  readonly names?: Readonly<Record<string, string>>
  /** Fields to offer; all by default. */
  readonly only?: readonly string[]
  /** Fields that the server fills in when they are not given: what it puts there is kept. */
  readonly filled?: readonly string[]
  /** Lists without order. */
  readonly sets?: readonly string[]
  /** Texts in which upper and lower case are the same. */
  readonly caseless?: readonly string[]
  /** The key is given by the server, as a machine's UUID. */
  readonly serverKey?: boolean
  /** Users have a password, that is set by a call of its own. */
  readonly password?: boolean
  /** DHCP options that the server adds by itself, by code: they are no change unless they are configured. */
  readonly addedOptions?: readonly number[]
  /** Words that the server adds by itself to the list in `Meta.feature-flags`: they are no change. */
  readonly addedFlags?: readonly string[]
}

/** Fields of which only the members in the configuration are looked after: others may add theirs. */
export const SHARED_FIELDS: readonly string[] = ['Params', 'Meta']

/** Fields that every resource shows but none can set. */
export const STATUS_FIELDS = ['Available', 'Validated', 'Errors', 'ReadOnly', 'Bundle'] as const

/** One attribute of a kind and the field it stands for. */
export interface Member {
  readonly attribute: string
  readonly fieldName: string
  readonly field: Field
  /** `set` when the list has no order. */
  readonly unordered: boolean
  readonly caseless: boolean
  readonly mode: 'key' | 'required' | 'optional' | 'preset' | 'filled' | 'computed'
  readonly immutable: boolean
}

/** What a resource of the kind offers, in the order of the model; the status fields are not among them. */
export function membersOf(kind: ObjectKind): readonly Member[] {
  const { model } = kind
  const status: readonly string[] = [...STATUS_FIELDS, 'Endpoint']
  return Object.entries(model.fields)
    .filter(([name]) => !status.includes(name))
    .filter(([name]) => kind.only?.includes(name) ?? true)
    .map(([fieldName, field]) => ({
      attribute: nameIn(kind, fieldName),
      fieldName,
      field,
      unordered: kind.sets?.includes(fieldName) ?? false,
      caseless: kind.caseless?.includes(fieldName) ?? false,
      mode: modeOf(kind, fieldName, field),
      immutable: model.immutable.includes(fieldName) || (fieldName === model.key && !kind.serverKey),
    }))
}

function modeOf(kind: ObjectKind, name: string, field: Field): Member['mode'] {
  if (name === kind.model.key) return kind.serverKey ? 'computed' : 'key'
  if (kind.model.computed.includes(name)) return 'computed'
  if (field.required) return 'required'
  if (kind.filled?.includes(name)) return 'filled'
  return isPreset(field.type, field.default) ? 'preset' : 'optional'
}

/** Flags, numbers and texts with a value of their own are always in the state; the rest is null when not given. */
function isPreset({ kind }: FieldType, preset: Field['default']): boolean {
  return kind === 'flag' || kind === 'integer' || (kind === 'text' && preset !== undefined && preset !== '')
}

function nameIn(kind: ObjectKind, field: string): string {
  return kind.names?.[field] ?? snakeCase(field)
}

/** The model of a kind. */
export function modelOf(prefix: keyof typeof objectModels): ObjectModel {
  return objectModels[prefix]
}
