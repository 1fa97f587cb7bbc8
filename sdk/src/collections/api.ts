import type { z } from 'zod'
import type { EventStream } from '../events/index.ts'
import { DecodeError, decode } from '../models/decode.ts'
import type { Event } from '../models/event.ts'
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
  readonly events: EventStream
  readonly #validate: boolean

  constructor(transport: Transport, events: EventStream, validate: boolean) {
    this.transport = transport
    this.events = events
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
    return this.#read(schema, answer.body, sourceOf(answer))
  }

  /** Reads the objects of an answer. */
  objects<Schema extends z.ZodType, Item = z.infer<Schema>>(schema: Schema, answer: Answer<string>): Item[] {
    const source = sourceOf(answer)
    const values = parse<Item[] | null>(answer.body, source) ?? []
    if (!Array.isArray(values)) throw unexpected(source, 'something other than a list')
    if (!this.#validate) return values
    return values.map((value) => this.#checked(schema, toJson(value), source))
  }

  /** Reads the object an event carries; undefined when it carries none. */
  eventObject<Schema extends z.ZodType, Item = z.infer<Schema>>(
    schema: Schema,
    event: Event,
  ): Item | undefined {
    if (event.Object === undefined || event.Object === null) return undefined
    const source = `The event ${event.Type}.${event.Action}.${event.Key} came`
    return this.#read(schema, JSON.stringify(event.Object), source)
  }

  #read<Item>(schema: z.ZodType, text: string, source: string): Item {
    const value = parse<Item>(text, source)
    return this.#validate ? this.#checked(schema, toJson(value), source) : value
  }

  #checked<Item>(schema: z.ZodType, value: JsonValue, source: string): Item {
    try {
      return parse(JSON.stringify(decode(schema, value)), source)
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      throw unexpected(source, `something that is no such object (${error.message})`, error)
    }
  }
}

/** A value as JSON would carry it: members that are undefined are left out. Shares nothing with the original. */
export function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

// The type of what comes back is the caller's claim about the API; `validate` checks it.
function parse<Value>(text: string, source: string): Value {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unexpected(source, 'no JSON', error)
  }
}

function sourceOf(answer: Answer<string>): string {
  return `${answer.call} answered ${answer.status}`
}

function unexpected(source: string, what: string, cause?: unknown): SdkError {
  return new SdkError('unexpected_answer', `${source} with ${what}. Is the endpoint a DRP server?`, cause)
}
