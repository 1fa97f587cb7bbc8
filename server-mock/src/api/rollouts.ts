import { Rollout, RolloutMachine } from '@metalwright/sdk/models'
import { z } from 'zod'
import { sees } from '../auth/tenancy.ts'
import { rolloutMachines } from '../objects/machines/rollout-machines.ts'
import type { Rollouts } from '../objects/machines/rollouts.ts'
import type { Objects } from '../objects/objects.ts'
import { notFound } from '../objects/problem.ts'
import { objectAccess } from './objects.ts'
import type { Route } from './route.ts'

const VERBS = {
  start: 'Begin with a rollout anew, now',
  pause: 'Have no more machines begin with a rollout',
  resume: 'Go on with a rollout; failures so far are forgiven',
  cancel: 'End a rollout; machines that have begun go on',
} as const

/** What rollouts have besides create, read, change and delete: their machines, and what is done to them. */
export function rolloutRoutes(objects: Objects, rollouts: Rollouts): Route[] {
  const control = (verb: keyof typeof VERBS): Route => ({
    method: 'POST',
    path: `/rollouts/:key/${verb}`,
    access: objectAccess(objects, 'rollouts', `action:${verb}`),
    description: { summary: VERBS[verb], answer: Rollout },
    handle: async ({ principal, path }) => ({
      status: 200,
      body: await rollouts.control(principal.name, path['key'] ?? '', verb),
    }),
  })
  return [
    control('start'),
    control('pause'),
    control('resume'),
    control('cancel'),
    {
      method: 'GET',
      path: '/rollouts/:key/machines',
      access: objectAccess(objects, 'rollouts', 'get', 'not-found'),
      description: {
        summary: 'Machines of a rollout in the order in which they begin, with how they stand',
        answer: z.array(RolloutMachine),
      },
      handle: async ({ principal, path }) => {
        const session = objects.session()
        const name = await session.resolve('rollouts', path['key'] ?? '')
        const rollout = await session.get('rollouts', name)
        if (rollout === undefined) throw notFound('rollouts', name || (path['key'] ?? ''))
        const members = await rolloutMachines(session, rollout)
        return {
          status: 200,
          body: members.filter(({ Machine }) => sees(principal.tenancy, 'machines', Machine)),
        }
      },
    },
  ]
}
