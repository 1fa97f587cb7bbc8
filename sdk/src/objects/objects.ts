import type { Client } from '../client.ts'
import type { CallOptions, ObjectParams } from '../collections/index.ts'
import type { JsonObject, JsonValue, Prefix } from '../models/index.ts'
import { SdkError } from '../transport/index.ts'
import { AnyObjects, type Created, type Selection } from './any-objects.ts'
import { orNull, unlessGone } from './or-null.ts'

/** What is read of the params of an object. */
export interface ParamsView {
  /** With those of profiles, stages and the global profile. */
  readonly aggregate: boolean
  /** Secret values in plain; needs the right to it. */
  readonly decode: boolean
}

/**
 * The objects of a server as plain JSON, for programs that know the kind only when they run. What is read has the
 * defaults of its kind; methods reject as the collections do.
 */
export class Objects {
  /** Objects of kinds that the catalogue does not have, too. */
  readonly any: AnyObjects
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
    this.any = new AnyObjects(client)
  }

  /** An object by key or `Index:value`; null when there is none. */
  get(prefix: Prefix, key: string, { signal }: CallOptions = {}): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#client.collection(prefix).get(key, { signal })))
  }

  /** The objects that match. */
  list(prefix: Prefix, selection: Selection, options?: CallOptions): Promise<readonly JsonObject[]> {
    return this.any.list(prefix, selection, options)
  }

  /** Creates an object of the fields given; one that was made by an attempt whose answer was lost counts as made. */
  create(prefix: Prefix, object: JsonObject, options?: CallOptions): Promise<Created> {
    return this.any.create(prefix, object, options)
  }

  /** Changes an object by a guarded patch; `change` alters the draft and runs again when somebody was faster. */
  async edit(
    prefix: Prefix,
    key: string,
    change: (draft: JsonObject) => void,
    { signal }: CallOptions = {},
  ): Promise<JsonObject> {
    const edited = await this.#client.collection(prefix).edit(
      key,
      (draft) => {
        const wanted = plain(draft)
        change(wanted)
        Object.assign(draft, wanted)
        return undefined
      },
      { signal },
    )
    return plain(edited)
  }

  /** Deletes an object; one that is not there is a success. */
  async remove(prefix: Prefix, key: string, { signal }: CallOptions = {}): Promise<void> {
    await unlessGone(() => this.#client.collection(prefix).delete(key, { signal }))
  }

  /** Those of the params whose values the server keeps secret. */
  async secretsAmong(names: readonly string[], options?: CallOptions): Promise<readonly string[]> {
    const found = await Promise.all(names.map((name) => this.get('params', name, options)))
    return names.filter((_name, index) => found[index]?.['Secure'] === true)
  }

  /** The params of an object; null when there is no such object. @throws SdkError `no_params` for a kind without */
  params(
    prefix: Prefix,
    key: string,
    view: ParamsView,
    { signal }: CallOptions = {},
  ): Promise<JsonObject | null> {
    return orNull(async () => plain(await paramsOf(this.#client, prefix).get(key, { ...view, signal })))
  }

  /** Sets one param of an object; a secret one is sealed before it is sent. */
  async setParam(
    prefix: Prefix,
    key: string,
    name: string,
    value: JsonValue,
    { signal }: CallOptions = {},
  ): Promise<void> {
    await paramsOf(this.#client, prefix).set(key, name, value, { signal })
  }

  /** Takes one param off an object; one that is not there is a success. */
  async removeParam(prefix: Prefix, key: string, name: string, { signal }: CallOptions = {}): Promise<void> {
    await unlessGone(() => paramsOf(this.#client, prefix).delete(key, name, { signal }))
  }
}

/** The params of objects of a kind. @throws SdkError `no_params` for a kind without */
export function paramsOf(client: Client, prefix: Prefix): ObjectParams {
  switch (prefix) {
    case 'machines':
    case 'profiles':
    case 'plugins':
    case 'stages':
    case 'endpoints':
      return client[prefix].params
    default:
      throw new SdkError('no_params', `Objects of ${prefix} have no params.`)
  }
}

/** An object in JSON's own types; shares nothing with the original. */
export function plain(object: object): JsonObject {
  return JSON.parse(JSON.stringify(object))
}
