import { type ImageUse, type JsonObject, PREFIXES } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import type { Change } from '../store/port.ts'
import { canNameImages, imageReferences } from './image-references.ts'

/**
 * Knows which objects name which images. It reads all objects when it is first asked, and follows the changes from
 * then on.
 */
export class ImageUsers {
  readonly #objects: Objects
  readonly #users = new Map<string, Map<string, ImageUse>>()
  readonly #named = new Map<string, readonly string[]>()
  #loading: Promise<void> | undefined
  /** Objects that changed while all were read. */
  #fresh: Set<string> | undefined

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /** Objects that name an image, in no order. */
  async of(name: string): Promise<readonly ImageUse[]> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    await this.#loading
    return [...(this.#users.get(name)?.values() ?? [])]
  }

  /** Takes note of commits, and of what content packs changed. */
  follow(changes: readonly Pick<Change, 'prefix' | 'key' | 'action' | 'object'>[]): void {
    if (this.#loading === undefined) return
    for (const { prefix, key, action, object } of changes) {
      if (!canNameImages(prefix)) continue
      this.#fresh?.add(`${prefix}/${key}`)
      const below = () => this.#objects.session().layers.get(prefix, key)
      this.#note(prefix, key, action === 'delete' ? below() : object)
    }
  }

  async #load(): Promise<void> {
    const fresh = new Set<string>()
    this.#fresh = fresh
    const session = this.#objects.session()
    for (const prefix of PREFIXES.filter(canNameImages)) {
      for await (const piece of session.pieces(prefix)) {
        for (const { key, body } of piece) {
          if (!fresh.has(`${prefix}/${key}`)) this.#note(prefix, key, body)
        }
      }
    }
    this.#fresh = undefined
  }

  #note(prefix: string, key: string, body: JsonObject | undefined): void {
    const id = `${prefix}/${key}`
    for (const name of this.#named.get(id) ?? []) {
      const users = this.#users.get(name)
      users?.delete(id)
      if (users?.size === 0) this.#users.delete(name)
    }
    const names = body === undefined ? [] : imageReferences(prefix, body)
    if (names.length === 0) this.#named.delete(id)
    else this.#named.set(id, names)
    const use = { Prefix: prefix, Key: key, Name: typeof body?.['Name'] === 'string' ? body['Name'] : key }
    for (const name of names) {
      const users = this.#users.get(name) ?? new Map<string, ImageUse>()
      this.#users.set(name, users.set(id, use))
    }
  }
}
