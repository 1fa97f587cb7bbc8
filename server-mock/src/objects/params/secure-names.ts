import { catalogue, isPrefix, type JsonObject } from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import { paramsOf } from './effective-params.ts'
import { HIDDEN } from './secure-params.ts'

/**
 * Knows which params are secure, at any moment and without a look-up, to keep plain values out of events: those
 * of a commit that seals them, and of changes from before a param was made secure, which watchers may ask for.
 */
export class SecureNames {
  readonly #objects: Objects
  #names = new Set<string>()

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /** Reads all definitions; call once before following the store, and whenever content packs change. */
  async load(): Promise<void> {
    const definitions = await this.#objects.session().bodies('params')
    this.#names = new Set(definitions.filter(isSecure).map(({ Name }) => String(Name)))
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, key, action, object } of changes) {
      if (prefix !== 'params') continue
      const below = this.#objects.session().layers.get('params', key)
      const definition = action === 'delete' ? below : object
      if (definition !== undefined && isSecure(definition)) this.#names.add(key)
      else this.#names.delete(key)
    }
  }

  /** A change as watchers may see it. */
  shown(change: Change): Change {
    if (!isPrefix(change.prefix) || !catalogue[change.prefix].params) return change
    const object = this.#sealed(change.object)
    const { original } = change
    return original === undefined
      ? { ...change, object }
      : { ...change, object, original: this.#sealed(original) }
  }

  #sealed(object: JsonObject): JsonObject {
    const params = paramsOf(object)
    const plain = [...this.#names].filter((name) => Object.hasOwn(params, name) && !isSealed(params[name]))
    if (plain.length === 0) return object
    const hidden = plain.map((name) => [name, HIDDEN])
    return { ...object, Params: { ...params, ...Object.fromEntries(hidden) } }
  }
}

function isSecure(definition: JsonObject): boolean {
  return definition['Secure'] === true
}
