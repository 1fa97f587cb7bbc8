import { Decimal } from './decimal.ts'
import { MsgpackReader } from './msgpack-reader.ts'
import { MsgpackWriter } from './msgpack-writer.ts'
import type { NumberValue, Refinement } from './value.ts'

/** The MessagePack extension code of an unknown value about which something is promised. */
export const refinedExtension = 12

/**
 * The payload of a refined unknown (extension 12): a map with the keys 1 nullness, 2 prefix, 3 and 4 number
 * bounds, 5 and 6 collection length. Undefined when nothing is promised.
 */
export function writeRefinement(refinement: Refinement): Buffer | undefined {
  const { notNull, prefix, lower, upper, minLength, maxLength } = refinement
  const parts: ((writer: MsgpackWriter) => void)[] = []
  const add = (key: number, part: (writer: MsgpackWriter) => void) =>
    parts.push((writer) => {
      writer.integer(key)
      part(writer)
    })
  if (notNull !== undefined) add(1, (writer) => writer.bool(!notNull))
  if (prefix !== undefined) add(2, (writer) => writer.string(prefix))
  if (lower) add(3, (writer) => writeBound(writer, lower))
  if (upper) add(4, (writer) => writeBound(writer, upper))
  if (minLength !== undefined) add(5, (writer) => writer.integer(minLength))
  if (maxLength !== undefined) add(6, (writer) => writer.integer(maxLength))
  if (parts.length === 0) return undefined
  const writer = new MsgpackWriter()
  writer.mapHeader(parts.length)
  for (const part of parts) part(writer)
  return writer.finish()
}

/** Reads such a payload. Keys of later protocol versions are skipped. @throws RangeError on broken bytes. */
export function readRefinement(payload: Uint8Array): Refinement {
  const reader = new MsgpackReader(payload)
  const head = reader.next()
  if (head.kind !== 'map') throw new RangeError('a refinement is not a map')
  let refinement: Refinement = {}
  for (let rest = head.size; rest > 0; rest--) {
    const key = reader.next()
    const number = key.kind === 'integer' ? Number(key.value) : 0
    if (number === 3 || number === 4) {
      const bound = readBound(reader)
      refinement = { ...refinement, ...(number === 3 ? { lower: bound } : { upper: bound }) }
      continue
    }
    const item = reader.next()
    if (number === 1 && item.kind === 'bool') refinement = { ...refinement, notNull: !item.value }
    else if (number === 2 && item.kind === 'string') refinement = { ...refinement, prefix: item.value }
    else if (number === 5 && item.kind === 'integer')
      refinement = { ...refinement, minLength: Number(item.value) }
    else if (number === 6 && item.kind === 'integer')
      refinement = { ...refinement, maxLength: Number(item.value) }
    else skipChildren(reader, item)
  }
  return refinement
}

function writeBound(writer: MsgpackWriter, [bound, inclusive]: readonly [NumberValue, boolean]): void {
  writer.arrayHeader(2)
  if (bound instanceof Decimal) writer.string(bound.text)
  else if (typeof bound === 'bigint' || Number.isSafeInteger(bound)) writer.integer(bound)
  else writer.double(bound)
  writer.bool(inclusive)
}

function readBound(reader: MsgpackReader): readonly [NumberValue, boolean] {
  const pair = reader.next()
  if (pair.kind !== 'array' || pair.length !== 2) throw new RangeError('a number bound is not a pair')
  const bound = reader.next()
  const inclusive = reader.next()
  if (inclusive.kind !== 'bool') throw new RangeError('a number bound does not tell whether it is inclusive')
  if (bound.kind === 'string') return [new Decimal(bound.value), inclusive.value]
  if (bound.kind === 'float') return [bound.value, inclusive.value]
  if (bound.kind !== 'integer') throw new RangeError('a number bound is not a number')
  const small = Number(bound.value)
  return [Number.isSafeInteger(small) ? small : bound.value, inclusive.value]
}

function skipChildren(reader: MsgpackReader, item: ReturnType<MsgpackReader['next']>): void {
  let open = item.kind === 'array' ? item.length : item.kind === 'map' ? item.size * 2 : 0
  for (; open > 0; open--) {
    const next = reader.next()
    if (next.kind === 'array') open += next.length
    else if (next.kind === 'map') open += next.size * 2
  }
}
