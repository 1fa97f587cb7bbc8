import { isFields } from '../objects/fields.ts'

/** Characters of a value that are shown; a value may have megabytes. */
const MAX_LENGTH = 20_000

/** A param as it is shown. */
export interface ParamText {
  readonly name: string
  /** JSON, indented; absent for a value that is secret. */
  readonly json: string | undefined
  /** Characters that were cut off. */
  readonly cut: number
}

/**
 * Params by name, as text. Values of secure params are never shown: neither of those in `secure`, nor what has
 * the form of a sealed value (`Key`, `Nonce`, `Payload`).
 */
export function paramTexts(
  params: Readonly<Record<string, unknown>>,
  secure: ReadonlySet<string>,
): ParamText[] {
  return Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      if (secure.has(name) || isSealed(value)) return { name, json: undefined, cut: 0 }
      const json = JSON.stringify(value, undefined, 2)
      return { name, json: json.slice(0, MAX_LENGTH), cut: Math.max(0, json.length - MAX_LENGTH) }
    })
}

function isSealed(value: unknown): boolean {
  return isFields(value) && Object.keys(value).sort().join() === 'Key,Nonce,Payload'
}
