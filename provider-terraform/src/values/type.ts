import { type JsonTree, parseJson } from './json-reader.ts'

/**
 * A type constraint of Terraform's value system (cty). `dynamic` stands for "any type, told with the value".
 */
export type Type = 'string' | 'number' | 'bool' | 'dynamic' | CollectionType | ObjectType | TupleType

/** Any number of elements of one type. */
export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map'
  readonly element: Type
}

/** Named attributes; those in `optional` may be left out of a conversion. */
export interface ObjectType {
  readonly kind: 'object'
  readonly attributes: ReadonlyMap<string, Type>
  readonly optional?: readonly string[]
}

/** A fixed number of elements, each of its own type. */
export interface TupleType {
  readonly kind: 'tuple'
  readonly elements: readonly Type[]
}

const maxDepth = 64

/** An object type from name and type pairs. */
export function objectType(attributes: Iterable<readonly [string, Type]>): ObjectType {
  return { kind: 'object', attributes: new Map(attributes) }
}

/** The JSON spelling of a type, such as `["list","string"]`; attribute names sorted as Terraform writes them. */
export function typeToJson(type: Type): string {
  if (typeof type === 'string') return JSON.stringify(type)
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `["${type.kind}",${typeToJson(type.element)}]`
    case 'tuple':
      return `["tuple",[${type.elements.map(typeToJson).join(',')}]]`
    case 'object': {
      const names = [...type.attributes.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
      const members = names.map(([name, member]) => `${JSON.stringify(name)}:${typeToJson(member)}`)
      const optional = type.optional && type.optional.length > 0 ? `,${JSON.stringify(type.optional)}` : ''
      return `["object",{${members.join(',')}}${optional}]`
    }
  }
}

/** Reads the JSON spelling of a type. @throws RangeError when it is none, or nested over 64 levels. */
export function typeFromJson(json: string): Type {
  return typeFromTree(parseJson(json), 0)
}

function typeFromTree(tree: JsonTree, depth: number): Type {
  if (depth > maxDepth) throw new RangeError(`a type is nested over ${maxDepth} levels`)
  if (tree === 'string' || tree === 'number' || tree === 'bool' || tree === 'dynamic') return tree
  if (!Array.isArray(tree)) throw new RangeError('a type is neither a name nor a list')
  const [kind, argument, optional] = tree
  switch (kind) {
    case 'list':
    case 'set':
    case 'map':
      if (argument === undefined) break
      return { kind, element: typeFromTree(argument, depth + 1) }
    case 'tuple':
      if (!Array.isArray(argument)) break
      return { kind, elements: argument.map((element) => typeFromTree(element, depth + 1)) }
    case 'object': {
      if (!(argument instanceof Map)) break
      const attributes = new Map<string, Type>()
      for (const [name, member] of argument) attributes.set(name, typeFromTree(member, depth + 1))
      if (!Array.isArray(optional)) return { kind, attributes }
      return { kind, attributes, optional: optional.filter((name) => typeof name === 'string') }
    }
  }
  throw new RangeError('a type is of no known kind')
}
