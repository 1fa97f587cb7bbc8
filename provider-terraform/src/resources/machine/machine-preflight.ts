import type { Connection } from '../../connection.ts'
import type { PlanContext } from '../../framework/resource.ts'
import { path } from '../../values/path.ts'

/**
 * Warns in the plan of a new claim when no machine is free that meets the filters; only where the provider is told to
 * ask. What a claim may take is decided when it is made, so this is a hint and never an error.
 */
export async function warnWithoutMachine(context: PlanContext<Connection>): Promise<void> {
  const { connection, config, planned, signal, warn } = context
  if (!connection.preflight || !config.isKnown('pool') || !config.isKnown('filters')) return
  if (config.isKnown('wait_for_capacity') && config.string('wait_for_capacity') !== null) return
  const pool = config.string('pool') ?? connection.defaultPool
  const filters = planned.strings('filters') ?? []
  const free = [...filters, `Pool=Eq(${pool})`, 'PoolStatus=Eq(Free)']
  const objects = await connection.objects()
  const found = await objects.list('machines', { filters: free, limit: 1, params: [] }, { signal })
  if (found.length > 0) return
  warn(
    'No machine is free now',
    `Pool "${pool}" at ${connection.endpoint} has no free machine${filters.length > 0 ? ` with ${filters.join(' and ')}` : ''}. The apply fails unless one comes free before it; set wait_for_capacity to have it wait.`,
    path('pool'),
  )
}
