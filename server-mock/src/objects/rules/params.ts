import { packProblems } from '../params/secure-upgrade.ts'
import { type Rule, refused, SOUND } from './rule.ts'

/** A param's schema must compile, and its default must fit it. */
export const paramRule: Rule<'params'> = (param, { schemas, session }) => {
  const held = param.Secure ? packProblems(session.layers, new Set([param.Name])) : []
  if (held.length > 0) return refused(held)
  const { Name, Schema } = param
  if (Schema === null) return SOUND
  const problem = schemas.schemaProblem(Schema)
  if (problem !== undefined) return refused([`Schema of ${Name}: ${problem}`])
  if (typeof Schema !== 'object' || Array.isArray(Schema) || !Object.hasOwn(Schema, 'default')) return SOUND
  const misfit = schemas.valueProblem(Schema, Schema['default'] ?? null)
  return misfit === undefined ? SOUND : refused([`Default of ${Name}: ${misfit}`])
}
