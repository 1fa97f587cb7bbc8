import { AuthenticationError, type Client, SdkError } from '@metalwright/sdk'
import { Content, decode, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'
import type {
  CallLimits,
  Created,
  ParamsView,
  RemoteObjects,
  Selection,
} from '../resources/objects/remote-objects.ts'
import { SdkAnyObjects } from './any-objects.ts'
import { SdkFiles } from './files.ts'
import { SdkMachines } from './machines.ts'
import { orNull, unlessGone } from './or-null.ts'

/** The objects of a server through the SDK. */
export class SdkObjects implements RemoteObjects {
  readonly files: SdkFiles
  readonly machines: SdkMachines
  readonly any: SdkAnyObjects
  readonly #client: Client
  readonly #login: ((key: string) => Client) | undefined

  /** @param login makes a client of the same server for other credentials, `USER:PASSWORD` */
  constructor(client: Client, login?: (key: string) => Client) {
    this.#client = client
    this.#login = login
    this.files = new SdkFiles(client)
    this.machines = new SdkMachines(client)
    this.any = new SdkAnyObjects(client)
  }

  get(prefix: Prefix, key: string, { signal }: CallLimits): Promise<JsonObject | null> {
    return orNull(async () => plain(await this.#client.collection(prefix).get(key, { signal })))
  }

  list(prefix: Prefix, selection: Selection, limits: CallLimits): Promise<readonly JsonObject[]> {
    return this.any.list(prefix, selection, limits)
  }

  create(prefix: Prefix, object: JsonObject, limits: CallLimits): Promise<Created> {
    return this.any.create(prefix, object, limits)
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

  async hasPassword(user: string, password: string, { signal }: CallLimits): Promise<boolean> {
    const client = this.#login?.(`${user}:${password}`)
    try {
      await client?.info({ signal })
      return client !== undefined
    } catch (error) {
      if (error instanceof AuthenticationError) return false
      throw error
    } finally {
      await client?.close()
    }
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

  async parsePack(text: string, source: string): Promise<JsonObject> {
    // The reader of YAML is only needed here.
    const { readDocument } = await import('@metalwright/sdk/content')
    const pack = readDocument(text, { source })
    if (pack === null || typeof pack !== 'object' || Array.isArray(pack)) {
      throw new SdkError('invalid_pack', `${source} holds no object. A pack has "meta" and "sections".`)
    }
    return pack
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
