import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { sprint } from '../format/print.ts'
import { quoteText } from '../format/quote.ts'
import type {
  BranchNode,
  Definition,
  ListNode,
  Node,
  PipeNode,
  StatementNode,
  TemplateNode,
} from '../syntax/node.ts'
import { nodeText } from '../syntax/node-text.ts'
import { TemplateError } from '../template-error.ts'
import { type Call, GoFunc } from '../values/func.ts'
import { compareText } from '../values/text.ts'
import { isTrue, sortedKeys } from '../values/types.ts'
import { GoInt, GoMap, GoSlice, int, type Value } from '../values/value.ts'
import { ValueSpace } from '../values/value-space.ts'
import { Evaluator } from './evaluator.ts'
import { Output } from './output.ts'
import { Scope } from './scope.ts'

/** What an execution needs from its template set. */
export interface Library {
  template(name: string): Definition | undefined
  func(name: string): GoFunc | undefined
  readonly missingKeyIsError: boolean
}

/** How a list of statements ended. */
type Flow = 'next' | 'break' | 'continue'

/** One run of a template: walks the statements; operands are left to the evaluator. */
export class Executor {
  readonly library: Library
  readonly budget: Budget
  readonly call: Call
  #output: Output
  #definition: Definition
  #scope: Scope
  #node: Node | undefined
  readonly #evaluator: Evaluator

  constructor(library: Library, definition: Definition, budget: Budget, sink: (chunk: string) => void) {
    this.library = library
    this.budget = budget
    this.#definition = definition
    this.#scope = new Scope(undefined)
    this.#output = new Output(budget, sink)
    this.call = {
      budget,
      space: new ValueSpace(budget),
      include: (name, data) => this.#include(name, data),
    }
    this.#evaluator = new Evaluator(this)
  }

  /** Runs the template with `data` as the dot. */
  run(data: unknown): void {
    const { depth } = this.budget
    try {
      const dot = this.call.space.toValue(data) ?? undefined
      this.#scope = new Scope(dot)
      this.#list(this.#definition.root, dot)
    } catch (error) {
      this.#rethrow(error)
    } finally {
      this.budget.depth = depth
      this.#output.flush()
    }
  }

  /** Notes the node being worked on, for error places. */
  at(node: Node): void {
    this.#node = node
  }

  /** Variables of the running template. */
  get scope(): Scope {
    return this.#scope
  }

  /** Fails the run with Go's place and wording. */
  fail(message: string, cause?: unknown): never {
    const { name, parseName, text } = this.#definition
    if (this.#node === undefined) {
      throw new TemplateError({
        code: 'execute',
        template: name,
        line: 0,
        message: `template: ${name}: ${message}`,
        cause,
      })
    }
    const before = text.slice(0, this.#node.pos)
    const lines = before.split('\n')
    const column = Buffer.byteLength(lines.at(-1) ?? '')
    const place = `${parseName}:${lines.length}:${column}`
    const context = nodeText(this.#node)
    throw new TemplateError({
      code: 'execute',
      template: parseName,
      line: lines.length,
      message: `template: ${place}: executing ${quoteText(name)} at <${context}>: ${message}`,
      cause,
    })
  }

  #rethrow(error: unknown): never {
    if (error instanceof TemplateError) {
      if (error.code === 'limit' && error.template === '') this.#failLimit(error)
      throw error
    }
    if (error instanceof CallError) this.fail(error.message, error)
    // Deep recursion and over-long strings show as RangeError before any counter is reached.
    if (error instanceof RangeError) {
      throw new TemplateError({
        code: 'limit',
        template: this.#definition.name,
        line: 0,
        message: `template: ${this.#definition.name}: limit reached: nesting or a value is too large`,
        cause: error,
      })
    }
    throw error
  }

  #failLimit(error: TemplateError): never {
    const { parseName, text } = this.#definition
    const line = text.slice(0, this.#node?.pos ?? 0).split('\n').length
    throw new TemplateError({
      code: 'limit',
      template: parseName,
      line,
      message: error.message.replace('template: ', `template: ${parseName}:${line}: `),
      cause: error,
    })
  }

  #list(list: ListNode, dot: Value): Flow {
    this.budget.enter()
    for (const node of list.nodes) {
      const flow = this.#statement(node, dot)
      if (flow !== 'next') {
        this.budget.leave()
        return flow
      }
    }
    this.budget.leave()
    return 'next'
  }

  #statement(node: StatementNode, dot: Value): Flow {
    this.budget.step()
    this.#node = node
    switch (node.type) {
      case 'text':
        this.#output.write(node.text, node.bytes)
        return 'next'
      case 'action': {
        const value = this.pipeline(dot, node.pipe)
        if (node.pipe.decl.length === 0) this.#print(node, value)
        return 'next'
      }
      case 'if':
      case 'with':
        return this.#ifOrWith(node, dot)
      case 'range':
        return this.#range(node, dot)
      case 'template':
        this.#template(node, dot)
        return 'next'
      default:
        return node.type
    }
  }

  #print(node: Node, value: Value): void {
    this.#node = node
    if (value instanceof GoFunc) this.fail(`can't print ${nodeText(node)} of type ${value.typeName}`)
    this.#output.write(sprint([value ?? '<no value>'], this.budget))
  }

  #ifOrWith(node: BranchNode, dot: Value): Flow {
    const mark = this.#scope.mark
    const value = this.pipeline(dot, node.pipe)
    let flow: Flow = 'next'
    if (isTrue(value)) flow = this.#list(node.list, node.type === 'with' ? value : dot)
    else if (node.elseList) flow = this.#list(node.elseList, dot)
    this.#scope.pop(mark)
    return flow
  }

  #range(node: BranchNode, dot: Value): Flow {
    const mark = this.#scope.mark
    const value = this.pipeline(dot, node.pipe)
    const ran = this.#iterate(node, value)
    let flow: Flow = 'next'
    // The variables of the range are still there in its else branch.
    if (!ran && node.elseList) flow = this.#list(node.elseList, dot)
    this.#scope.pop(mark)
    // A break in the else branch belongs to the enclosing range; Go's own runtime lets it end this one.
    return flow === 'break' ? 'next' : flow
  }

  #iterate(node: BranchNode, value: Value): boolean {
    if (value === undefined || value === null) return false
    if (value instanceof GoSlice) {
      const count = value.items.length
      for (let i = 0; i < count; i++) if (!this.#iteration(node, int(i), value.items[i])) break
      return count > 0
    }
    if (value instanceof GoMap) {
      const keys = sortedKeys(value, compareText)
      const entries = keys.map((key): [string, Value] => [key, value.entries.get(key)])
      for (const [key, item] of entries) if (!this.#iteration(node, key, item)) break
      return keys.length > 0
    }
    if (value instanceof GoInt) {
      if (node.pipe.decl.length > 1) {
        this.fail(`can't use ${value.value} to iterate over more than one variable`)
      }
      for (let i = 0n; i < value.value; i++) {
        if (!this.#iteration(node, undefined, new GoInt(value.kind, i))) break
      }
      return value.value > 0n
    }
    return this.fail(`range can't iterate over ${sprint([value], this.budget)}`)
  }

  /** Runs the body once; false to stop. */
  #iteration(node: BranchNode, index: Value, element: Value): boolean {
    this.budget.step()
    const [first, second] = node.pipe.decl
    const firstValue = second ? index : element
    const mark = this.#scope.mark
    if (first && node.pipe.assign) {
      this.assign(first.ident[0] ?? '', firstValue)
      if (second) this.assign(second.ident[0] ?? '', element)
    } else if (first) {
      this.#scope.setTop(1, element)
      if (second) this.#scope.setTop(2, index)
    }
    const flow = this.#list(node.list, element)
    this.#scope.pop(mark)
    return flow !== 'break'
  }

  #template(node: TemplateNode, dot: Value): void {
    const definition = this.library.template(node.name)
    if (definition === undefined) this.fail(`template ${quoteText(node.name)} not defined`)
    const data = node.pipe ? this.pipeline(dot, node.pipe) : undefined
    this.#inside(definition, data)
  }

  #inside(definition: Definition, data: Value): void {
    const outer = this.#definition
    const scope = this.#scope
    this.#definition = definition
    this.#scope = new Scope(data)
    this.#list(definition.root, data)
    // Left as they are on a failure, so that its place is reported in the right text.
    this.#definition = outer
    this.#scope = scope
  }

  #include(name: string, data: Value): string {
    const definition = this.library.template(name)
    if (definition === undefined) throw new CallError(`template ${quoteText(name)} not defined`)
    const outer = { output: this.#output, node: this.#node, depth: this.budget.depth }
    const outerDefinition = this.#definition
    const outerScope = this.#scope
    const chunks: string[] = []
    this.#output = new Output(this.budget, (chunk) => chunks.push(chunk))
    try {
      this.#inside(definition, data)
      this.#output.flush()
    } finally {
      this.#output = outer.output
      this.#node = outer.node
      this.#definition = outerDefinition
      this.#scope = outerScope
      this.budget.depth = outer.depth
    }
    return chunks.join('')
  }

  /** Value of a pipeline; its declarations and assignments are done. */
  pipeline(dot: Value, pipe: PipeNode): Value {
    this.#node = pipe
    this.budget.enter()
    const value = this.#evaluator.commands(dot, pipe.cmds)
    this.budget.leave()
    for (const variable of pipe.decl) {
      const name = variable.ident[0] ?? ''
      if (pipe.assign) this.assign(name, value)
      else this.#scope.push(name, value)
    }
    return value
  }

  /** Changes a variable; fails when it is not declared. */
  assign(name: string, value: Value): void {
    if (!this.#scope.assign(name, value)) this.fail(`undefined variable: ${name}`)
  }
}
