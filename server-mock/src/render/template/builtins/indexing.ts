import { CallError } from '../call-error.ts'
import { fn1, fn1Rest, type GoFunc } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { reflected } from '../values/param.ts'
import { byteLength, sliceBytes, toBytes } from '../values/text.ts'
import { typeName } from '../values/types.ts'
import { GoInt, GoMap, GoSlice, int, type Value } from '../values/value.ts'

function position(index: Value, cap: number): number {
  if (index === undefined || index === null) throw new CallError('cannot index slice/array with nil')
  if (!(index instanceof GoInt)) {
    throw new CallError(`cannot index slice/array with type ${typeName(index)}`)
  }
  if (index.value < 0n || index.value > BigInt(cap)) {
    throw new CallError(`index out of range: ${index.value}`)
  }
  return Number(index.value)
}

/** Go's zero value of a map's element type. */
function zero(elem: string): Value {
  if (elem === 'string') return ''
  return elem === 'interface {}' ? undefined : null
}

function indexOne(item: Value, index: Value): Value {
  if (item === undefined || item === null) throw new CallError('index of nil pointer')
  if (item instanceof GoMap) {
    if (index === undefined || index === null) {
      throw new CallError('value is nil; should be of type string')
    }
    if (typeof index !== 'string') {
      throw new CallError(`value has type ${typeName(index)}; should be string`)
    }
    return item.entries.has(index) ? item.entries.get(index) : zero(item.elem)
  }
  if (item instanceof GoSlice) {
    const at = position(index, item.items.length)
    if (at === item.items.length) throw new CallError('reflect: slice index out of range')
    return item.items[at]
  }
  if (typeof item === 'string') {
    const bytes = toBytes(item)
    const byte = bytes[position(index, bytes.length)]
    if (byte === undefined) throw new CallError('reflect: string index out of range')
    return new GoInt('uint8', BigInt(byte))
  }
  if (item instanceof HostObject && item.shape.index !== undefined) return item.shape.index(index)
  throw new CallError(`can't index item of type ${typeName(item)}`)
}

function slice(item: Value, indexes: readonly Value[]): Value {
  if (item === undefined || item === null) throw new CallError('slice of untyped nil')
  if (indexes.length > 3) throw new CallError(`too many slice indexes: ${indexes.length}`)
  if (typeof item !== 'string' && !(item instanceof GoSlice)) {
    throw new CallError(`can't slice item of type ${typeName(item)}`)
  }
  if (typeof item === 'string' && indexes.length === 3) throw new CallError('cannot 3-index slice a string')
  const length = typeof item === 'string' ? byteLength(item) : item.items.length
  const [start = 0, end = length, cap = length] = indexes.map((index) => position(index, length))
  if (start > end) throw new CallError(`invalid slice index: ${start} > ${end}`)
  if (end > cap) throw new CallError(`invalid slice index: ${end} > ${cap}`)
  if (typeof item === 'string') return sliceBytes(item, start, end)
  return new GoSlice(item.items.slice(start, end), item.elem)
}

function length(item: Value): Value {
  if (item === null) throw new CallError('len of nil pointer')
  if (item === undefined) throw new CallError('reflect: call of reflect.Value.Type on zero Value')
  if (typeof item === 'string') return int(byteLength(item))
  if (item instanceof GoSlice) return int(item.items.length)
  if (item instanceof GoMap) return int(item.entries.size)
  throw new CallError(`len of type ${typeName(item)}`)
}

/** index, slice and len; positions in strings count bytes. */
export const indexing: ReadonlyMap<string, GoFunc> = new Map([
  [
    'index',
    fn1Rest(reflected, reflected, (item, indexes) => {
      if (item === undefined || item === null) throw new CallError('index of untyped nil')
      return indexes.reduce(indexOne, item)
    }),
  ],
  ['slice', fn1Rest(reflected, reflected, slice)],
  ['len', fn1(reflected, length)],
])
