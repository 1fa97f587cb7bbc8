export { describe } from './descriptions.ts'
export type { Field, Fields, FieldType, ObjectModel } from './field.ts'
export { filled, memberOf } from './filled.ts'
export { objectModels } from './generated/models.ts'
export {
  type Member,
  membersOf,
  modelOf,
  type ObjectKind,
  SHARED_FIELDS,
  STATUS_FIELDS,
} from './object-kind.ts'
export { objectKinds } from './object-kinds.ts'
export { sharedMembers } from './shared-members.ts'
export { snakeCase } from './snake-case.ts'
