import { Budget, CallError, TemplateError } from '../../render/template/index.ts'
import { Regexp } from '../../render/template/regexp/regexp.ts'
import { refused } from './filter.ts'

/** Longest pattern of a filter. */
const LONGEST = 1000
/** Work of the pattern over all objects of one list; about a second. */
const STEPS = 10_000_000
/** Characters of a value that a pattern looks at. */
const LOOKED_AT = 4096

/** Matches texts by a regular expression of Go (RE2): time grows with the text only. @throws Problem 406 */
export function patternTest(pattern: string, model: string): (text: string) => boolean {
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (error instanceof CallError)
        throw refused(model, `Filter not valid: Re(${pattern}): ${error.message}`)
      if (error instanceof TemplateError)
        throw refused(model, `Filter not valid: Re(${pattern}) takes too long; narrow it down`)
      throw error
    }
  }
  if (pattern.length > LONGEST)
    throw refused(model, `Filter not valid: a pattern has ${LONGEST} characters at most`)
  const regexp = guarded(() => new Regexp(pattern, new Budget({ steps: STEPS })))
  return (text) => guarded(() => regexp.test(text.slice(0, LOOKED_AT)))
}
