import { CallError } from '../call-error.ts'
import { toInt64 } from '../values/convert.ts'
import { deepEqual } from '../values/deep-equal.ts'
import { type Call, fn1, fn1Rest, fn2, fnRest } from '../values/func.ts'
import { any, integer } from '../values/param.ts'
import { kindName } from '../values/types.ts'
import { GoSlice, type Value } from '../values/value.ts'
import { isEmpty } from './emptiness.ts'
import { type Family, family } from './signature.ts'

const nilList = (): GoSlice => new GoSlice([], 'interface {}', true)

/** The list behind `value`; fails with sprig's wording, `complaint` and the kind. */
function items(value: Value, complaint: string, { budget }: Call): readonly Value[] {
  if (value instanceof GoSlice) {
    budget.step(value.items.length)
    return value.items
  }
  if (value === undefined || value === null) {
    throw new CallError('runtime error: invalid memory address or nil pointer dereference')
  }
  throw new CallError(`${complaint} ${kindName(value)}`)
}

function includes(list: readonly Value[], wanted: Value, { budget }: Call): boolean {
  return list.some((item) => deepEqual(wanted, item, budget))
}

function chunk(size: number, list: readonly Value[], { budget }: Call): GoSlice {
  const count = Math.floor((list.length - 1) / size) + 1
  if (size <= 0 || !Number.isFinite(count)) throw new CallError('runtime error: makeslice: len out of range')
  budget.step(count)
  const chunks: GoSlice[] = []
  for (let i = 0; i < list.length; i += size) chunks.push(new GoSlice(list.slice(i, i + size)))
  return new GoSlice(chunks, '[]interface {}')
}

function slice(list: Value, indices: readonly Value[], call: Call): Value {
  if (!(list instanceof GoSlice)) items(list, 'list should be type of slice or array but', call)
  if (!(list instanceof GoSlice)) return null
  const { length } = list.items
  if (length === 0) return null
  const start = indices.length > 0 ? Number(toInt64(indices[0])) : 0
  const end = indices.length > 1 ? Number(toInt64(indices[1])) : length
  if (start < 0 || end < start || end > length) {
    throw new CallError('reflect.Value.Slice: slice index out of bounds')
  }
  return new GoSlice(list.items.slice(start, end), list.elem)
}

const pushed = fn2(
  any,
  any,
  (list, item, call) => new GoSlice([...items(list, 'Cannot push on type', call), item]),
)
const prepended = fn2(
  any,
  any,
  (list, item, call) => new GoSlice([item, ...items(list, 'Cannot prepend on type', call)]),
)
const first = fn1(any, (list, call) => items(list, 'Cannot find first on type', call)[0] ?? null)
const last = fn1(any, (list, call) => items(list, 'Cannot find last on type', call).at(-1) ?? null)
const rest = fn1(any, (list, call) => {
  const all = items(list, 'Cannot find rest on type', call)
  return all.length === 0 ? nilList() : new GoSlice(all.slice(1))
})
const initial = fn1(any, (list, call) => {
  const all = items(list, 'Cannot find initial on type', call)
  return all.length === 0 ? nilList() : new GoSlice(all.slice(0, -1))
})
const reversed = fn1(
  any,
  (list, call) => new GoSlice([...items(list, 'Cannot find reverse on type', call)].reverse()),
)
const compacted = fn1(
  any,
  (list, call) => new GoSlice(items(list, 'Cannot compact on type', call).filter((item) => !isEmpty(item))),
)
const unique = fn1(any, (list, call) => {
  const kept: Value[] = []
  for (const item of items(list, 'Cannot find uniq on type', call))
    if (!includes(kept, item, call)) kept.push(item)
  return new GoSlice(kept)
})
const without = fn1Rest(
  any,
  any,
  (list, omitted, call) =>
    new GoSlice(
      items(list, 'Cannot find without on type', call).filter((item) => !includes(omitted, item, call)),
    ),
)
const has = fn2(any, any, (wanted, list, call) => {
  if (list === undefined || list === null) return false
  return includes(items(list, 'Cannot find has on type', call), wanted, call)
})
const sliced = fn1Rest(any, any, slice)
const chunked = fn2(integer, any, (size, list, call) =>
  chunk(size, items(list, 'Cannot chunk type', call), call),
)
const listOf = fnRest(any, (values) => new GoSlice(values))

/** sprig's list functions. None changes the list it is given. */
export const listFunctions: Family = family(
  ['list', 'tuple', listOf],
  ['append', 'push', 'mustAppend', 'mustPush', pushed],
  ['prepend', 'mustPrepend', prepended],
  ['first', 'mustFirst', first],
  ['last', 'mustLast', last],
  ['rest', 'mustRest', rest],
  ['initial', 'mustInitial', initial],
  ['reverse', 'mustReverse', reversed],
  ['compact', 'mustCompact', compacted],
  ['uniq', 'mustUniq', unique],
  ['without', 'mustWithout', without],
  ['has', 'mustHas', has],
  ['slice', 'mustSlice', sliced],
  ['chunk', 'mustChunk', chunked],
  [
    'concat',
    fnRest(any, (lists, call) => {
      const all: Value[] = []
      for (const list of lists) {
        if (list !== null && !(list instanceof GoSlice)) {
          throw new CallError(`Cannot concat type ${kindName(list)} as list`)
        }
        for (const item of items(list, '', call)) all.push(item)
      }
      return all.length === 0 ? nilList() : new GoSlice(all)
    }),
  ],
)
