import type { JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import {
  type Classification,
  classificationWords,
  classify,
  type RuleVerdict,
} from '../../engine/classification.ts'
import { join } from '../../engine/pool-life.ts'
import { startWorkflow } from '../../engine/task-list.ts'
import { toStored } from '../codec.ts'
import type { Objects } from '../objects.ts'
import { timestamp } from '../ports.ts'
import { invalid, notFound, Problem } from '../problem.ts'
import { nameProblems } from '../rules/names.ts'
import type { Edit, Session } from '../session.ts'
import { filledIn, type ReadRule, readRules, rulesFor, verdictsOn } from './classification-rules.ts'
import { saveMachine, workflowStages } from './machines.ts'
import { poolEdit } from './pools.ts'

/** Param with what the rules last said of a machine. */
const RESULT = 'classification/result'
/** Longest name a rule can give. */
const LONGEST_NAME = 200

/** What the rules say of a machine, and what came of it. */
export interface ClassificationOutcome {
  readonly dryRun: boolean
  /** The rules that were looked at, in order. */
  readonly rules: readonly {
    readonly name: string
    readonly matched: boolean
    /** What the machine has where the rule looks. */
    readonly why: readonly string[]
    /** Why the rule could not be used; absent when it could. */
    readonly problem?: string
  }[]
  /** What was made different by this call, or would be; empty when all was so already. */
  readonly changes: readonly string[]
  /** Why some of it was left out; empty when nothing was. */
  readonly notes: readonly string[]
}

/** How a classification is asked for. */
export interface ClassificationRequest {
  /** Only says what would be done. */
  readonly dryRun: boolean
  /** Rules to be tried instead of the machine's own; only for a dry run. */
  readonly rules?: readonly JsonValue[] | undefined
}

/**
 * Does to a machine what the rules of its profiles say (param `classification/rules`), in one transaction. The same
 * rules do the same again, that is nothing. A machine that is claimed is left as it is.
 *
 * @param segment key of the machine, or `Index:value`
 * @throws Problem 404; 422 for a locked machine, or when the machine would break a rule of its kind
 */
export async function classifyMachine(
  objects: Objects,
  principal: string,
  segment: string,
  request: ClassificationRequest,
): Promise<ClassificationOutcome> {
  if (request.dryRun) {
    const session = objects.session()
    const machine = await machineOf(session, segment)
    const rules = request.rules === undefined ? await rulesFor(session, machine) : readRules(request.rules)
    const { result, notes } = await decide(session, machine, rules)
    return { dryRun: true, ...outcomeOf(result, classificationWords(result, machine), notes) }
  }
  return objects.edit(
    principal,
    async (edit) => {
      const machine = await machineOf(edit, segment)
      if (machine.Locked)
        throw invalid('machines', machine.Uuid, [
          `Machine ${machine.Name} is locked; unlock it first (Locked: false)`,
        ])
      const old = structuredClone(machine)
      const { result, notes } = await decide(edit, machine, await rulesFor(edit, machine))
      const outcome = outcomeOf(result, classificationWords(result, machine), notes)
      if (outcome.changes.length > 0) await apply(edit, machine, result)
      const stored = storedResult(outcome, machine.Params[RESULT], timestamp(objects.ports))
      if (stored !== undefined) machine.Params[RESULT] = stored
      if (outcome.changes.length > 0 || stored !== undefined)
        await saveMachine(edit, objects, old, machine, 'update')
      return { dryRun: false, ...outcome }
    },
    `machines/${segment}`,
  )
}

/** The outcome in lines for the log of a job. */
export function outcomeWords({ rules, changes, notes, dryRun }: ClassificationOutcome): string[] {
  const lines = rules.map(({ name, matched, why, problem }) => {
    const seen = why.length === 0 ? '' : ` (${why.join('; ')})`
    return problem === undefined
      ? `rule ${name}: ${matched ? 'fits' : 'does not fit'}${seen}`
      : `rule ${name}: cannot be used: ${problem}`
  })
  if (rules.length === 0) lines.push('no rules: no profile of the machine has the param classification/rules')
  const verb = dryRun ? 'would be done' : 'done'
  return [...lines, ...changes.map((change) => `${verb}: ${change}`), ...notes]
}

async function machineOf(session: Session, segment: string): Promise<Machine> {
  const key = await session.resolve('machines', segment)
  const machine = await session.get('machines', key)
  if (machine === undefined) throw notFound('machines', key || segment)
  return machine
}

interface Decision {
  readonly result: Classification
  readonly notes: readonly string[]
}

/** What the rules say, as far as the machine's state allows it. */
async function decide(session: Session, machine: Machine, rules: readonly ReadRule[]): Promise<Decision> {
  const verdicts = await verdictsOn(session, machine, rules)
  const checked = await Promise.all(verdicts.map((verdict) => withReferences(session, verdict)))
  const said = classify(checked)
  const notes: string[] = []
  const name = await given(session, machine, 'name', said.name, notes)
  const description = await given(session, machine, 'description', said.description, notes)
  const result = { ...said, name: await freeName(session, machine, name, notes), description }
  if (!machine.PoolAllocated) return { result, notes }
  if (machine.PoolStatus === 'Destroying') {
    notes.push('The machine is being released: it is not moved and starts no other workflow')
    return { result: { ...result, pool: undefined, workflow: undefined }, notes }
  }
  notes.push(`The machine is claimed (${machine.PoolStatus}): it is left as it is`)
  return { result: { ...classify([]), verdicts: result.verdicts }, notes }
}

/** A rule that names what is not there does nothing, rather than half of it. */
async function withReferences(session: Session, verdict: RuleVerdict): Promise<RuleVerdict> {
  if (!verdict.matched) return verdict
  const { profiles = [], workflow, pool } = verdict.rule.effect
  const problems: string[] = []
  for (const profile of profiles) {
    if ((await session.body('profiles', profile)) === undefined)
      problems.push(`Profile ${profile} does not exist`)
  }
  if (pool !== undefined && (await session.body('pools', pool)) === undefined)
    problems.push(`Pool ${pool} does not exist`)
  if (workflow !== undefined) {
    await workflowStages(session, workflow).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      problems.push(...error.messages)
    })
  }
  return problems.length === 0 ? verdict : { ...verdict, matched: false, problem: problems.join('; ') }
}

async function given(
  session: Session,
  machine: Machine,
  field: string,
  pattern: string | undefined,
  notes: string[],
): Promise<string | undefined> {
  if (pattern === undefined) return undefined
  const text = await filledIn(session, machine, pattern)
  if (text === undefined) notes.push(`The ${field} ${pattern} stays as it is: the machine has no such value`)
  return text
}

/** A name that the machine can have; what stands in no name becomes a hyphen. */
async function freeName(
  session: Session,
  machine: Machine,
  wanted: string | undefined,
  notes: string[],
): Promise<string | undefined> {
  if (wanted === undefined) return undefined
  const name = wanted
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, LONGEST_NAME)
  const taken = (await session.find('machines', 'Name', name)).find((uuid) => uuid !== machine.Uuid)
  const broken =
    name === '' || nameProblems('machines', toStored('machines', { ...machine, Name: name })).length > 0
  if (taken === undefined && !broken) return name
  notes.push(taken === undefined ? `${wanted} is no name` : `Machine ${taken} already has the name ${name}`)
  return undefined
}

async function apply(edit: Edit, machine: Machine, result: Classification): Promise<void> {
  const { addProfiles, removeProfiles, params, workflow, pool, name, description } = result
  machine.Profiles = [
    ...new Set([...machine.Profiles.filter((one) => !removeProfiles.includes(one)), ...addProfiles]),
  ]
  for (const [param, value] of Object.entries(params)) machine.Params[param] = value
  if (name !== undefined) machine.Name = name
  if (description !== undefined) machine.Description = description
  if (pool !== undefined && pool !== machine.Pool) {
    const entered = await edit.get('pools', pool)
    if (entered === undefined) throw notFound('pools', pool)
    join(machine, pool, await poolEdit(edit, entered.EnterActions, {}))
  }
  if (workflow !== undefined && workflow !== machine.Workflow)
    startWorkflow(machine, workflow, await workflowStages(edit, workflow))
}

function outcomeOf(
  { verdicts }: Classification,
  changes: readonly string[],
  notes: readonly string[],
): Omit<ClassificationOutcome, 'dryRun'> {
  const rules = verdicts.map(({ rule, matched, why, problem }) => ({
    name: rule.name,
    matched,
    why,
    ...(problem === undefined ? {} : { problem }),
  }))
  return { rules, changes, notes }
}

/** What is kept of an outcome; undefined when the same is kept already. */
function storedResult(
  { rules, changes, notes }: Omit<ClassificationOutcome, 'dryRun'>,
  before: JsonValue | undefined,
  time: string,
): JsonObject | undefined {
  const known = before !== null && typeof before === 'object' && !Array.isArray(before) ? before : {}
  const next: JsonObject = JSON.parse(JSON.stringify({ rules, notes }))
  const same = ['rules', 'notes'].every((name) => JSON.stringify(known[name]) === JSON.stringify(next[name]))
  return same && changes.length === 0 ? undefined : { time, ...next, changes: [...changes] }
}
