import { FunctionArgumentError, type ProviderFunction } from '../../src/framework/function.ts'
import { conform } from '../../src/values/conform.ts'
import { fromJson, type Json, toJson } from '../../src/values/plain.ts'
import type { Value } from '../../src/values/value.ts'

/** Calls a function with plain JSON and gives its result as such; the result must fit the type that is declared. */
export async function call(one: ProviderFunction, ...args: readonly Json[]): Promise<Json> {
  const values = args.map((arg, at): Value => {
    const parameter = one.parameters[at] ?? one.variadic
    if (parameter === undefined) throw new TypeError(`${one.name} takes no argument ${at}`)
    return parameter.type === 'dynamic' ? fromJson(arg) : String(arg)
  })
  const result = await one.call(values)
  const { misfits } = conform(one.returns, result)
  if (misfits.length > 0) throw new TypeError(`${one.name} gave something else than it says`)
  return toJson(result)
}

/** The error of a call: which argument it blames, and why. */
export async function blame(one: ProviderFunction, ...args: readonly Json[]): Promise<string> {
  try {
    await call(one, ...args)
  } catch (error) {
    if (error instanceof FunctionArgumentError) return `${error.argument}: ${error.message}`
    throw error
  }
  return 'none'
}
