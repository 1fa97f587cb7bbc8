export { applyPatch } from './apply.ts'
export { diff } from './diff.ts'
export { equalJson } from './equal.ts'
export { guarded } from './guard.ts'
export type {
  AddOperation,
  CopyOperation,
  MoveOperation,
  PatchOperation,
  RemoveOperation,
  ReplaceOperation,
  TestOperation,
} from './operation.ts'
export { MAX_OPERATIONS, parsePatch } from './parse.ts'
export { PatchError, type PatchErrorCode } from './patch-error.ts'
export { escapeToken, formatPointer, PointerError, parseIndex, parsePointer } from './pointer.ts'
