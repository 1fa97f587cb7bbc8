import { sprint, sprintln } from '../format/print.ts'
import { sprintf } from '../format/printf.ts'
import { fn1Rest, fnRest, GoFunc } from '../values/func.ts'
import { any, reflected, string } from '../values/param.ts'
import { comparison } from './comparison.ts'
import { escaping } from './escaping.ts'
import { indexing } from './indexing.ts'

/** Evaluated by the executor itself; never called. */
function special(evaluation: 'and' | 'or' | 'call'): GoFunc {
  return new GoFunc([reflected], reflected, () => undefined, evaluation)
}

/** The functions every Go template has. */
export const builtins: ReadonlyMap<string, GoFunc> = new Map([
  ...comparison,
  ...indexing,
  ...escaping,
  ['and', special('and')],
  ['or', special('or')],
  ['call', special('call')],
  ['print', fnRest(any, (values, call) => sprint(values, call.budget))],
  ['println', fnRest(any, (values, call) => sprintln(values, call.budget))],
  ['printf', fn1Rest(string, any, (format, values, call) => sprintf(format, values, call.budget))],
])
