import type { Stored } from './port.ts'

/** Objects kept at most. */
const OBJECTS = 2000
/** Characters of their texts kept at most. */
const CHARACTERS = 4_000_000

/**
 * The objects read or written last, so that what every call reads (users, roles, preferences, stages) is not
 * looked up again and again. That an object is absent is remembered too. Exact only for who sees every write.
 */
export class RecentObjects {
  readonly #objects = new Map<string, Stored | undefined>()
  #characters = 0

  /** An object: from here, or by `read` and then kept. */
  get(prefix: string, key: string, read: () => Stored | undefined): Stored | undefined {
    const place = `${prefix} ${key}`
    const known = this.#objects.get(place)
    if (known !== undefined || this.#objects.has(place)) {
      // The order of the map is the order of use.
      this.#objects.delete(place)
      this.#objects.set(place, known)
      return known
    }
    const stored = read()
    this.#keep(place, stored)
    return stored
  }

  /** Takes the place of what was there. */
  set(prefix: string, key: string, stored: Stored | undefined): void {
    const place = `${prefix} ${key}`
    this.#drop(place)
    this.#keep(place, stored)
  }

  /** Forgets everything. */
  clear(): void {
    this.#objects.clear()
    this.#characters = 0
  }

  #keep(place: string, stored: Stored | undefined): void {
    this.#objects.set(place, stored)
    this.#characters += stored?.text.length ?? 0
    while (this.#objects.size > OBJECTS || this.#characters > CHARACTERS) {
      const [oldest] = this.#objects.keys()
      if (oldest === undefined) return
      this.#drop(oldest)
    }
  }

  #drop(place: string): void {
    this.#characters -= this.#objects.get(place)?.text.length ?? 0
    this.#objects.delete(place)
  }
}
