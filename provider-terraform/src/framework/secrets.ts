import { DynamicValue, isArray, isMap, type Value } from '../values/value.ts'
import type { Attributes } from './attribute.ts'
import { secretForms } from './secret-forms.ts'

const shortest = 4
const blot = '(sensitive)'

/** Texts that must not show in messages and logs. Those under four characters are not blotted out. */
export class Secrets {
  readonly #texts = new Set<string>()

  add(text: string | null | undefined): void {
    if (text && text.length >= shortest) this.#texts.add(text)
  }

  /** Adds the text of all sensitive and write-only attributes of an object. */
  addFrom(attributes: Attributes, value: Value): void {
    if (!isMap(value)) return
    for (const [name, attribute] of Object.entries(attributes)) {
      const member = value.get(name) ?? null
      if (attribute.sensitive || attribute.writeOnly) this.#addAll(member)
      else if (attribute.shape.kind === 'nested') {
        const inner = attribute.shape.attributes
        const parts =
          attribute.shape.nesting === 'single' ? [member] : isMap(member) ? [...member.values()] : member
        for (const part of isArray(parts) ? parts : []) this.addFrom(inner, part)
      }
    }
  }

  /**
   * The text with every secret in it replaced, also where it is quoted or encoded; longer ones first, so that none
   * shows in part.
   */
  readonly redact = (text: string): string => {
    const longestFirst = [...this.#texts].flatMap(secretForms).sort((a, b) => b.length - a.length)
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, blot), text)
  }

  /** A copy that may get further secrets of its own. */
  fork(): Secrets {
    const copy = new Secrets()
    for (const text of this.#texts) copy.add(text)
    return copy
  }

  #addAll(value: Value): void {
    if (typeof value === 'string') this.add(value)
    else if (value instanceof DynamicValue) this.#addAll(value.value)
    else if (isArray(value)) for (const part of value) this.#addAll(part)
    else if (isMap(value)) for (const part of value.values()) this.#addAll(part)
  }
}
