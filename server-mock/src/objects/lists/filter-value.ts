import { type Index, type IndexKind, isIPv4, type JsonValue } from '@metalwright/sdk/models'
import { byteOrder } from '../../store/byte-order.ts'

/** A value in the form in which two of one index are compared. */
export type Comparable = string | number | boolean

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True']
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False']
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i
const UUID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i

/** Reads a text as a value of an index; `undefined` when it is none. */
export function readValue(kind: IndexKind, text: string): Comparable | undefined {
  switch (kind) {
    case 'boolean':
      return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined
    case 'time':
      return TIME.test(text) ? timeOf(text) : undefined
    case 'ip':
    case 'network':
    case 'range':
      return readAddress(text)
    case 'cidr':
      return readNetwork(text)
    case 'uuid':
      return UUID.test(text) ? text.toLowerCase() : undefined
    case 'string':
    case 'list':
      return text
  }
}

/** Values of an index that an object holds: several for a list, none for what is no such value. */
export function heldValues({ kind }: Index, value: JsonValue | undefined): Comparable[] {
  const all = Array.isArray(value) ? value : [value]
  return all.flatMap((one) => {
    if (one !== null && typeof one === 'object') return []
    return readValue(kind, String(one ?? '')) ?? []
  })
}

/** Order of two values of one index: texts by their bytes, false before true, nothing before anything. */
export function compareValues(a: Comparable | undefined, b: Comparable | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (typeof a === 'string' && typeof b === 'string') return byteOrder(a, b)
  return Number(a) - Number(b)
}

function timeOf(text: string): number | undefined {
  const time = Date.parse(text.toUpperCase())
  return Number.isNaN(time) ? undefined : time
}

/** A dotted address, or one as eight hex digits; none comes before all. */
function readAddress(text: string): number | undefined {
  if (text === '') return -1
  if (/^[0-9a-f]{8}$/i.test(text)) return Number.parseInt(text, 16)
  return isIPv4(text) ? addressNumber(text) : undefined
}

/** A network orders by its address, then by its size. */
function readNetwork(text: string): number | undefined {
  const [address = '', bits = ''] = text.split('/')
  if (text === '') return -1
  const sound =
    isIPv4(address) && /^\d{1,2}$/.test(bits) && Number(bits) <= 32 && text === `${address}/${bits}`
  return sound ? addressNumber(address) * 64 + Number(bits) : undefined
}

/** An IPv4 address as a number. */
export function addressNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
