import { Json, type JsonValue, type Machine } from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import { z } from 'zod'
import type { ClassificationRule, RuleVerdict } from '../../engine/classification.ts'
import { cleanText } from '../../inventory/clean-text.ts'
import { toStored } from '../codec.ts'
import { fieldValue } from '../index-values.ts'
import { parseFilterTexts } from '../lists/filter.ts'
import { indexNamed } from '../lists/filter-order.ts'
import { matches } from '../lists/lists.ts'
import { partName, partOf } from '../lists/part-of-value.ts'
import { EffectiveParams } from '../params/effective-params.ts'
import { Problem } from '../problem.ts'
import type { Session } from '../session.ts'

/** Param with the rules. */
export const RULES = 'classification/rules'
/** Rules looked at for one machine. */
const MOST_RULES = 500
/** Characters of a value in words. */
const SHOWN = 80

const text = z.string().max(1000)
const names = z.array(text).max(100)

/** A rule, as strictly as the schema of the param has it; its member `then` is called `effect` here. */
const Rule = z.strictObject({
  name: text.min(1).describe('What the rule is called in results and logs'),
  when: z
    .array(text)
    .max(50)
    .default(() => [])
    .describe('Filters of a list of machines, `Name=Test(value)` each; none fits every machine'),
  effect: z
    .strictObject({
      profiles: names.optional(),
      removeProfiles: names.optional(),
      workflow: text.min(1).optional(),
      pool: text.min(1).optional(),
      params: z.record(text, Json).optional(),
      name: text.min(1).optional(),
      description: text.optional(),
    })
    .describe('What is done to a machine that the rule fits'),
  stop: z.boolean().default(false).describe('No rule behind it is looked at once it fits'),
})

/** Rules with those that cannot be read: their problem instead. */
export type ReadRule = { readonly rule: ClassificationRule; readonly problem?: string }

/**
 * The rules that apply to a machine: those of its profiles in order, of its stage, of the profile `global`. Its own
 * params do not count: a machine may write them, and it must not decide what it becomes.
 */
export async function rulesFor(session: Session, machine: Machine): Promise<ReadRule[]> {
  const levels = await new EffectiveParams(session, machine).levels(RULES)
  return readRules(
    levels
      .filter(({ holder }) => holder !== undefined && holder.prefix !== 'machines')
      .flatMap(({ value }) => (Array.isArray(value) ? value : [])),
  )
}

/** Reads rules one by one: one that is none spoils no other. */
export function readRules(values: readonly JsonValue[]): ReadRule[] {
  return values.slice(0, MOST_RULES).map((value, at) => {
    const members = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
    const { then: effect, ...others } = members
    const read = Rule.safeParse({ ...others, effect })
    if (read.success) return { rule: read.data }
    const rule = {
      name: cleanText(others['name'], 80) || `rule ${at + 1}`,
      when: [],
      effect: {},
      stop: false,
    }
    return {
      rule,
      problem: z.prettifyError(read.error).replaceAll('\n', ' ').replaceAll('at effect', 'at then'),
    }
  })
}

/** How each rule fits a machine as it is now. */
export async function verdictsOn(
  session: Session,
  machine: Machine,
  rules: readonly ReadRule[],
): Promise<RuleVerdict[]> {
  const body = toStored('machines', machine)
  const verdicts: RuleVerdict[] = []
  for (const { rule, problem } of rules) {
    if (problem !== undefined) {
      verdicts.push({ rule, matched: false, why: [], problem })
      continue
    }
    try {
      const query = parseFilterTexts(rule.when, 'machines')
      const tests = [...query.filters.values()].reduce((sum, one) => sum + one.length, 0)
      // Words of the query string that are no filters (limit, sort, …) would fit every machine.
      if (tests !== rule.when.length)
        throw new Problem(406, [`Not every filter of ${rule.when.join(' ')} tests a value`])
      const matched = (await matches(session, 'machines', query, [body])).length > 0
      const why = await Promise.all([...query.filters.keys()].map((name) => has(session, machine, name)))
      verdicts.push({ rule, matched, why })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      verdicts.push({ rule, matched: false, why: [], problem: error.message })
    }
  }
  return verdicts
}

async function has(session: Session, machine: Machine, name: string): Promise<string> {
  const value = await machineValue(session, machine, name)
  if (value === undefined) return `${name} is not there`
  const shown = isSealed(value) ? 'sealed' : cleanText(JSON.stringify(value), 4 * SHOWN)
  return `${name} is ${shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown}`
}

/** Value that a name in a filter stands for: an index, `Meta.<key>`, or a param with a pointer into its value. */
async function machineValue(
  session: Session,
  machine: Machine,
  name: string,
): Promise<JsonValue | undefined> {
  const body = toStored('machines', machine)
  const index = indexNamed('machines', name)
  if (index !== undefined) return fieldValue(body, index.field)
  if (name.startsWith('Meta.')) return fieldValue(body, name)
  const param = partName(name.startsWith('Params.') ? name.slice('Params.'.length) : name)
  const value = await new EffectiveParams(session, machine).get(param.name)
  if (value === undefined || isSealed(value)) return value
  return param.steps === undefined ? value : partOf(value, param.steps)
}

/**
 * A text with the machine's values in the places of `${…}`, each named as in a filter.
 *
 * @returns undefined when one of them is not there, or is no text or number
 */
export async function filledIn(
  session: Session,
  machine: Machine,
  pattern: string,
): Promise<string | undefined> {
  let result = ''
  let at = 0
  for (const match of pattern.matchAll(/\$\{([^{}]{1,200})\}/g)) {
    const value = await machineValue(session, machine, match[1] ?? '')
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined
    result += pattern.slice(at, match.index) + cleanText(value)
    at = match.index + match[0].length
  }
  return result + pattern.slice(at)
}
