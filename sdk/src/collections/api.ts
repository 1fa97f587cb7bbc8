import type { z } from 'zod'
import { decode } from '../models/decode.ts'
import type { JsonValue } from '../models/json.ts'
import { type Answer, type Request, SdkError, type Transport } from '../transport/index.ts'

/** Everything a call can be told besides what it is about. */
export interface CallOptions {
  /** Ends the call; it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Calls that answer typed objects. By default the server's word is taken for the types; with `validate` every
 * object is checked against its model, and defaults are filled in.
 */
export class Api {
  readonly transport: Transport
  readonly #validate: boolean

  constructor(transport: Transport, validate: boolean) {
    this.transport = transport
    this.#validate = validate
  }

  /** Sends a call that answers one object. */
  async one<Schema extends z.ZodType, Item = z.infer<Schema>>(
    schema: Schema,
    request: Request,
  ): Promise<Item> {
    return this.object<Schema, Item>(schema, await this.transport.send(request))
  }

  /** Sends a call that answers an array of objects. */
  async many<Schema extends z.ZodType, Item = z.infer<Schema>>(
    schema: Schema,
    request: Request,
  ): Promise<Item[]> {
    return this.objects<Schema, Item>(schema, await this.transport.send(request))
  }

  /** Reads the object of an answer. */
  object<Schema extends z.ZodType, Item = z.infer<Schema>>(schema: Schema, answer: Answer<string>): Item {
    const value = parse<Item>(answer.body, answer)
    return this.#validate ? this.#checked(schema, toJson(value), answer) : value
  }

  /** Reads the objects of an answer. */
  objects<Schema extends z.ZodType, Item = z.infer<Schema>>(schema: Schema, answer: Answer<string>): Item[] {
    const values = parse<Item[] | null>(answer.body, answer) ?? []
    if (!Array.isArray(values)) throw unexpected(answer, 'something other than a list')
    if (!this.#validate) return values
    return values.map((value) => this.#checked(schema, toJson(value), answer))
  }

  #checked<Item>(schema: z.ZodType, value: JsonValue, answer: Answer<string>): Item {
    return parse(JSON.stringify(decode(schema, value)), answer)
  }
}

/** A value as JSON would carry it: members that are undefined are left out. Shares nothing with the original. */
export function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

// The type of what comes back is the caller's claim about the API; `validate` checks it.
function parse<Value>(text: string, answer: Answer<string>): Value {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unexpected(answer, 'no JSON', error)
  }
}

function unexpected(answer: Answer<string>, what: string, cause?: unknown): SdkError {
  const message = `${answer.call} answered ${answer.status} with ${what}. Is the endpoint a DRP server?`
  return new SdkError('unexpected_answer', message, cause)
}
