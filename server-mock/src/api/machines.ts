import { PhaseReport, Whoami } from '@metalwright/sdk/models'
import type { Authentication } from '../auth/authentication.ts'
import { KexecOutcomes } from '../objects/machines/kexec-outcomes.ts'
import type { Runs } from '../objects/machines/runs.ts'
import { whoami } from '../objects/machines/whoami.ts'
import type { Objects } from '../objects/objects.ts'
import { machineNamed } from './machine-named.ts'
import { needBody, objectAccess } from './objects.ts'
import { read } from './read.ts'
import type { Route } from './route.ts'

/** What only machines have. */
export function machineRoutes(objects: Objects, runs: Runs, authentication: Authentication): Route[] {
  const outcomes = new KexecOutcomes(objects, runs)
  return [
    {
      method: 'POST',
      path: '/machines/:key/phases',
      access: objectAccess(objects, 'machines', 'update'),
      description: { summary: 'Report a phase of a provisioning run', body: PhaseReport, status: 204 },
      handle: async (call) => {
        const report = read(PhaseReport, needBody(call), 'machines')
        const uuid = await objects.session().resolve('machines', call.path['key'] ?? '')
        const detail = Object.entries(report.Detail).map(([name, value]) => [name, String(value)])
        await outcomes.reported(uuid, report)
        await runs.mark({ machine: uuid }, report.Name, Object.fromEntries(detail))
        return { status: 204 }
      },
    },
    {
      method: 'POST',
      path: '/whoami',
      access: { scope: 'whoami', action: 'post' },
      description: { summary: 'Find the machine that marks belong to', body: Whoami, answer: Whoami },
      handle: async (call) => {
        const marks = read(Whoami, needBody(call), 'whoami')
        const found = await whoami(objects.session(), marks)
        if (found === undefined) return { status: 200, body: marks }
        const { Uuid, Secret } = found.machine
        const Token = await authentication.machineToken(Uuid, Secret, 'boot')
        return { status: 200, body: { ...marks, Result: { Score: found.score, Uuid, Token } } }
      },
    },
    {
      method: 'GET',
      path: '/machines/:key/token',
      access: objectAccess(objects, 'machines', 'token'),
      description: { summary: 'Make a token for a machine' },
      handle: async (call) => {
        const machine = await machineNamed(objects.session(), call)
        return {
          status: 200,
          body: { Token: await authentication.machineToken(machine.Uuid, machine.Secret) },
        }
      },
    },
  ]
}
