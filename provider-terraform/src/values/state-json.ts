import { Decimal } from './decimal.ts'
import { type JsonTree, parseJson } from './json-reader.ts'
import { type Type, typeFromJson } from './type.ts'
import { DynamicValue, type Value } from './value.ts'

/**
 * A value from the JSON in which Terraform keeps state. Attributes that the state lacks become null, those
 * that the type no longer has are dropped; numbers stay exact.
 * @throws SyntaxError for broken JSON, TypeError when a value does not fit the type, naming the place.
 */
export function valueFromStateJson(type: Type, json: string): Value {
  return fromTree(type, parseJson(json), '')
}

/** The same for JSON that has already been read. */
export function fromTree(type: Type, tree: JsonTree, at: string): Value {
  if (tree === null) return null
  if (type === 'dynamic') {
    const inner = tree instanceof Map ? tree.get('type') : undefined
    if (!(tree instanceof Map) || inner === undefined) return mismatch('value and type', at)
    const actual = typeFromJson(stringify(inner))
    return new DynamicValue(actual, fromTree(actual, tree.get('value') ?? null, at))
  }
  if (type === 'string') return typeof tree === 'string' ? tree : mismatch('a string', at)
  if (type === 'bool') return typeof tree === 'boolean' ? tree : mismatch('a bool', at)
  if (type === 'number') {
    const numeric = typeof tree === 'number' || typeof tree === 'bigint' || tree instanceof Decimal
    return numeric ? tree : mismatch('a number', at)
  }
  switch (type.kind) {
    case 'list':
    case 'set':
      if (!Array.isArray(tree)) return mismatch(`a ${type.kind}`, at)
      return tree.map((element, index) => fromTree(type.element, element, `${at}[${index}]`))
    case 'tuple':
      if (!Array.isArray(tree) || tree.length !== type.elements.length) return mismatch('a tuple', at)
      return type.elements.map((element, index) => fromTree(element, tree[index] ?? null, `${at}[${index}]`))
    case 'map':
      if (!(tree instanceof Map)) return mismatch('a map', at)
      return new Map(
        [...tree].map(([key, element]) => [
          key,
          fromTree(type.element, element, `${at}[${JSON.stringify(key)}]`),
        ]),
      )
    case 'object':
      if (!(tree instanceof Map)) return mismatch('an object', at)
      return new Map(
        [...type.attributes].map(([name, member]) => [
          name,
          fromTree(member, tree.get(name) ?? null, `${at}.${name}`),
        ]),
      )
  }
}

function mismatch(expected: string, at: string): never {
  throw new TypeError(`state at ${at === '' ? 'the top' : at}: ${expected} is needed`)
}

/** JSON text of the names, lists and maps that a type consists of. */
function stringify(tree: JsonTree): string {
  if (Array.isArray(tree)) return `[${tree.map(stringify).join(',')}]`
  if (!(tree instanceof Map)) return JSON.stringify(typeof tree === 'string' ? tree : null)
  return `{${[...tree].map(([name, member]) => `${JSON.stringify(name)}:${stringify(member)}`).join(',')}}`
}
