import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { jsonFault, MAX_DEPTH } from '../../../server-mock/src/api/json-scan.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const texts = ['a', 'b', '', '"', '\\', '__proto__', 'constructor', 'é🎉', '\ud800', 'x'.repeat(40)]
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'null',
      'true',
      '0',
      '-1.5e3',
      '1e400',
      '1E+5',
      ...texts.map((text) => JSON.stringify(text)),
    ),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...texts), tie('value')), { maxLength: 5 })
      .map((members) => `{${members.map(([name, inner]) => `${JSON.stringify(name)}: ${inner}`).join()}}`),
  ),
}))

/** JSON bodies: what passes the scan and parses is data that every reader reads alike. */
export const jsonBody: FuzzTarget = {
  name: 'json-body',
  pieces: [
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '\\u',
    '\\ud83c',
    '\\udf89',
    '"a":',
    '"__proto__":',
    '1e400',
    '-',
    '0',
    '\\"',
  ],
  inputs: value.map((text) => Buffer.from(text)),
  run: (input) => {
    const fault = jsonFault(input)
    const text = Buffer.from(input).toString()
    let read: JsonValue
    try {
      read = JSON.parse(text)
    } catch {
      return `no JSON, ${fault ?? 'no fault'}`.slice(0, 40)
    }
    if (fault !== undefined) return fault.slice(0, 25)
    const written = JSON.stringify(read)
    if (JSON.stringify(JSON.parse(written)) !== written)
      throw new Error('the value changes when it is written')
    const keys = text.replace(/"(?:[^"\\]|\\.)*"/g, 's').match(/s\s*:/g)?.length ?? 0
    const members = membersOf(read)
    // V8 13.6 reads the key `"` as `\` once it has seen an object of the same shape with that key.
    if (!/\\["\\]/.test(text) && keys !== members)
      throw new Error(`${keys} keys in the text, ${members} in the value`)
    if (deepest(text) > MAX_DEPTH) throw new Error('nested too deeply')
    return `sound ${Math.min(members, 9)}`
  },
}

function membersOf(value: JsonValue): number {
  if (value === null || typeof value !== 'object') return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  if (Object.hasOwn(value, '__proto__') || Object.hasOwn(value, 'constructor'))
    throw new Error('a forbidden key came through')
  return Object.values(value).reduce<number>((sum, member) => sum + membersOf(member), own)
}

function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (const [mark] of text.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[[\]{}]/g)) {
    depth += mark === '[' || mark === '{' ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
