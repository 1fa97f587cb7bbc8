import { PluginUpload } from '../models/plugin.ts'
import { NotFoundError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { type FileSource, type OnProgress, openSource, Sending } from './file-source.ts'
import { ReadCollection } from './read-collection.ts'

/** How the program of a plugin provider is uploaded. */
export interface ProviderUploadOptions extends CallOptions {
  /** Remove objects of the writable store that the provider's content pack brings too (DRP v4). */
  readonly replaceWritable?: boolean | undefined
  /** Told what is on its way; starts again at 0 when the upload is repeated. */
  readonly onProgress?: OnProgress | undefined
}

/** Milliseconds a server may take to store a program and to ask it what it is. */
const PATIENCE = 2 * 60_000

/** Plugin providers: the programs plugins are made of. */
export class PluginProviders extends ReadCollection<'plugin_providers'> {
  constructor(api: Api) {
    super(api, 'plugin_providers')
  }

  /**
   * Uploads a program and makes it a provider, in place of the one of that name; its plugins are started again. The
   * server takes it up only when all of it has come and it says what it is, so the old one stays when this fails.
   *
   * @param name must be the name the program gives itself
   * @throws ValidationError when it is no provider
   * @throws ConflictError while the same is being uploaded
   * @throws SdkError `unreadable_file`, `source_spent`
   */
  async upload(name: string, source: FileSource, options: ProviderUploadOptions = {}): Promise<PluginUpload> {
    const { replaceWritable = false, onProgress, signal } = options
    const opened = await openSource(source, undefined)
    const headers: Record<string, string> =
      opened.size === undefined ? {} : { 'content-length': String(opened.size) }
    return this.api.one(PluginUpload, {
      method: 'POST',
      path: this.path(name),
      headers,
      query: replaceWritable ? [['replaceWritable', 'true']] : [],
      content: () => new Sending().bytes(opened, undefined, onProgress),
      idempotent: opened.repeatable,
      holdMs: PATIENCE,
      signal,
    })
  }

  /**
   * Deletes a provider with its program and its content pack.
   *
   * @throws NotFoundError when there was none, unless an earlier attempt of this call may have deleted it
   * @throws ConflictError while plugins, or other objects, use it; the message names them
   */
  async delete(name: string, options: CallOptions = {}): Promise<void> {
    try {
      await this.api.transport.send({ method: 'DELETE', path: this.path(name), ...options })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }
}
