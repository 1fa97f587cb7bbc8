import type { JsonObject } from '@metalwright/sdk/models'

/** What a rule does to machines that it fits. Absent members change nothing. */
export interface ClassificationEffect {
  readonly profiles?: readonly string[] | undefined
  readonly removeProfiles?: readonly string[] | undefined
  readonly workflow?: string | undefined
  readonly pool?: string | undefined
  readonly params?: JsonObject | undefined
  /** New name; `${…}` stands for a value of the machine. */
  readonly name?: string | undefined
  /** New description; `${…}` stands for a value of the machine. */
  readonly description?: string | undefined
}

/** A rule as the param `classification/rules` holds it. */
export interface ClassificationRule {
  readonly name: string
  /** Filters of a list of machines, `Name=Test(value)` each; none fits every machine. */
  readonly when: readonly string[]
  /** Member `then` of the rule. */
  readonly effect: ClassificationEffect
  /** Whether no rule behind it is looked at once it fits. */
  readonly stop: boolean
}

/** How one rule fits one machine. */
export interface RuleVerdict {
  readonly rule: ClassificationRule
  readonly matched: boolean
  /** For each filter what the machine has there, in words. */
  readonly why: readonly string[]
  /** Why the rule cannot be used; it fits no machine then. */
  readonly problem?: string | undefined
}

/** What the rules say of a machine. */
export interface Classification {
  /** The rules that were looked at, in order. */
  readonly verdicts: readonly RuleVerdict[]
  readonly addProfiles: readonly string[]
  readonly removeProfiles: readonly string[]
  readonly params: JsonObject
  readonly workflow: string | undefined
  readonly pool: string | undefined
  readonly name: string | undefined
  readonly description: string | undefined
}

/**
 * Puts together what the rules that fit do, in order: of two that say different things about one profile, param or
 * field the first one counts, as the nearest value of a param does. The same verdicts give the same result.
 */
export function classify(verdicts: readonly RuleVerdict[]): Classification {
  const last = verdicts.findIndex(({ matched, rule }) => matched && rule.stop)
  const seen = last === -1 ? verdicts : verdicts.slice(0, last + 1)
  const effects = seen.filter(({ matched }) => matched).map(({ rule }) => rule.effect)
  const add = new Set<string>()
  const remove = new Set<string>()
  const params = new Map<string, JsonObject[string]>()
  for (const { profiles = [], removeProfiles = [], params: values = {} } of effects) {
    for (const profile of profiles) if (!remove.has(profile)) add.add(profile)
    for (const profile of removeProfiles) if (!add.has(profile)) remove.add(profile)
    for (const [name, value] of Object.entries(values)) if (!params.has(name)) params.set(name, value)
  }
  const first = <Field extends 'workflow' | 'pool' | 'name' | 'description'>(field: Field) =>
    effects.map((effect) => effect[field]).find((value) => value !== undefined)
  return {
    verdicts: seen,
    addProfiles: [...add],
    removeProfiles: [...remove],
    params: Object.fromEntries(params),
    workflow: first('workflow'),
    pool: first('pool'),
    name: first('name'),
    description: first('description'),
  }
}

/** What of a machine a classification would make different, in words; empty when it is so already. */
export function classificationWords(
  { addProfiles, removeProfiles, params, workflow, pool, name, description }: Classification,
  machine: {
    readonly Profiles: readonly string[]
    readonly Params: JsonObject
    readonly Workflow: string
    readonly Pool: string
    readonly Name: string
    readonly Description: string
  },
): string[] {
  const set = (what: string, before: string, now: string | undefined) =>
    now === undefined || now === before ? [] : [`${what} ${now}`]
  const differs = (param: string) =>
    !Object.hasOwn(machine.Params, param) ||
    JSON.stringify(machine.Params[param]) !== JSON.stringify(params[param])
  return [
    ...addProfiles.filter((one) => !machine.Profiles.includes(one)).map((one) => `adds profile ${one}`),
    ...removeProfiles
      .filter((one) => machine.Profiles.includes(one))
      .map((one) => `takes profile ${one} off`),
    ...Object.keys(params)
      .filter(differs)
      .map((param) => `sets param ${param}`),
    ...set('gives it the name', machine.Name, name),
    ...set('gives it the description', machine.Description, description),
    ...set('moves it into pool', machine.Pool, pool),
    ...set('starts workflow', machine.Workflow, workflow),
  ]
}
