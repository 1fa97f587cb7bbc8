import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { Session } from '../session.ts'

/** Reads each object that others name once, however many name it. For looking at many objects at one time. */
export class MemoSession extends Session {
  readonly #known = new Map<string, Promise<JsonObject | undefined>>()

  override body(prefix: Prefix, key: string): Promise<JsonObject | undefined> {
    if (prefix === 'machines') return super.body(prefix, key)
    const place = `${prefix} ${key}`
    const known = this.#known.get(place) ?? super.body(prefix, key)
    this.#known.set(place, known)
    return known
  }
}
