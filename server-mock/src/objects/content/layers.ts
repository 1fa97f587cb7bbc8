import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import type { Pack } from './pack.ts'

/** Read-only objects of content packs and of the server itself, below the writable store; the first hit wins. */
export class Layers {
  /** Highest first. */
  readonly packs: readonly Pack[]
  /** Objects as they are, with what was found out about their availability. */
  readonly #objects = new Map<string, Map<string, JsonObject>>()
  /** Objects as their packs brought them, to tell a new object from one that is only seen differently now. */
  readonly #brought = new Map<string, Map<string, JsonObject>>()

  /** @param packs highest first; their objects are frozen, since everybody shares them */
  constructor(packs: readonly Pack[]) {
    this.packs = packs
    for (const pack of packs) {
      for (const [prefix, section] of pack.objects) {
        const objects = this.#objects.get(prefix) ?? new Map<string, JsonObject>()
        const brought = this.#brought.get(prefix) ?? new Map<string, JsonObject>()
        this.#objects.set(prefix, objects)
        this.#brought.set(prefix, brought)
        for (const [key, object] of section) {
          if (objects.has(key)) continue
          objects.set(key, frozen(object))
          brought.set(key, object)
        }
      }
    }
  }

  /** An object of the highest layer that has it. */
  get(prefix: string, key: string): JsonObject | undefined {
    return this.#objects.get(prefix)?.get(key)
  }

  /** All objects of a kind by key. */
  list(prefix: string): ReadonlyMap<string, JsonObject> {
    return this.#objects.get(prefix) ?? new Map()
  }

  /** Kinds of which there are objects. */
  prefixes(): readonly string[] {
    return [...this.#objects.keys()]
  }

  /** An object as its pack brought it. */
  brought(prefix: string, key: string): JsonObject | undefined {
    return this.#brought.get(prefix)?.get(key)
  }

  /** Puts an object with newly computed fields in the place of the one that is there. */
  review(prefix: Prefix, key: string, object: JsonObject): void {
    if (this.get(prefix, key) !== undefined) this.#objects.get(prefix)?.set(key, frozen(object))
  }
}

function frozen<T extends JsonValue>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
