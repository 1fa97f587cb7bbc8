import { CallError } from '../call-error.ts'
import { quoteMeta, Regexp } from '../regexp/regexp.ts'
import { type Call, fn1, fn2, fn3, type GoFunc } from '../values/func.ts'
import { integer, string } from '../values/param.ts'
import { GoSlice, strings } from '../values/value.ts'
import { type Family, family } from './signature.ts'

/** The plain variants panic with another prefix than the `must` ones fail with. */
function compile(pattern: string, { budget }: Call, must: boolean): Regexp {
  try {
    return new Regexp(pattern, budget)
  } catch (error) {
    if (must || !(error instanceof CallError)) throw error
    throw new CallError(`regexp: Compile(\`${pattern}\`): ${error.message}`)
  }
}

/** A function in its plain and `must` variants. */
function pair(name: string, make: (must: boolean) => GoFunc): [string, GoFunc][] {
  const must = `must${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return [
    [name, make(false)],
    [must, make(true)],
  ]
}

/** sprig's regular expressions: RE2, in time linear in the text. */
export const regexFunctions: Family = family(
  [
    'regexMatch',
    fn2(string, string, (pattern, text, call) => {
      try {
        return compile(pattern, call, true).test(text)
      } catch (error) {
        if (error instanceof CallError) return false
        throw error
      }
    }),
  ],
  ['mustRegexMatch', fn2(string, string, (pattern, text, call) => compile(pattern, call, true).test(text))],
  ...pair('regexFind', (must) =>
    fn2(string, string, (pattern, text, call) => compile(pattern, call, must).find(text)),
  ),
  ...pair('regexFindAll', (must) =>
    fn3(string, string, integer, (pattern, text, limit, call) => {
      const found = compile(pattern, call, must).findAll(text, limit)
      return new GoSlice(found, 'string', found.length === 0)
    }),
  ),
  ...pair('regexReplaceAll', (must) =>
    fn3(string, string, string, (pattern, text, replacement, call) =>
      compile(pattern, call, must).replaceAll(text, replacement, false),
    ),
  ),
  ...pair('regexReplaceAllLiteral', (must) =>
    fn3(string, string, string, (pattern, text, replacement, call) =>
      compile(pattern, call, must).replaceAll(text, replacement, true),
    ),
  ),
  ...pair('regexSplit', (must) =>
    fn3(string, string, integer, (pattern, text, limit, call) =>
      strings(compile(pattern, call, must).split(text, limit)),
    ),
  ),
  ['regexQuoteMeta', fn1(string, quoteMeta)],
)
