import { AlreadyExistsError, type Client, NotFoundError, SdkError } from '@metalwright/sdk'
import { catalogue, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'

/** What came of a create. */
export type Made =
  | { readonly made: true; readonly object: JsonObject }
  /** The key is taken, by this object. */
  | { readonly made: false; readonly object: JsonObject }

/** Which objects to list. */
export interface Selection {
  /** DRP filters such as `Arch=Eq(amd64)`. */
  readonly filters: readonly string[]
  readonly sort?: string | undefined
  readonly limit?: number | undefined
}

/** What is read of the params of an object. */
export interface ParamsView {
  /** With those of profiles, stages and the global profile. */
  readonly aggregate: boolean
  /** Secret values in plain; needs the right to it. */
  readonly decode: boolean
}

/** The objects of a server as plain JSON, of kinds that are known when the program runs. */
export class Objects {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /** An object by key or `Index:value`; null when there is none. */
  get(prefix: Prefix, key: string, signal: AbortSignal): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#client.collection(prefix).get(key, { signal })))
  }

  /** The objects that match. */
  async list(
    prefix: Prefix,
    { filters, sort, limit }: Selection,
    signal: AbortSignal,
  ): Promise<JsonObject[]> {
    const query = filters.map((text): [string, string] => {
      const at = text.indexOf('=')
      return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    })
    if (sort !== undefined) query.push(['sort', sort])
    if (limit !== undefined) query.push(['limit', String(limit)])
    const answer = await this.#client.transport.send({ method: 'GET', path: `/${prefix}`, query, signal })
    return JSON.parse(answer.body) ?? []
  }

  /** Makes an object of the fields given. */
  async create(prefix: Prefix, object: JsonObject, signal: AbortSignal): Promise<Made> {
    try {
      const request = { method: 'POST', path: `/${prefix}`, json: object, signal } as const
      const answer = await this.#client.transport.send(request)
      return { made: true, object: JSON.parse(answer.body) }
    } catch (error) {
      if (!(error instanceof AlreadyExistsError)) throw error
      const found = await this.get(prefix, keyIn(prefix, object), signal)
      if (found === null) throw error
      return { made: false, object: found }
    }
  }

  /** Changes an object by a guarded patch; `change` alters the draft and runs again when somebody was faster. */
  async edit(
    prefix: Prefix,
    key: string,
    change: (draft: JsonObject) => void,
    signal: AbortSignal,
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
  async remove(prefix: Prefix, key: string, signal: AbortSignal): Promise<void> {
    await orNull(() => this.#client.collection(prefix).delete(key, { signal }))
  }

  /** Those of the params whose values the server keeps secret. */
  async secretsAmong(names: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const found = await Promise.all(names.map((name) => this.get('params', name, signal)))
    return names.filter((_, index) => found[index]?.['Secure'] === true)
  }

  /** The params of an object; null when there is no such object. @throws SdkError for a kind that has none */
  params(prefix: Prefix, key: string, view: ParamsView, signal: AbortSignal): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#paramsOf(prefix).get(key, { ...view, signal })))
  }

  /** Sets one param; a secret one is sealed before it is sent. */
  async setParam(
    prefix: Prefix,
    key: string,
    name: string,
    value: JsonValue,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#paramsOf(prefix).set(key, name, value, { signal })
  }

  /** Takes one param off. */
  async removeParam(prefix: Prefix, key: string, name: string, signal: AbortSignal): Promise<void> {
    await orNull(() => this.#paramsOf(prefix).delete(key, name, { signal }))
  }

  #paramsOf(prefix: Prefix) {
    switch (prefix) {
      case 'machines':
      case 'profiles':
      case 'plugins':
      case 'stages':
      case 'endpoints':
        return this.#client[prefix].params
      default:
        throw new SdkError('no_params', `Objects of ${prefix} have no params.`)
    }
  }
}

/** An object in JSON's own types; shares nothing with the original. */
export function plain(object: object): JsonObject {
  return JSON.parse(JSON.stringify(object))
}

/** What is found; null where the server says that there is none. */
export async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

/** How to look an object up that was about to be made: by its key, or by its name where the server gives the key. */
function keyIn(prefix: Prefix, object: JsonObject): string {
  const key = object[catalogue[prefix].key]
  return typeof key === 'string' ? key : `Name:${String(object['Name'])}`
}
