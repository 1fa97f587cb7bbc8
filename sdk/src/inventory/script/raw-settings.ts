import { InventoryError } from './inventory-error.ts'
import { settingNamed } from './setting-table.ts'

const YES = new Set(['1', 'true', 'yes', 'on'])
const NO = new Set(['0', 'false', 'no', 'off'])

/** Settings as they were written: variables first, then the configuration file. Empty texts count as not set. */
export class RawSettings {
  readonly #environment: Readonly<Record<string, string | undefined>>
  readonly #file: ReadonlyMap<string, unknown>

  constructor(environment: Readonly<Record<string, string | undefined>>, file: ReadonlyMap<string, unknown>) {
    this.#environment = environment
    this.#file = file
  }

  /** What the configuration file says of something that no variable can. */
  structure(name: string): unknown {
    return this.#file.get(name)
  }

  text(name: string): string | undefined {
    const { where, value } = this.#find(name)
    if (value === undefined || typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    throw wrong(where, 'must be a text')
  }

  /** A list, or a text with commas (`;` for filters, which have commas inside). */
  list(name: string, separator = ','): readonly string[] | undefined {
    const { where, value } = this.#find(name)
    if (value === undefined) return undefined
    if (Array.isArray(value)) {
      return value.map((one: unknown) => {
        if (typeof one === 'string' || typeof one === 'number') return String(one)
        throw wrong(where, 'must be a list of texts')
      })
    }
    if (typeof value !== 'string' && typeof value !== 'number') throw wrong(where, 'must be a list of texts')
    const parts = String(value).split(separator)
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  }

  flag(name: string, fallback: boolean): boolean {
    const { where, value } = this.#find(name)
    if (value === undefined) return fallback
    if (typeof value === 'boolean') return value
    const word = String(value).trim().toLowerCase()
    if (YES.has(word)) return true
    if (NO.has(word)) return false
    throw wrong(where, `must be true or false, not \`${word}\``)
  }

  /** A number that is not below zero. */
  number(name: string, fallback: number): number {
    const { where, value } = this.#find(name)
    if (value === undefined) return fallback
    const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
    if (Number.isFinite(number) && number >= 0) return number
    throw wrong(where, `must be a number from 0 on, not \`${value}\``)
  }

  /** One of some words. */
  choice<Word extends string>(name: string, words: readonly Word[], fallback: Word): Word {
    const text = this.text(name)
    if (text === undefined) return fallback
    const found = words.find((word) => word === text)
    if (found === undefined) throw this.refusal(name, `must be one of ${words.join(', ')}, not \`${text}\``)
    return found
  }

  /** Each of a list that passes a guard. */
  guarded<Word extends string>(
    name: string,
    guard: (text: string) => text is Word,
    allowed: string,
  ): readonly Word[] | undefined {
    return this.list(name)?.map((text) => {
      if (guard(text)) return text
      throw this.refusal(name, `knows ${allowed}, not \`${text}\``)
    })
  }

  /** The error of a setting that cannot be used, named by where it stands. */
  refusal(name: string, problem: string): InventoryError {
    return wrong(this.#find(name).where, problem)
  }

  #find(name: string): { where: string; value: unknown } {
    const variable = `DRP_INVENTORY_${settingNamed(name).name.toUpperCase()}`
    const set = this.#environment[variable]
    if (set !== undefined && set !== '') return { where: variable, value: set }
    const value = this.#file.get(name)
    return {
      where: `${name} in the configuration file`,
      value: value === null || value === '' ? undefined : value,
    }
  }
}

function wrong(where: string, problem: string): InventoryError {
  return new InventoryError('settings', `${where} ${problem}. Correct it; --help lists all settings.`)
}
