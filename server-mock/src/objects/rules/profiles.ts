import { loopText, loopThrough } from './loop.ts'
import { type Rule, refused, SOUND } from './rule.ts'

/** Profiles within profiles must come to an end. */
export const profileRule: Rule<'profiles'> = async (profile, { session }) => {
  if (profile.Profiles.length === 0) return SOUND
  const loop = await loopThrough(profile.Name, async (name) =>
    name === profile.Name ? profile.Profiles : ((await session.get('profiles', name))?.Profiles ?? []),
  )
  return loop === undefined ? SOUND : refused([loopText('Profiles', loop)])
}
