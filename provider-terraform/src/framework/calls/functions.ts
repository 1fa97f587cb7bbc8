import { conform } from '../../values/conform.ts'
import { formatPath } from '../../values/path.ts'
import { unknown, type Value } from '../../values/value.ts'
import { hasUnknown } from '../../values/walk.ts'
import { ourFault } from '../consistency/breach.ts'
import { FunctionArgumentError, type FunctionParameter, type ProviderFunction } from '../function.ts'
import type { Host } from '../host.ts'

/** Why a function has no result; `argument` is the position of the one to blame. */
export interface FunctionFailure {
  readonly text: string
  readonly argument?: number
}

/** What a function gave. */
export type FunctionAnswer = { readonly result: Value } | { readonly failure: FunctionFailure }

/** The parameter that takes the argument at a position; undefined for one too many. */
export function parameterAt(offered: ProviderFunction, position: number): FunctionParameter | undefined {
  return offered.parameters[position] ?? offered.variadic
}

/**
 * Calls a function with arguments of the right types, on an unconfigured provider too. Null and unknown
 * arguments reach it only where it takes them.
 */
export async function callFunction<Connection>(
  host: Host<Connection>,
  offered: ProviderFunction,
  args: readonly Value[],
): Promise<FunctionAnswer> {
  if (
    args.length < offered.parameters.length ||
    (!offered.variadic && args.length > offered.parameters.length)
  ) {
    return {
      failure: { text: `${offered.name} takes ${offered.parameters.length} arguments, not ${args.length}.` },
    }
  }
  for (const [argument, value] of args.entries()) {
    const parameter = parameterAt(offered, argument)
    if (value === null && !parameter?.allowNull)
      return { failure: { text: 'The argument must not be null.', argument } }
    if (hasUnknown(value) && !parameter?.allowUnknown) return { result: unknown }
  }
  try {
    const { value, misfits } = conform(offered.returns, await offered.call(args))
    const [misfit] = misfits
    if (misfit) return fault(offered, `its result${place(misfit.path)} is not ${misfit.expected}`)
    if (hasUnknown(value) && !args.some(hasUnknown)) return fault(offered, 'its result is not known')
    return { result: value }
  } catch (error) {
    if (error instanceof FunctionArgumentError)
      return { failure: { text: error.message, argument: error.argument } }
    host.log.error(`function ${offered.name} failed`, {
      stack: error instanceof Error ? error.stack : String(error),
    })
    return { failure: { text: error instanceof Error ? error.message : String(error) } }
  }
}

function fault({ name }: ProviderFunction, why: string): FunctionAnswer {
  return { failure: { text: `${name} does not work: ${why}. ${ourFault}` } }
}

function place(path: Parameters<typeof formatPath>[0]): string {
  return path.length === 0 ? '' : ` at ${formatPath(path)}`
}
