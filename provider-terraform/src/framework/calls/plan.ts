import { formatPath, type Path } from '../../values/path.ts'
import { valueAt } from '../../values/path-value.ts'
import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { type Breach, reportBreaches } from '../consistency/breach.ts'
import { layOver } from '../consistency/lay-over.ts'
import { planBreaches } from '../consistency/plan-breaches.ts'
import { type DeferReason, Deferral, defer } from '../deferral.ts'
import type { Diagnostic, Diagnostics } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import type { Changes } from '../object-view.ts'
import { planObject, replacements, withoutWriteOnly } from '../plan.ts'
import { PrivateState } from '../private-state.ts'

/** What Terraform asks to plan; a null prior means create, a null proposed state means delete. */
export interface PlanRequest {
  readonly typeName: string
  readonly prior: Value
  readonly proposed: Value
  /** With write-only values; null for delete. */
  readonly config: Value
  readonly privateBytes: Uint8Array
  readonly deferralAllowed: boolean
}

/** A plan. Without `planned` there is none, and the diagnostics tell why. */
export interface PlanAnswer {
  readonly planned: Value | undefined
  readonly requiresReplace: readonly Path[]
  readonly privateBytes: Uint8Array
  readonly deferred?: DeferReason
  readonly diagnostics: readonly Diagnostic[]
}

/** Plans a change by the general rules, then by those of the resource, and checks the outcome. */
export async function planChange<Connection>(
  host: Host<Connection>,
  request: PlanRequest,
): Promise<PlanAnswer> {
  const { typeName, prior, config } = request
  const { schema } = host.resource(typeName)
  const diagnostics = diagnosticsFor(host.secrets(schema, prior, config))
  const privateState = PrivateState.decode(request.privateBytes)
  const plan = await host.attempt(`planning a ${typeName}`, diagnostics, () =>
    isMap(request.proposed)
      ? planObjectChange(host, request, request.proposed, privateState, diagnostics)
      : planDelete(host, request, privateState, diagnostics),
  )
  const failed = plan === undefined || diagnostics.hasErrors
  return {
    planned: failed ? undefined : plan.planned,
    requiresReplace: failed ? [] : plan.requiresReplace,
    privateBytes: privateState.encode(),
    ...(!failed && plan.deferred ? { deferred: plan.deferred } : {}),
    diagnostics: diagnostics.list,
  }
}

interface Plan {
  readonly planned: Value
  readonly requiresReplace: readonly Path[]
  readonly deferred?: DeferReason
}

async function planObjectChange<Connection>(
  host: Host<Connection>,
  request: PlanRequest,
  proposed: ValueMap,
  privateState: PrivateState,
  diagnostics: Diagnostics,
): Promise<Plan> {
  const resource = host.resource(request.typeName)
  const { attributes } = resource.schema
  const prior = isMap(request.prior) ? request.prior : null
  const config = viewOf(resource.schema, request.config)
  const general = planObject(attributes, prior, proposed, config.values)
  const wanted: Path[] = []
  let changes: Changes = {}
  let deferred: DeferReason | undefined
  if (resource.plan) {
    const context = {
      ...host.context(privateState, diagnostics),
      prior: prior && viewOf(resource.schema, prior),
      planned: viewOf(resource.schema, general),
      config,
      replace: (path: Path) => wanted.push(path),
      defer,
    }
    try {
      changes = (await resource.plan(context)) ?? {}
    } catch (error) {
      if (!(error instanceof Deferral)) throw error
      if (request.deferralAllowed) deferred = error.reason
      else host.log.debug(`a ${request.typeName} is planned without waiting: ${error.message}`)
    }
  }
  const { values: laid, breaches } = layOver(attributesType(attributes), general, changes)
  const values = withoutWriteOnly(attributes, laid)
  const missing: Breach[] = wanted
    .filter((path) => valueAt(values, path) === undefined && valueAt(prior, path) === undefined)
    .map((path) => ({ path: [], rule: `is to be replaced for ${formatPath(path)}, which does not exist` }))
  const all = [...breaches, ...planBreaches(attributes, prior, config.values, values), ...missing]
  reportBreaches('The plan breaks a rule of Terraform', all, diagnostics)
  const requiresReplace = prior === null ? [] : [...replacements(attributes, prior, values), ...wanted]
  return { planned: values, requiresReplace, ...(deferred ? { deferred } : {}) }
}

async function planDelete<Connection>(
  host: Host<Connection>,
  { typeName, prior }: PlanRequest,
  privateState: PrivateState,
  diagnostics: Diagnostics,
): Promise<Plan> {
  const resource = host.resource(typeName)
  if (resource.planDelete && isMap(prior)) {
    const context = host.context(privateState, diagnostics)
    await resource.planDelete({ ...context, state: viewOf(resource.schema, prior) })
  }
  return { planned: null, requiresReplace: [] }
}
