import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { objectType } from '../values/type.ts'
import type { Value } from '../values/value.ts'

const known = /^(Eq|Ne|Lte|Lt|Gte|Gt|Between|Except|In|Nin|Re)\(([^)]*)\)/s

/** `parse_filter`: what a DRP filter says. */
export const parseFilter: ProviderFunction = {
  name: 'parse_filter',
  summary: 'Take a DRP filter apart',
  description:
    'Takes a filter such as `Arch=Eq(amd64)` apart, as servers read it: what is behind the first closing bracket does not count, and a text without an operator is one to be equal to.',
  parameters: [{ name: 'text', type: 'string', description: 'Filter.' }],
  returns: objectType([
    ['name', 'string'],
    ['operator', 'string'],
    ['values', { kind: 'list', element: 'string' }],
  ]),
  call([text]) {
    const given = String(text)
    const at = given.indexOf('=')
    if (at <= 0) throw new FunctionArgumentError(0, 'The value must be a filter such as Arch=Eq(amd64).')
    const condition = given.slice(at + 1).trim()
    const found = known.exec(condition)
    const operator = found?.[1] ?? 'Eq'
    const inner = found?.[2] ?? condition
    return new Map<string, Value>([
      ['name', given.slice(0, at).trim()],
      ['operator', operator.toLowerCase()],
      ['values', valuesOf(operator, inner)],
    ])
  },
}

/** Of two bounds the first two parts count; lists are split at every comma. */
function valuesOf(operator: string, inner: string): readonly string[] {
  if (operator === 'Between' || operator === 'Except') return inner.split(',').slice(0, 2)
  return operator === 'In' || operator === 'Nin' ? inner.split(',') : [inner]
}
