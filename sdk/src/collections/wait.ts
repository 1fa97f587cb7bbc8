import type { JsonObject, JsonValue } from '../models/json.ts'
import { equalJson } from '../patch/index.ts'
import { SdkError } from '../transport/index.ts'
import { type CallOptions, toJson } from './api.ts'
import type { Sighting } from './follow.ts'

/**
 * What to wait for: values of fields, which must all be equal (of a map, only the members named), or a function
 * that tells whether an object will do.
 */
export type WaitCondition<Item> = ((object: Item) => boolean) | Expected<Item>

/** Values of fields that are waited for. */
export type Expected<Item> = { readonly [Field in keyof Item]?: ExpectedValue<Item[Field]> }

type ExpectedValue<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Field in keyof Value]?: ExpectedValue<Value[Field]> }
    : Value

/** How long to wait. */
export interface UntilOptions<Item> extends CallOptions {
  /** Milliseconds to wait at most; without end by default. */
  readonly timeoutMs?: number | undefined
  /** Called with the object as it is at first, and after each change that is seen. */
  readonly onChange?: ((object: Item) => void) | undefined
}

/** What was waited for did not come about in time; code `wait_timeout`. */
export class WaitTimeoutError extends SdkError {
  /** The object as it was last seen; undefined when the server never answered. */
  readonly object: JsonValue | undefined
  readonly waitedMs: number

  constructor(what: string, object: JsonValue | undefined, timeoutMs: number, cause?: unknown) {
    const seen = object === undefined ? 'the server never answered' : 'it was seen otherwise up to the end'
    const message = `${what} did not come about within ${timeoutMs} ms; ${seen}. Look at it, or raise \`timeoutMs\`.`
    super('wait_timeout', message, cause)
    this.object = object
    this.waitedMs = timeoutMs
  }
}

/**
 * Reads sightings until one meets the condition.
 *
 * @param name the object, for the message of a time-out
 */
export async function untilMet<Item>(
  name: string,
  sightings: AsyncIterable<Sighting<Item>>,
  condition: WaitCondition<Item>,
  options: UntilOptions<Item>,
): Promise<Item> {
  const meets = typeof condition === 'function' ? condition : expecting(toJson(condition))
  let last: JsonValue | undefined
  let cause: unknown
  for await (const sighting of sightings) {
    if (sighting.kind === 'away') {
      cause = sighting.error
      continue
    }
    cause = undefined
    last = toJson(sighting.object)
    options.onChange?.(sighting.object)
    if (meets(sighting.object)) return sighting.object
  }
  const what = typeof condition === 'function' ? 'the condition' : JSON.stringify(condition)
  throw new WaitTimeoutError(`${name}: ${what}`, last, options.timeoutMs ?? 0, cause)
}

function expecting<Item>(expected: JsonValue): (object: Item) => boolean {
  return (object) => holds(toJson(object), expected)
}

/** Whether a value is the expected one; objects may have more members. */
function holds(value: JsonValue | undefined, expected: JsonValue): boolean {
  if (value === undefined) return false
  if (!isObject(expected)) return equalJson(value, expected)
  if (!isObject(value)) return false
  return Object.entries(expected).every(
    ([name, member]) => Object.hasOwn(value, name) && holds(value[name], member),
  )
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
