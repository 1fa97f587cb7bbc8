import type { Path } from '../../values/path.ts'
import { isMap, type Value } from '../../values/value.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import { planObject } from '../plan.ts'

/** What Terraform asks to plan; a null prior means create, a null proposed state means delete. */
export interface PlanRequest {
  readonly typeName: string
  readonly prior: Value
  readonly proposed: Value
  readonly config: Value
}

/** Plans a change by the general rules, then by those of the resource. */
export async function planChange<Connection>(
  host: Host<Connection>,
  request: PlanRequest,
): Promise<{
  planned: Value | undefined
  requiresReplace: readonly Path[]
  diagnostics: readonly Diagnostic[]
}> {
  const { typeName, prior, proposed, config } = request
  const resource = host.resource(typeName)
  const { schema } = resource
  const diagnostics = diagnosticsFor(host.secrets(schema, prior, config))
  const plan = await host.attempt(`planning a ${typeName}`, diagnostics, () => {
    if (!isMap(proposed)) return { planned: proposed, requiresReplace: [] }
    const before = isMap(prior) ? prior : null
    const general = planObject(schema.attributes, before, proposed, viewOf(schema, config).values)
    const planned = viewOf(schema, general.planned)
    const changes = resource.plan?.({
      prior: before && viewOf(schema, before),
      planned,
      config: viewOf(schema, config),
      warn: (summary, detail, path) => diagnostics.warn(summary, detail, path),
    })
    return { ...general, planned: planned.with(changes ?? {}) }
  })
  return {
    planned: plan?.planned,
    requiresReplace: plan?.requiresReplace ?? [],
    diagnostics: diagnostics.list,
  }
}
