import type { Client } from '@metalwright/sdk'
import { unlessGone } from '@metalwright/sdk/objects'
import type {
  ByteSource,
  FileStoreName,
  FileUpload,
  RemoteFile,
  RemoteFiles,
} from '../resources/objects/remote-files.ts'
import type { CallLimits } from '../resources/objects/remote-objects.ts'
import { digestOf, fileSource, textOf } from './byte-source.ts'

/** Characters beyond which no content pack goes. */
const LONGEST_TEXT = 64 * 1024 * 1024

/** Files and programs through the SDK. */
export class SdkFiles implements RemoteFiles {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  async stat(store: FileStoreName, path: string, { signal }: CallLimits): Promise<RemoteFile | null> {
    const facts = await this.#client[store].stat(path, { signal })
    return facts === undefined ? null : { size: facts.size, sha256: facts.sha256 ?? null }
  }

  async upload(
    store: FileStoreName,
    path: string,
    { from, sha256 }: FileUpload,
    { signal }: CallLimits,
  ): Promise<RemoteFile> {
    const options = { sha256: sha256 ?? undefined, signal }
    const { Size, Sha256 } = await this.#client[store].upload(path, fileSource(from, signal), options)
    return { size: Size, sha256: Sha256 }
  }

  async remove(store: FileStoreName, path: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#client[store].delete(path, { signal }))
  }

  async uploadProvider(name: string, from: ByteSource, { signal }: CallLimits): Promise<string> {
    const sha256 = await digestOf(from, signal)
    await this.#client.pluginProviders.upload(name, fileSource(from, signal), { signal })
    return sha256
  }

  async removeProvider(name: string, { signal }: CallLimits): Promise<void> {
    await unlessGone(() => this.#client.pluginProviders.delete(name, { signal }))
  }

  digest(from: ByteSource, { signal }: CallLimits): Promise<string> {
    return digestOf(from, signal)
  }

  text(from: ByteSource, { signal }: CallLimits): Promise<string> {
    return textOf(from, LONGEST_TEXT, signal)
  }
}
