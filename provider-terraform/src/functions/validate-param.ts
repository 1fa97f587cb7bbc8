import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { toJson } from '../values/plain.ts'

/** `validate_param`: what is wrong with a value by the schema of its param. */
export const validateParam: ProviderFunction = {
  name: 'validate_param',
  summary: 'Check a value against the schema of a param',
  description:
    'Checks a value against a JSON Schema as params have one (draft 4), and gives what is wrong with it; the list is empty when the value fits. Meant for `validation` blocks and `precondition`s. The value itself is in no message.',
  parameters: [
    { name: 'schema', type: 'dynamic', description: 'JSON Schema, such as `schema` of a `drp_param`.' },
    { name: 'value', type: 'dynamic', description: 'Value to check.', allowNull: true },
  ],
  returns: { kind: 'list', element: 'string' },
  async call([schema = null, value = null]) {
    // Loaded when it is called: most processes that Terraform starts never do.
    const { schemaProblems } = await import('./schema-problems.ts')
    const found = schemaProblems(toJson(schema), toJson(value))
    if (found.fault === 'schema')
      throw new FunctionArgumentError(0, `The schema cannot be used: ${found.reason}.`)
    if (found.fault === 'time') {
      throw new FunctionArgumentError(
        0,
        'Checking took too long. Look for a pattern that backtracks in the schema.',
      )
    }
    return found.problems
  },
}
