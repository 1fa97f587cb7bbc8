import type { JsonValue } from '@metalwright/sdk/models'

/** Members in which plugins tell the power, when they answer an object. */
const names = ['power', 'Power', 'PowerState', 'powerstate', 'status', 'Status', 'state', 'State']

/**
 * What a plugin's answer to `powerstatus` says: `on`, `off`, or nothing. Plugins answer in words of their own, such
 * as `"on"`, `"Chassis Power is off"`, `true`, or an object with one of these.
 */
export function powerIn(answer: JsonValue): 'on' | 'off' | '' {
  if (typeof answer === 'boolean') return answer ? 'on' : 'off'
  if (typeof answer === 'string') {
    const words = answer.toLowerCase().match(/\b(?:on|off)\b/g) ?? []
    // Of both, neither can be believed.
    return new Set(words).size === 1 ? (words[0] === 'on' ? 'on' : 'off') : ''
  }
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return ''
  for (const name of names) {
    const power = Object.hasOwn(answer, name) ? powerIn(answer[name] ?? null) : ''
    if (power !== '') return power
  }
  return ''
}
