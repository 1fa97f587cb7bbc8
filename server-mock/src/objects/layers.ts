import type { Content, JsonObject, JsonValue } from '@metalwright/sdk/models'

/** Read-only objects of content packs and of the server itself, below the writable store; the first hit wins. */
export class Layers {
  readonly packs: readonly Content[]
  readonly #objects = new Map<string, Map<string, JsonObject>>()

  /** @param packs highest first; their objects are frozen, since everybody shares them */
  constructor(packs: readonly Content[]) {
    this.packs = packs
    for (const pack of packs) {
      for (const [prefix, section] of Object.entries(pack.sections)) {
        const objects = this.#objects.get(prefix) ?? new Map<string, JsonObject>()
        this.#objects.set(prefix, objects)
        for (const [key, object] of Object.entries(section))
          if (!objects.has(key)) objects.set(key, frozen(object))
      }
    }
  }

  get(prefix: string, key: string): JsonObject | undefined {
    return this.#objects.get(prefix)?.get(key)
  }

  list(prefix: string): ReadonlyMap<string, JsonObject> {
    return this.#objects.get(prefix) ?? new Map()
  }
}

function frozen<T extends JsonValue>(value: T): T {
  if (value !== null && typeof value === 'object') for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
