import { CallError } from '../call-error.ts'
import { quoteText } from '../format/quote.ts'
import type {
  ChainNode,
  CommandNode,
  FieldNode,
  IdentifierNode,
  Node,
  NumberNode,
  OperandNode,
  VariableNode,
} from '../syntax/node.ts'
import { nodeText } from '../syntax/node-text.ts'
import { TemplateError } from '../template-error.ts'
import { GoFunc, type ParamType } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { isTrue, staticTypeName, typeName } from '../values/types.ts'
import { GoInt, GoMap, int, type Value } from '../values/value.ts'
import type { Executor } from './executor.ts'

/** Marks that no value came through the pipe. */
const absent = Symbol('absent')
type Final = Value | typeof absent

/** Evaluates commands and operands: fields, methods, functions, literals. */
export class Evaluator {
  readonly #run: Executor

  constructor(run: Executor) {
    this.#run = run
  }

  /** Runs the commands of a pipeline, each getting the value before it as last argument. */
  commands(dot: Value, commands: readonly CommandNode[]): Value {
    let value: Final = absent
    for (const command of commands) value = this.#command(dot, command, value) ?? undefined
    return value === absent ? undefined : value
  }

  #command(dot: Value, command: CommandNode, final: Final): Value {
    const { args } = command
    const [first] = args
    switch (first.type) {
      case 'field':
        return this.#field(dot, first, args, final)
      case 'chain':
        return this.#chain(dot, first, args, final)
      case 'identifier':
        return this.#function(dot, first, command, args, final)
      case 'pipe':
        this.#notAFunction(args, final)
        return this.#run.pipeline(dot, first)
      case 'variable':
        return this.#variable(dot, first, args, final)
      default:
        this.#run.at(first)
        this.#notAFunction(args, final)
        if (first.type === 'nil') return this.#run.fail('nil is not a command')
        return this.#literal(dot, first)
    }
  }

  #notAFunction(args: readonly OperandNode[], final: Final): void {
    const [first] = args
    if (first && (args.length > 1 || final !== absent)) {
      this.#run.fail(`can't give argument to non-function ${nodeText(first)}`)
    }
  }

  #literal(dot: Value, node: OperandNode): Value {
    switch (node.type) {
      case 'dot':
        return dot
      case 'bool':
      case 'string':
        return node.value
      case 'number':
        return this.#number(node)
      default:
        return this.#run.fail(`can't evaluate command ${quoteText(nodeText(node))}`)
    }
  }

  #number(node: NumberNode): Value {
    this.#run.at(node)
    if (node.spelledFloat) return node.float
    if (node.int === undefined) return this.#run.fail(`${node.text} overflows int`)
    return int(node.int)
  }

  #field(dot: Value, node: FieldNode, args: readonly OperandNode[], final: Final): Value {
    this.#run.at(node)
    return this.#members(dot, dot, node, node.ident, args, final)
  }

  #chain(dot: Value, node: ChainNode, args: readonly OperandNode[], final: Final): Value {
    this.#run.at(node)
    if (node.node.type === 'nil') {
      return this.#run.fail(`indirection through explicit nil in ${nodeText(node)}`)
    }
    const receiver = this.#operand(dot, undefined, node.node)
    return this.#members(dot, receiver, node, node.ident, args, final)
  }

  #variable(dot: Value, node: VariableNode, args: readonly OperandNode[], final: Final): Value {
    this.#run.at(node)
    const [name = '', ...rest] = node.ident
    // Looking a variable up takes longer the more there are.
    this.#run.budget.step(this.#run.scope.mark >> 5)
    const found = this.#run.scope.lookup(name)
    if (found === undefined) return this.#run.fail(`undefined variable: ${name}`)
    if (rest.length > 0) return this.#members(dot, found.value, node, rest, args, final)
    this.#notAFunction(args, final)
    return found.value
  }

  /** Walks `.a.b.c` from `receiver`; only the last name gets the arguments. */
  #members(
    dot: Value,
    receiver: Value,
    node: Node,
    names: readonly string[],
    args: readonly OperandNode[],
    final: Final,
  ): Value {
    let type: string | undefined
    let value = receiver
    names.forEach((name, index) => {
      const isLast = index === names.length - 1
      // What comes out of a map has the static type of its elements.
      const holder = value instanceof GoMap ? value.elem : undefined
      value = this.#member(dot, value, name, node, isLast ? args : [], isLast ? final : absent, type)
      type = holder
    })
    return value
  }

  #member(
    dot: Value,
    receiver: Value,
    name: string,
    node: Node,
    args: readonly OperandNode[],
    final: Final,
    type: string | undefined,
  ): Value {
    const run = this.#run
    run.budget.step()
    if (receiver === undefined) {
      if (run.library.missingKeyIsError) run.fail(`nil data; no entry for key ${quoteText(name)}`)
      return undefined
    }
    if (receiver === null) return run.fail(`nil pointer evaluating interface {}.${name}`)
    const hasArgs = args.length > 1 || final !== absent
    if (receiver instanceof HostObject) {
      const method = receiver.shape.method?.(name)
      if (method) return this.#invoke(dot, method, node, name, args, final)
      const field = this.#guard(node, name, () => receiver.shape.field?.(name))
      if (field !== undefined) {
        if (hasArgs) run.fail(`${name} has arguments but cannot be invoked as function`)
        return run.call.space.toValue(field)
      }
    }
    if (receiver instanceof GoMap) {
      if (hasArgs) run.fail(`${name} is not a method but has arguments`)
      const value = receiver.entries.get(name)
      if (value !== undefined || receiver.entries.has(name)) return value ?? null
      if (run.library.missingKeyIsError) run.fail(`map has no entry for key ${quoteText(name)}`)
      return undefined
    }
    return run.fail(`can't evaluate field ${name} in type ${type ?? typeName(receiver)}`)
  }

  #function(
    dot: Value,
    node: IdentifierNode,
    command: Node,
    args: readonly OperandNode[],
    final: Final,
  ): Value {
    this.#run.at(node)
    const func = this.#run.library.func(node.name)
    if (func === undefined) return this.#run.fail(`${quoteText(node.name)} is not a defined function`)
    return this.#invoke(dot, func, command, node.name, args, final)
  }

  /** Calls `func`. `args[0]` is the callee itself; an empty list means no arguments at all. */
  #invoke(
    dot: Value,
    func: GoFunc,
    node: Node,
    name: string,
    args: readonly OperandNode[],
    final: Final,
  ): Value {
    const operands = args.slice(1)
    const { params, rest } = func
    const given = operands.length + (final === absent ? 0 : 1)
    if (rest ? given < params.length : given !== params.length) {
      const wanted = rest
        ? `at least ${params.length} got ${operands.length}`
        : `${params.length} got ${given}`
      this.#run.fail(`wrong number of args for ${name}: want ${wanted}`)
    }
    if (func.evaluation === 'and' || func.evaluation === 'or') {
      return this.#shortCircuit(dot, func.evaluation === 'or', operands, final)
    }
    const values = operands.map((operand, i) => this.#operand(dot, params[i] ?? rest, operand))
    if (final !== absent) values.push(this.#validate(final, params[given - 1] ?? rest))
    if (func.evaluation === 'call') return this.#callValue(node, name, operands, values)
    return this.#perform(func, node, name, values)
  }

  #shortCircuit(dot: Value, stopAt: boolean, operands: readonly OperandNode[], final: Final): Value {
    let value: Value
    for (const operand of operands) {
      value = this.#operand(dot, undefined, operand)
      if (isTrue(value) === stopAt) return value
    }
    return final === absent ? value : final
  }

  /** The `call` built-in: its first argument is a function value. */
  #callValue(node: Node, name: string, operands: readonly OperandNode[], values: readonly Value[]): Value {
    const [callee, ...args] = values
    const problem = (message: string): never => {
      this.#run.at(node)
      return this.#run.fail(`error calling ${name}: ${message}`)
    }
    if (callee === undefined || callee === null) return problem('call of nil')
    const label = operands[0] ? nodeText(operands[0]) : typeName(callee)
    if (!(callee instanceof GoFunc)) return problem(`non-function ${label} of type ${typeName(callee)}`)
    const { params, rest } = callee
    if (rest ? args.length < params.length : args.length !== params.length) {
      const wanted = rest ? `at least ${params.length}` : String(params.length)
      return problem(`wrong number of args for ${label}: got ${args.length} want ${wanted}`)
    }
    args.forEach((arg, i) => {
      const type = params[i] ?? rest
      if (!type) return
      if ((arg === undefined || arg === null) && !type.nil) {
        problem(`arg ${i}: value is nil; should be of type ${type.goType}`)
      }
      if (!type.accepts(arg)) problem(`arg ${i}: value has type ${typeName(arg)}; should be ${type.goType}`)
    })
    return this.#perform(callee, node, name, args)
  }

  #perform(func: GoFunc, node: Node, name: string, values: readonly Value[]): Value {
    const { budget, call } = this.#run
    budget.step()
    return this.#guard(node, name, () => {
      const value = call.space.toValue(func.invoke(values, call))
      if (typeof value === 'string') budget.text(value.length)
      return value
    })
  }

  /** Runs host code, wording its CallError, or the failure of a template it ran, as Go does. */
  #guard<T>(node: Node, name: string, body: () => T): T {
    try {
      return body()
    } catch (error) {
      const known = error instanceof CallError || (error instanceof TemplateError && error.code !== 'limit')
      if (!known) throw error
      this.#run.at(node)
      return this.#run.fail(`error calling ${name}: ${error.message}`, error)
    }
  }

  /** Value of an argument, checked against the parameter's type (any when undefined). */
  #operand(dot: Value, type: ParamType<unknown> | undefined, node: OperandNode): Value {
    this.#run.at(node)
    switch (node.type) {
      case 'dot':
        return this.#validate(dot, type)
      case 'nil':
        if (type === undefined) return undefined
        if (type.nil) return type.nil.value
        return this.#run.fail(`cannot assign nil to ${type.goType}`)
      case 'field':
        return this.#validate(this.#field(dot, node, [], absent), type)
      case 'variable':
        return this.#validate(this.#variable(dot, node, [], absent), type)
      case 'pipe':
        return this.#validate(this.#run.pipeline(dot, node), type)
      case 'identifier':
        return this.#validate(this.#function(dot, node, node, [], absent), type)
      case 'chain':
        return this.#validate(this.#chain(dot, node, [], absent), type)
      default:
        return this.#constant(dot, type, node)
    }
  }

  /** A literal argument: its Go type follows the parameter. */
  #constant(dot: Value, type: ParamType<unknown> | undefined, node: OperandNode): Value {
    const run = this.#run
    const shown = nodeText(node)
    switch (type?.literal ?? 'any') {
      case 'any':
        return this.#literal(dot, node)
      case 'string':
        return node.type === 'string' ? node.value : run.fail(`expected string; found ${shown}`)
      case 'bool':
        return node.type === 'bool' ? node.value : run.fail(`expected bool; found ${shown}`)
      case 'int':
        if (node.type === 'number' && node.int !== undefined) return int(node.int)
        return run.fail(`expected integer; found ${shown}`)
      case 'uint32':
        if (node.type === 'number' && node.int !== undefined && node.int >= 0n) {
          return new GoInt('uint32', BigInt.asUintN(32, node.int))
        }
        return run.fail(`expected unsigned integer; found ${shown}`)
      case 'float64':
        return node.type === 'number' ? node.float : run.fail(`expected float; found ${shown}`)
      default:
        return run.fail(`can't handle ${shown} for arg of type ${type?.goType}`)
    }
  }

  #validate(value: Value, type: ParamType<unknown> | undefined): Value {
    if (type === undefined) return value
    if (value === undefined) {
      if (type.nil) return type.nil.value
      return this.#run.fail(`invalid value; expected ${type.goType}`)
    }
    if (value !== null && type.accepts(value)) return value
    if (value === null && type.literal === 'any') return value
    return this.#run.fail(`wrong type for value; expected ${type.goType}; got ${staticTypeName(value)}`)
  }
}
