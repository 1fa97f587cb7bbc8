import { StalledRun, ZERO_TIME } from '@metalwright/sdk/models'
import { z } from 'zod'
import { sees } from '../auth/tenancy.ts'
import { stalledRun } from '../engine/stalled-run.ts'
import type { Objects } from '../objects/objects.ts'
import type { Route } from './route.ts'

/** Machines on their way that do not go on, with the reason and what to look at. */
export function stalledRunRoutes(objects: Objects): Route[] {
  return [
    {
      method: 'GET',
      path: '/runs/stalled',
      access: { scope: 'runs', action: 'list', refusal: 'empty-list' },
      description: {
        summary: 'Provisioning runs that make no progress, the longest first',
        answer: z.array(StalledRun),
      },
      handle: async ({ principal }) => {
        const session = objects.session()
        const now = objects.ports.now()
        const found: StalledRun[] = []
        for (const key of await session.find('runs', 'EndTime', ZERO_TIME)) {
          const run = await session.get('runs', key)
          const stalled = run === undefined ? undefined : stalledRun(run, now)
          if (run === undefined || stalled === undefined) continue
          if (!sees(principal.tenancy, 'machines', run.Machine)) continue
          const machine = run.Machine === '' ? undefined : await session.get('machines', run.Machine)
          // The run of a machine that was deleted has no end.
          if (run.Machine !== '' && machine === undefined) continue
          found.push({
            Run: run.Uuid,
            Kind: run.Kind,
            Machine: run.Machine,
            Name: machine?.Name ?? run.HardwareAddr,
            Phase: stalled.phase,
            Since: new Date(now - stalled.age).toISOString(),
            Reason: stalled.reason,
            Next: stalled.next,
          })
        }
        const body = found.sort((a, b) => (a.Since < b.Since ? -1 : 1))
        return { status: 200, body }
      },
    },
  ]
}
