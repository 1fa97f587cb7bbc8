import { loopText, loopThrough } from './loop.ts'
import { type Rule, refused, SOUND } from './rule.ts'

/** Pools within pools must come to an end. */
export const poolRule: Rule<'pools'> = async (pool, { session }) => {
  if (pool.ParentPool === '') return SOUND
  const loop = await loopThrough(pool.Id, async (id) => {
    const parent = id === pool.Id ? pool.ParentPool : ((await session.get('pools', id))?.ParentPool ?? '')
    return parent === '' ? [] : [parent]
  })
  return loop === undefined ? SOUND : refused([loopText('ParentPool', loop)])
}
