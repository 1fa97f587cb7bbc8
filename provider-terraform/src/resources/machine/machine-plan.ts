import type { Connection } from '../../connection.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { PlanContext } from '../../framework/resource.ts'
import { equalValues } from '../../values/equal.ts'
import { path } from '../../values/path.ts'
import { unknown } from '../../values/value.ts'
import { machineLocked } from './machine-messages.ts'
import { unfinishedIn } from './machine-notes.ts'
import { warnWithoutMachine } from './machine-preflight.ts'
import { isRebuilt } from './machine-rebuild.ts'

/** Attributes that change while a machine is being built. */
const building = [
  'status',
  'stage',
  'workflow',
  'bootenv_current',
  'os',
  'context',
  'workflow_complete',
  'runnable',
  'profiles',
  'name',
  'address',
  'addresses',
  'last_job',
  'exported_parameters',
]

/** Attributes whose change means that another machine might be wanted. */
const choice = ['filters', 'constraints', 'anti_affinity']

/** What the general rules do not know: what replaces, what builds again, and what an earlier run left to do. */
export async function planMachine(context: PlanContext<Connection>): Promise<Changes> {
  const { prior, planned, config, privateState } = context
  const exports = planned.get('export_parameters')
  const timeout = config.get('timeout') === null ? { timeout: prior?.get('timeout') ?? null } : {}
  if (prior === null) {
    await warnWithoutMachine(context)
    const exported = exports === null ? { exported_parameters: null } : {}
    return { ...timeout, ...exported, ...nameChange(null, planned) }
  }
  judgeChoice(context, prior)
  judgePin(context, prior)
  const rebuilt = isRebuilt({ prior, planned, config, notes: privateState })
  const how = planned.isKnown('on_change') ? planned.string('on_change') : null
  const replaces = rebuilt !== undefined && how === 'replace'
  // A write-only value has no path at which a change could be seen.
  for (const name of replaces ? [...rebuilt, 'id'] : []) context.replace(path(name))
  const redeploys = rebuilt !== undefined && !replaces && how !== 'update_only'
  const locked = planned.isKnown('locked') && planned.bool('locked') === true
  if (redeploys && locked && prior.bool('locked') === true) throw machineLocked('built again')
  const open = redeploys || prior.string('status') === 'Building' || unfinishedIn(privateState) !== undefined
  const touched = open || rebuilt !== undefined
  return {
    ...timeout,
    ...(touched ? Object.fromEntries(building.map((name) => [name, unknown])) : {}),
    // Nothing is asked for, so nothing will come.
    ...(exports === null ? { exported_parameters: null } : {}),
    ...(replaces ? { id: unknown, uuid: unknown } : {}),
    ...nameChange(prior, planned),
  }
}

function judgeChoice({ planned, replace, warn }: PlanContext<Connection>, prior: ObjectView): void {
  for (const name of choice.filter((one) => differs(prior, planned, one))) {
    if (planned.isKnown('filter_change') && planned.string('filter_change') === 'replace') {
      replace(path(name))
      continue
    }
    warn(
      `A change of ${name} keeps the machine`,
      `${name} is used when a machine is claimed. The claimed machine stays as it is; use filter_change = "replace" or "terraform apply -replace=…" for another one.`,
      path(name),
    )
  }
}

/** Naming another machine replaces it; naming the one that is held, or none any more, does not. */
function judgePin({ planned, replace }: PlanContext<Connection>, prior: ObjectView): void {
  if (!differs(prior, planned, 'machine')) return
  const wanted = planned.isKnown('machine') ? planned.string('machine') : undefined
  const same = [null, prior.string('id'), `Name:${prior.string('name')}`]
  const held = typeof wanted === 'string' && wanted.toLowerCase() === prior.string('id')
  if (wanted === undefined || !(held || same.includes(wanted))) replace(path('machine'))
}

/** The name that a machine will have is known when the host name is. */
function nameChange(prior: ObjectView | null, planned: ObjectView): Changes {
  if (!planned.isKnown('hostname')) return { name: unknown }
  const hostname = planned.string('hostname')
  if (hostname !== null) return { name: hostname }
  return prior !== null && prior.string('hostname') !== null ? { name: unknown } : {}
}

function differs(prior: ObjectView, planned: ObjectView, name: string): boolean {
  const type = prior.type.attributes.get(name) ?? 'dynamic'
  return !equalValues(type, prior.get(name), planned.get(name))
}
