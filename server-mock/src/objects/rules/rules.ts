import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { bootEnvRule } from './bootenvs.ts'
import { nameProblems } from './names.ts'
import { paramRule } from './params.ts'
import { poolRule } from './pools.ts'
import { profileRule } from './profiles.ts'
import { reservationRule } from './reservations.ts'
import { rolloutRule } from './rollouts.ts'
import type { Rule, RuleContext, Verdict } from './rule.ts'
import { stageRule } from './stages.ts'
import { subnetRule } from './subnets.ts'
import { taskRule } from './tasks.ts'
import { templateRule } from './templates.ts'
import { tenantRule } from './tenants.ts'
import { userRule } from './users.ts'

const RULES: { readonly [P in Prefix]?: Rule<P> } = {
  bootenvs: bootEnvRule,
  params: paramRule,
  plugins: (plugin) => ({ invalid: [], unavailable: [...plugin.PluginErrors] }),
  pools: poolRule,
  profiles: profileRule,
  reservations: reservationRule,
  rollouts: rolloutRule,
  stages: stageRule,
  subnets: subnetRule,
  tasks: taskRule,
  templates: templateRule,
  tenants: tenantRule,
  users: userRule,
}

/**
 * Fills what a client left out and checks an object of any kind but machines and jobs, which have rooms of
 * their own. Changes the object in place. What it names is looked at by `references.ts`.
 */
export async function applyRules(prefix: Prefix, body: JsonObject, context: RuleContext): Promise<Verdict> {
  const rule: ((object: never, context: RuleContext) => Promise<Verdict> | Verdict) | undefined =
    RULES[prefix]
  const names = nameProblems(prefix, body)
  if (rule === undefined) return { invalid: names, unavailable: [] }
  const { invalid, unavailable } = await rule(body as never, context)
  return { invalid: [...names, ...invalid], unavailable }
}
