import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Json } from '../../values/plain.ts'

/** Types by param name, as their definitions on the server say; undefined where there is none. */
export type ParamTypes = (name: string) => string | undefined

/**
 * Parameters that are written as texts, `name: value`, the form of the provider `rackn/drp`. JSON objects, lists and
 * quoted texts are taken as such; numbers and booleans where the param is defined so; anything else is a text.
 */
export function parametersOfTexts(texts: readonly string[], typeOf: ParamTypes): JsonObject {
  return Object.fromEntries(
    texts.map((text) => {
      const { name, value } = splitText(text)
      return [name, typedValue(value, typeOf(name))]
    }),
  )
}

/** Name and value of a parameter that is written as a text. */
export function splitText(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf(':')
  return at < 0
    ? { name: text.trim(), value: '' }
    : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

/** Whether a value on the server is what a text says. */
export function isAsWritten(value: string, actual: Json): boolean {
  const parsed = parsedJson(value)
  return value === written(actual) || (parsed !== undefined && isDeepStrictEqual(parsed, actual))
}

/** A value as a text says it. */
export function written(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function typedValue(text: string, type: string | undefined): JsonValue {
  const isTyped = type !== undefined && type !== 'string'
  if (!isTyped && !/^[[{"]/.test(text)) return text
  return parsedJson(text) ?? text
}

function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
