import { AuthenticationError, type Client, SdkError } from '@metalwright/sdk'
import { Content, decode, type JsonObject, type JsonValue } from '@metalwright/sdk/models'
import { Objects, orNull, plain, unlessGone } from '@metalwright/sdk/objects'
import type { CallLimits, RemoteObjects } from '../resources/objects/remote-objects.ts'
import { SdkFiles } from './files.ts'
import { SdkMachines } from './machines.ts'

/** The objects of a server through the SDK. */
export class SdkObjects extends Objects implements RemoteObjects {
  readonly files: SdkFiles
  readonly machines: SdkMachines
  readonly #client: Client
  readonly #login: ((key: string) => Client) | undefined

  /** @param login makes a client of the same server for other credentials, `USER:PASSWORD` */
  constructor(client: Client, login?: (key: string) => Client) {
    super(client)
    this.#client = client
    this.#login = login
    this.files = new SdkFiles(client)
    this.machines = new SdkMachines(client)
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
}
