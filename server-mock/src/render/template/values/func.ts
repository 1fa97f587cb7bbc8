import type { Budget } from '../budget.ts'
import type { Value } from './value.ts'
import type { ValueSpace } from './value-space.ts'

/** What a function may use besides its arguments. */
export interface Call {
  readonly budget: Budget
  /** Turns host data into values. */
  readonly space: ValueSpace
  /** Runs a template of the same set inside the same limits and returns its output. */
  include(name: string, data: Value): string
}

/** A parameter's Go type: which values it takes and how the function sees them. */
export interface ParamType<T> {
  /** Go type name used in error messages. */
  readonly goType: string
  /** What a literal or a nil may become here. */
  readonly literal: 'any' | 'string' | 'int' | 'uint32' | 'float64' | 'bool' | 'none'
  /** Value used when the argument is nil or absent; `false` when nil is refused. */
  readonly nil: { readonly value: Value } | false
  accepts(value: Value): boolean
  /** Reads an accepted value. */
  read(value: Value): T
}

/** Special evaluation of three built-in functions. */
type Evaluation = 'plain' | 'and' | 'or' | 'call'

/** A function or method with a Go signature. Built by the `fn…` constructors. */
export class GoFunc {
  readonly params: readonly ParamType<unknown>[]
  readonly rest: ParamType<unknown> | undefined
  readonly evaluation: Evaluation
  readonly invoke: (args: readonly Value[], call: Call) => unknown

  constructor(
    params: readonly ParamType<unknown>[],
    rest: ParamType<unknown> | undefined,
    invoke: (args: readonly Value[], call: Call) => unknown,
    evaluation: Evaluation = 'plain',
  ) {
    this.params = params
    this.rest = rest
    this.invoke = invoke
    this.evaluation = evaluation
  }

  /** Go type of the function, as far as it is known. */
  get typeName(): string {
    const names = this.params.map((param) => param.goType)
    if (this.rest) names.push(`...${this.rest.goType}`)
    return `func(${names.join(', ')}) interface {}`
  }
}

/** A function without parameters. */
export function fn0(body: (call: Call) => unknown): GoFunc {
  return new GoFunc([], undefined, (_args, call) => body(call))
}

/** A function of one parameter. The body may return anything `ValueSpace` accepts, or throw `CallError`. */
export function fn1<A>(a: ParamType<A>, body: (a: A, call: Call) => unknown): GoFunc {
  return new GoFunc([a], undefined, (args, call) => body(a.read(args[0]), call))
}

/** A function of two parameters. */
export function fn2<A, B>(
  a: ParamType<A>,
  b: ParamType<B>,
  body: (a: A, b: B, call: Call) => unknown,
): GoFunc {
  return new GoFunc([a, b], undefined, (args, call) => body(a.read(args[0]), b.read(args[1]), call))
}

/** A function of three parameters. */
export function fn3<A, B, C>(
  a: ParamType<A>,
  b: ParamType<B>,
  c: ParamType<C>,
  body: (a: A, b: B, c: C, call: Call) => unknown,
): GoFunc {
  return new GoFunc([a, b, c], undefined, (args, call) =>
    body(a.read(args[0]), b.read(args[1]), c.read(args[2]), call),
  )
}

/** A function of any number of parameters of one type. */
export function fnRest<R>(rest: ParamType<R>, body: (rest: R[], call: Call) => unknown): GoFunc {
  return new GoFunc([], rest, (args, call) => body(args.map(rest.read), call))
}

/** A function of one parameter and any number more. */
export function fn1Rest<A, R>(
  a: ParamType<A>,
  rest: ParamType<R>,
  body: (a: A, rest: R[], call: Call) => unknown,
): GoFunc {
  return new GoFunc([a], rest, (args, call) => body(a.read(args[0]), args.slice(1).map(rest.read), call))
}

/** A function of two parameters and any number more. */
export function fn2Rest<A, B, R>(
  a: ParamType<A>,
  b: ParamType<B>,
  rest: ParamType<R>,
  body: (a: A, b: B, rest: R[], call: Call) => unknown,
): GoFunc {
  return new GoFunc([a, b], rest, (args, call) =>
    body(a.read(args[0]), b.read(args[1]), args.slice(2).map(rest.read), call),
  )
}
