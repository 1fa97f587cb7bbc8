import type { Type } from '../values/type.ts'
import type { Value } from '../values/value.ts'

/** One parameter of a {@link ProviderFunction}. */
export interface FunctionParameter {
  /** An identifier: letters, digits and underscores; shown in messages. */
  readonly name: string
  readonly type: Type
  /** Markdown. */
  readonly description: string
  /** Whether the function takes null; Terraform refuses it otherwise. Default false. */
  readonly allowNull?: boolean
  /** Whether the function is called with unknown parts; else the result is unknown at once. Default false. */
  readonly allowUnknown?: boolean
}

/**
 * A function that configurations call as `provider::NAME::function(…)`. It is pure: the same arguments give
 * the same result in every run, and it works on a provider that is not configured.
 */
export interface ProviderFunction {
  readonly name: string
  /** One line. */
  readonly summary: string
  /** Markdown. */
  readonly description: string
  readonly parameters: readonly FunctionParameter[]
  /** Takes any number of further arguments, none included. */
  readonly variadic?: FunctionParameter
  readonly returns: Type
  /** Why and what instead. */
  readonly deprecated?: string
  /**
   * Computes the result. `args` holds one value per parameter, then the variadic ones; each fits its type.
   * @throws FunctionArgumentError to blame one argument; any other error is shown without a place.
   */
  call(args: readonly Value[]): Value | Promise<Value>
}

/** Thrown by a function to tell the user which argument is wrong and why. */
export class FunctionArgumentError extends Error {
  readonly code = 'function-argument'
  /** Position of the argument, counted from 0. */
  readonly argument: number

  constructor(argument: number, text: string, options: { cause?: unknown } = {}) {
    super(text, options)
    this.name = 'FunctionArgumentError'
    this.argument = argument
  }
}
