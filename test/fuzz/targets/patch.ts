import type { JsonValue } from '@metalwright/sdk/models'
import {
  applyPatch,
  diff,
  equalJson,
  formatPointer,
  guarded,
  PatchError,
  type PatchOperation,
  parsePatch,
} from '@metalwright/sdk/patch'
import fc from 'fast-check'
import type { FuzzTarget } from '../fuzz-target.ts'
import { patchNaively, sameNaively } from './naive-patch.ts'

const KEYS = ['a', 'b', 'a/b', '~', '~1', '0', '1', '-', '', '01', '__proto__', 'constructor', 'length']
const key = fc.constantFrom(...KEYS)
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(null, true, 0, 1, -0, 1.5, '', 'x'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
}))
const pointer = fc.array(key, { maxLength: 3 }).map(formatPointer)
const operation = fc.record({
  op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
  path: pointer,
  from: pointer,
  value,
})

/** `[document, patch, other]`: the patch is applied, compared with a naive reading; differences lead to the other. */
export const patch: FuzzTarget = {
  name: 'patch',
  pieces: [
    ...KEYS.map((one) => JSON.stringify(one)),
    '{"op":"add","path":"/a","value":1}',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '/',
    'null',
  ],
  inputs: fc
    .tuple(value, fc.array(operation, { maxLength: 6 }), value)
    .map((parts) => Buffer.from(JSON.stringify(parts))),
  run: (input) => {
    const parts = parsed(Buffer.from(input).toString())
    if (!Array.isArray(parts)) return 'no input'
    const [document = null, operations = [], other = null] = parts
    const before = JSON.stringify(parts)
    const leading = diff(document, other)
    if (!equalJson(applyPatch(document, leading), other))
      throw new Error('the difference does not lead there')
    if (sameNaively(document, other) !== (leading.length === 0))
      throw new Error('equality is read differently')
    const outcome = applied(document, operations)
    if (JSON.stringify(parts) !== before) throw new Error('an input was changed')
    return outcome
  },
}

function applied(document: JsonValue, raw: JsonValue): string {
  let operations: readonly PatchOperation[]
  try {
    operations = parsePatch(raw)
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    return error.code
  }
  const expected = patchNaively(document, operations)
  const plain = attempt(document, operations)
  const withGuards = attempt(document, guarded(operations, document))
  if (typeof plain === 'string') {
    if (expected !== undefined) throw new Error(`${plain}, but the patch can be applied`)
    if (withGuards !== plain) throw new Error('guards change what a patch means')
    return `${plain} after ${operations.length}`
  }
  if (expected === undefined) throw new Error('the patch cannot be applied, but was')
  if (!equalJson(plain.result, expected) || !sameNaively(plain.result, expected))
    throw new Error('the result differs')
  if (typeof withGuards === 'string')
    throw new Error(`guards fail on the document they were made for: ${withGuards}`)
  return `applied ${operations.map(({ op }) => op[0]).join('')}`
}

/** Result, or the code of the refusal. */
function attempt(document: JsonValue, operations: readonly PatchOperation[]): { result: JsonValue } | string {
  try {
    return { result: applyPatch(document, operations) }
  } catch (error) {
    if (error instanceof PatchError) return error.code
    throw error
  }
}

function parsed(text: string): JsonValue {
  try {
    // A number that JSON cannot write back is none that a document may hold.
    return JSON.parse(text, (_, member) =>
      member === Number.POSITIVE_INFINITY || member === Number.NEGATIVE_INFINITY ? 0 : member,
    )
  } catch {
    return null
  }
}
