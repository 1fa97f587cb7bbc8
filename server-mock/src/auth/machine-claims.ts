import type { Claim } from '@metalwright/sdk/models'

/** Rights of a machine whose object exists (DRP's `.GenerateToken`): its own things, and what tasks need to read. */
export function knownMachineClaims(uuid: string): Claim[] {
  return [
    { scope: 'machines', action: '*', specific: uuid },
    { scope: 'jobs', action: 'create,get,update,actions,log', specific: `machine:${uuid}` },
    { scope: 'params,stages,tasks', action: 'get', specific: '*' },
    { scope: 'info', action: 'get', specific: '*' },
    { scope: 'events', action: 'post', specific: '*' },
  ]
}

/** Rights of a machine nobody knows yet: to become known. */
export function unknownMachineClaims(): Claim[] {
  return [
    { scope: 'machines', action: 'create,get', specific: '*' },
    { scope: 'whoami', action: 'post', specific: '*' },
    { scope: 'info', action: 'get', specific: '*' },
  ]
}

/** Rights over one profile (DRP's `.GenerateProfileToken`). */
export function profileClaims(profile: string): Claim[] {
  return [
    { scope: 'profiles', action: 'get,update', specific: profile },
    { scope: 'params', action: 'get', specific: '*' },
  ]
}
