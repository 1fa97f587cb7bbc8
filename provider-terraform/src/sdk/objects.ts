import { AlreadyExistsError, type Client, NotFoundError, SdkError } from '@metalwright/sdk'
import {
  Content,
  catalogue,
  decode,
  type JsonObject,
  type JsonValue,
  type Prefix,
} from '@metalwright/sdk/models'
import type {
  CallLimits,
  Created,
  FileStoreName,
  FileUpload,
  ParamsView,
  RemoteFile,
  RemoteObjects,
  Selection,
} from '../resources/objects/remote-objects.ts'

/** The objects of a server through the SDK. */
export class SdkObjects implements RemoteObjects {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  get(prefix: Prefix, key: string, { signal }: CallLimits): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#client.collection(prefix).get(key, { signal })))
  }

  async list(prefix: Prefix, { filters, sort, limit }: Selection, { signal }: CallLimits) {
    const query = filters.map((text): [string, string] => {
      const at = text.indexOf('=')
      return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    })
    if (sort !== undefined) query.push(['sort', sort])
    if (limit !== undefined) query.push(['limit', String(limit)])
    const path = `/${prefix}`
    const answer = await this.#client.transport.send({ method: 'GET', path, query, signal })
    const items: readonly JsonObject[] = JSON.parse(answer.body) ?? []
    return items
  }

  async create(prefix: Prefix, object: JsonObject, { signal }: CallLimits): Promise<Created> {
    try {
      const request = { method: 'POST', path: `/${prefix}`, json: object, signal } as const
      const answer = await this.#client.transport.send(request)
      return { created: true, object: JSON.parse(answer.body) }
    } catch (error) {
      if (!(error instanceof AlreadyExistsError)) throw error
      const found = await this.get(prefix, keyIn(prefix, object), { signal })
      if (found === null) throw error
      return { created: false, object: found }
    }
  }

  async edit(
    prefix: Prefix,
    key: string,
    change: (draft: JsonObject) => void,
    { signal }: CallLimits,
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

  async remove(prefix: Prefix, key: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#client.collection(prefix).delete(key, { signal }))
  }

  async secretsAmong(names: readonly string[], limits: CallLimits): Promise<readonly string[]> {
    const found = await Promise.all(names.map((name) => this.get('params', name, limits)))
    return names.filter((_name, index) => found[index]?.['Secure'] === true)
  }

  params(prefix: Prefix, key: string, view: ParamsView, { signal }: CallLimits): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#paramsOf(prefix).get(key, { ...view, signal })))
  }

  async setParam(
    prefix: Prefix,
    key: string,
    name: string,
    value: JsonValue,
    { signal }: CallLimits,
  ): Promise<void> {
    await this.#paramsOf(prefix).set(key, name, value, { signal })
  }

  async removeParam(prefix: Prefix, key: string, name: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#paramsOf(prefix).delete(key, name, { signal }))
  }

  async setPassword(user: string, password: string, { signal }: CallLimits): Promise<void> {
    await this.#client.users.setPassword(user, password, { signal })
  }

  async info({ signal }: CallLimits): Promise<JsonObject> {
    return plain(await this.#client.info({ signal }))
  }

  preferences({ signal }: CallLimits): Promise<Readonly<Record<string, string>>> {
    return this.#client.prefs.get({ signal })
  }

  async setPreference(name: string, value: string, { signal }: CallLimits): Promise<void> {
    await this.#client.prefs.set({ [name]: value }, { signal })
  }

  async contents({ signal }: CallLimits): Promise<readonly JsonObject[]> {
    return (await this.#client.contents.list({ signal })).map(plain)
  }

  content(name: string, { signal }: CallLimits): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#client.contents.get(name, { signal })))
  }

  async uploadContent(content: JsonValue, { signal }: CallLimits): Promise<void> {
    await this.#client.contents.upload(decode(Content, content), { signal })
  }

  async removeContent(name: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#client.contents.delete(name, { signal }))
  }

  async file(store: FileStoreName, path: string, { signal }: CallLimits): Promise<RemoteFile | null> {
    const facts = await this.#client[store].stat(path, { signal })
    return facts === undefined ? null : { size: facts.size, sha256: facts.sha256 ?? null }
  }

  async uploadFile(
    store: FileStoreName,
    path: string,
    { from, sha256 }: FileUpload,
    { signal }: CallLimits,
  ): Promise<RemoteFile> {
    const options = { sha256: sha256 ?? undefined, signal }
    const { Size, Sha256 } = await this.#client[store].upload(path, from, options)
    return { size: Size, sha256: Sha256 }
  }

  async removeFile(store: FileStoreName, path: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#client[store].delete(path, { signal }))
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

/** The object in JSON's own types; shares nothing with the original. */
function plain(object: object): JsonObject {
  return JSON.parse(JSON.stringify(object))
}

async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  await orNull(remove)
}

/** How to look an object up that was about to be made: by its key, or by its name where the server gives the key. */
function keyIn(prefix: Prefix, object: JsonObject): string {
  const key = object[catalogue[prefix].key]
  return typeof key === 'string' ? key : `Name:${String(object['Name'])}`
}
