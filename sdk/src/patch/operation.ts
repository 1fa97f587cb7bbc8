import type { JsonValue } from '../models/json.ts'

/** Sets a member, inserts into an array, or replaces the whole document (RFC 6902 §4.1). */
export type AddOperation = { readonly op: 'add'; readonly path: string; readonly value: JsonValue }
/** Takes an existing value away (RFC 6902 §4.2). */
export type RemoveOperation = { readonly op: 'remove'; readonly path: string }
/** Puts a value in place of an existing one (RFC 6902 §4.3). */
export type ReplaceOperation = { readonly op: 'replace'; readonly path: string; readonly value: JsonValue }
/** Takes a value away at `from` and adds it at `path` (RFC 6902 §4.4). */
export type MoveOperation = { readonly op: 'move'; readonly from: string; readonly path: string }
/** Adds a copy of the value at `from` at `path` (RFC 6902 §4.5). */
export type CopyOperation = { readonly op: 'copy'; readonly from: string; readonly path: string }
/** Fails the patch unless the value at `path` is equal (RFC 6902 §4.6). */
export type TestOperation = { readonly op: 'test'; readonly path: string; readonly value: JsonValue }

/** One step of a JSON Patch (RFC 6902); `path` and `from` are JSON Pointers. */
export type PatchOperation =
  | AddOperation
  | RemoveOperation
  | ReplaceOperation
  | MoveOperation
  | CopyOperation
  | TestOperation
