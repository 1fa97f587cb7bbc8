import { Budget, type Limits } from './budget.ts'
import { builtins } from './builtins/index.ts'
import { Executor, type Library } from './execution/executor.ts'
import { quoteText } from './format/quote.ts'
import type { Definition } from './syntax/node.ts'
import { isEmptyBody, parseTemplate } from './syntax/parser.ts'
import { TemplateError } from './template-error.ts'
import type { GoFunc } from './values/func.ts'

/** How a template set behaves. */
export interface TemplateSetOptions {
  /** Functions beside Go's built-in ones, which they may replace; default none. */
  readonly functions?: ReadonlyMap<string, GoFunc>
  /** `error` fails on a missing map key, `default` prints `<no value>`; default `default`. */
  readonly missingKey?: 'default' | 'error'
}

/** Bounds of one execution: either own limits, or the budget of an execution around it. */
export interface ExecuteOptions {
  readonly limits?: Partial<Limits>
  readonly budget?: Budget
}

/**
 * Named templates that can call each other. A set is safe to share between renders: executing does not change
 * it, and `derive` gives a cheap overlay for templates of one render.
 */
export class TemplateSet {
  readonly #functions: ReadonlyMap<string, GoFunc>
  readonly #missingKey: 'default' | 'error'
  readonly #definitions = new Map<string, Definition>()
  #base: TemplateSet | undefined

  constructor(options: TemplateSetOptions = {}) {
    this.#functions = options.functions ?? new Map()
    this.#missingKey = options.missingKey ?? 'default'
  }

  /**
   * Parses `text` and adds it under `name`, with every `define` and `block` in it. A later definition replaces
   * an earlier one unless its body is only space. Throws TemplateError `parse`, and then changes nothing.
   */
  parse(name: string, text: string): this {
    const parsed = parseTemplate(name, text, (word) => this.#function(word) !== undefined)
    for (const [key, definition] of parsed) {
      if (isEmptyBody(definition.root) && this.#template(key) !== undefined) continue
      this.#definitions.set(key, definition)
    }
    return this
  }

  /** Whether a template called `name` can be executed. */
  has(name: string): boolean {
    return this.#template(name) !== undefined
  }

  /** Names of all templates, sorted. */
  names(): string[] {
    const names = new Set(this.#definitions.keys())
    for (let set = this.#base; set; set = set.#base)
      for (const name of set.#definitions.keys()) names.add(name)
    return [...names].sort()
  }

  /** Forgets a template of this set (not of the set it derives from). */
  remove(name: string): void {
    this.#definitions.delete(name)
  }

  /** An overlay: sees every template of this set, present and future, and keeps its own apart. */
  derive(options: Partial<TemplateSetOptions> = {}): TemplateSet {
    const set = new TemplateSet({
      functions: options.functions ?? this.#functions,
      missingKey: options.missingKey ?? this.#missingKey,
    })
    set.#base = this
    return set
  }

  /** Output of template `name` run with `data` as dot. Throws TemplateError. */
  execute(name: string, data: unknown, options: ExecuteOptions = {}): string {
    const chunks: string[] = []
    this.executeTo((chunk) => chunks.push(chunk), name, data, options)
    return chunks.join('')
  }

  /**
   * Like `execute`, handing output on in chunks of about 16 Ki characters. After a TemplateError the chunks
   * already handed on stand, as with Go's writer.
   */
  executeTo(sink: (chunk: string) => void, name: string, data: unknown, options: ExecuteOptions = {}): void {
    const definition = this.#template(name)
    if (definition === undefined) {
      throw new TemplateError({
        code: 'undefined-template',
        template: name,
        line: 0,
        message: `template: no template ${quoteText(name)} in the set; parse it first`,
      })
    }
    const library: Library = {
      template: (key) => this.#template(key),
      func: (key) => this.#function(key),
      missingKeyIsError: this.#missingKey === 'error',
    }
    const budget = options.budget ?? new Budget(options.limits)
    new Executor(library, definition, budget, sink).run(data)
  }

  #template(name: string): Definition | undefined {
    for (let set: TemplateSet | undefined = this; set; set = set.#base) {
      const definition = set.#definitions.get(name)
      if (definition) return definition
    }
    return undefined
  }

  #function(name: string): GoFunc | undefined {
    return this.#functions.get(name) ?? builtins.get(name)
  }
}
