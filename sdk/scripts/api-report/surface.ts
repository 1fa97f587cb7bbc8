import { posix } from 'node:path'
import { type Declaration, type DeclarationFile, readDeclarations } from './declarations.ts'

/** A declaration and where it stands: a module below `src`, such as `claims/claim.ts`. */
export interface Place {
  readonly module: string
  readonly declaration: Declaration
}

/** What a package lets others see. */
export interface Surface {
  /** Places of the exported names, by entry and name; both in order. */
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, Place>>
  /** All declarations that exported ones name, directly or through others, with themselves; in order. */
  readonly places: readonly Place[]
}

/** Declaration files by the module they are of. */
type Sources = ReadonlyMap<string, string>

/** Follows the exports of each entry to the declarations they stand for. */
export function surfaceOf(entries: Readonly<Record<string, string>>, sources: Sources): Surface {
  return new Reading(sources).surface(entries)
}

class Reading {
  readonly #sources: Sources
  readonly #files = new Map<string, DeclarationFile>()
  readonly #seen = new Map<string, Place>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  surface(entries: Readonly<Record<string, string>>): Surface {
    const found = Object.entries(entries).map(([entry, module]) => {
      const places = this.#exportsOf(module)
      for (const place of places.values()) this.#follow(place)
      return [entry, new Map([...places].sort(([a], [b]) => compare(a, b)))] as const
    })
    const places = [...this.#seen].sort(([a], [b]) => compare(a, b)).map(([, place]) => place)
    return { entries: new Map(found), places }
  }

  #file(module: string): DeclarationFile {
    const known = this.#files.get(module)
    if (known !== undefined) return known
    const source = this.#sources.get(module)
    if (source === undefined) throw new Error(`There is no declaration file of ${module}.`)
    const file = readDeclarations(module, source)
    this.#files.set(module, file)
    return file
  }

  #exportsOf(module: string): Map<string, Place> {
    const found = new Map<string, Place>()
    for (const [name, elsewhere] of this.#file(module).exported) {
      if (elsewhere !== 'own' && elsewhere.name === '*') {
        for (const [inner, place] of this.#exportsOf(resolve(module, elsewhere.from))) found.set(inner, place)
        continue
      }
      const place = elsewhere === 'own' ? this.#local(module, name) : this.#exported(module, elsewhere)
      if (place === undefined) throw new Error(`${module} exports ${name}, which nobody declares.`)
      found.set(name, place)
    }
    return found
  }

  /** A name that a module takes from another one; undefined when that is a module of another package. */
  #exported(module: string, { from, name }: { from: string; name: string }): Place | undefined {
    return from.startsWith('.') ? this.#exportsOf(resolve(module, from)).get(name) : undefined
  }

  /** What a name means inside a module; undefined when it is none of ours. */
  #local(module: string, name: string): Place | undefined {
    const file = this.#file(module)
    const declaration = file.declared.get(name)
    if (declaration !== undefined) return { module, declaration }
    const elsewhere = file.imported.get(name)
    return elsewhere === undefined || elsewhere.name === '*' ? undefined : this.#exported(module, elsewhere)
  }

  #follow(place: Place): void {
    const key = `${place.module} ${place.declaration.name}`
    if (this.#seen.has(key)) return
    this.#seen.set(key, place)
    const { text } = place.declaration
    for (const [, from = '', name = ''] of text.matchAll(/import\("([^"]+)"\)\.(\w+)/g)) {
      const there = this.#exported(place.module, { from, name })
      if (there !== undefined) this.#follow(there)
    }
    for (const [name] of text.matchAll(/\b[A-Za-z_]\w*\b/g)) {
      const there = this.#local(place.module, name)
      if (there !== undefined) this.#follow(there)
    }
  }
}

function resolve(module: string, from: string): string {
  return posix.join(posix.dirname(module), from)
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
