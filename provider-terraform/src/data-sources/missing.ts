import { DiagnosticError } from '../framework/diagnostic.ts'
import { path } from '../values/path.ts'

/** What an argument names is not there, or may not be seen. */
export function missing(what: string, argument: string, key: string, endpoint: string): DiagnosticError {
  return new DiagnosticError(
    `There is no such ${what}`,
    `No ${what} "${key}" is visible at ${endpoint}. Check the argument and the rights of the user.`,
    { path: path(argument) },
  )
}
