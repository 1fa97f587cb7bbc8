import { StalledRun } from '@metalwright/sdk/models'
import { z } from 'zod'
import { sees } from '../auth/tenancy.ts'
import type { JobLogs } from '../objects/machines/job-logs.ts'
import { stalledMachines } from '../objects/machines/stalled.ts'
import type { Objects } from '../objects/objects.ts'
import type { Route } from './route.ts'

/** Machines on their way that do not go on, with the reason and what to look at. */
export function stalledRunRoutes(objects: Objects, logs: Pick<JobLogs, 'lastSign'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/runs/stalled',
      access: { scope: 'runs', action: 'list', refusal: 'empty-list' },
      description: {
        summary: 'Machines and provisioning runs that make no progress, the longest first',
        answer: z.array(StalledRun),
      },
      handle: async ({ principal }) => {
        const visible = (machine: string) => sees(principal.tenancy, 'machines', machine)
        const body = await stalledMachines(objects.session(), logs, objects.ports.now(), visible)
        return { status: 200, body }
      },
    },
  ]
}
