import type { Type } from '../src/values/type.ts'

/** A type as pages of the registry write it: `List of String`. */
export function typeName(type: Type): string {
  if (typeof type === 'string') return type === 'bool' ? 'Boolean' : capital(type)
  switch (type.kind) {
    case 'object':
      return 'Object'
    case 'tuple':
      return 'Tuple'
    default:
      return `${capital(type.kind)} of ${typeName(type.element)}`
  }
}

/** The word with its first letter in upper case. */
export function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}
