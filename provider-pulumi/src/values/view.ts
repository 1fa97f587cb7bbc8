import { type Json, mapToJson, toJson } from './json.ts'
import { isList, isMap, type PropertyMap, type Value } from './value.ts'
import { revealAll } from './walk.ts'

/** Known properties by their types, secrets revealed. Each method gives undefined for what is not given. */
export class View {
  readonly #properties: PropertyMap

  constructor(properties: PropertyMap) {
    this.#properties = revealAll(properties)
  }

  /** A text. */
  text(name: string): string | undefined {
    const value = this.#get(name)
    return typeof value === 'string' ? value : undefined
  }

  /** True or false. */
  flag(name: string): boolean | undefined {
    const value = this.#get(name)
    return typeof value === 'boolean' ? value : undefined
  }

  /** A number. */
  number(name: string): number | undefined {
    const value = this.#get(name)
    return typeof value === 'number' ? value : undefined
  }

  /** Texts in order. */
  texts(name: string): string[] | undefined {
    const value = this.#get(name)
    return isList(value) ? value.filter((item) => typeof item === 'string') : undefined
  }

  /** Any JSON. @throws NotJsonError */
  json(name: string): Json | undefined {
    const value = this.#get(name)
    return value === null || value === undefined ? undefined : toJson(value, name)
  }

  /** JSON by name. @throws NotJsonError */
  jsonMap(name: string): { [name: string]: Json } | undefined {
    const value = this.#get(name)
    return isMap(value) ? mapToJson(value, name) : undefined
  }

  /** Texts by name. */
  textMap(name: string): Record<string, string> | undefined {
    const value = this.#get(name)
    if (!isMap(value)) return undefined
    const texts = [...value].flatMap(([key, text]) =>
      typeof text === 'string' ? [[key, text] as const] : [],
    )
    return Object.fromEntries(texts)
  }

  /** An object. */
  object(name: string): View | undefined {
    const value = this.#get(name)
    return isMap(value) ? new View(value) : undefined
  }

  #get(name: string): Value | undefined {
    return this.#properties.get(name)
  }
}
