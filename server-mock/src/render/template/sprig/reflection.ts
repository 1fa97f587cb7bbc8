import { deepEqual } from '../values/deep-equal.ts'
import { fn1, fn2 } from '../values/func.ts'
import { any, string } from '../values/param.ts'
import { kindName, typeName } from '../values/types.ts'
import { type Family, family } from './signature.ts'

/** sprig's questions about types. */
export const reflectionFunctions: Family = family(
  ['typeOf', fn1(any, typeName)],
  ['typeIs', fn2(string, any, (name, value) => name === typeName(value))],
  [
    'typeIsLike',
    fn2(string, any, (name, value) => name === typeName(value) || `*${name}` === typeName(value)),
  ],
  ['kindOf', fn1(any, kindName)],
  ['kindIs', fn2(string, any, (name, value) => name === kindName(value))],
  ['deepEqual', fn2(any, any, (a, b, { budget }) => deepEqual(a, b, budget))],
)
