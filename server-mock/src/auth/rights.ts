import type { Claim } from '@metalwright/sdk/models'

/** What a call needs: one of these actions on this object of this scope. */
export interface Requirement {
  readonly scope: string
  /** `update:/Meta` is also met by `update` and by `update:` of an ancestor. */
  readonly action: string
  /**
   * Names the object goes by in claims, any of which will do: its key, and for a job also
   * `machine:<uuid>`. Empty where the call is about no object, which only `*` meets.
   */
  readonly specific: readonly string[]
}

/** Whether one of the claims grants what is required (DRP: a single claim must contain all of it). */
export function permits(claims: readonly Claim[], required: Requirement): boolean {
  return claims.some(
    (claim) =>
      holds(claim.scope, (scope) => scope === required.scope) &&
      holds(claim.action, (action) => grants(action, required.action)) &&
      holds(claim.specific, (specific) => required.specific.includes(specific)),
  )
}

/** Whether one of the claims grants the action or any part of it: `update` is met by `update:/Meta` too. */
export function permitsPart(claims: readonly Claim[], required: Requirement): boolean {
  const whole = claims.map((claim) => {
    const actions = claim.action.split(',').map((action) => split(action.trim())[0])
    return { ...claim, action: actions.join(',') }
  })
  return permits(whole, required)
}

/** Whether everything a claim grants is granted by the others too. */
export function contains(claims: readonly Claim[], claim: Claim): boolean {
  return claim.scope
    .split(',')
    .every((scope) =>
      claim.action
        .split(',')
        .every((action) =>
          claim.specific
            .split(',')
            .every((specific) => permits(claims, { scope, action, specific: [specific] })),
        ),
    )
}

function holds(list: string, matches: (entry: string) => boolean): boolean {
  return list.split(',').some((entry) => {
    const text = entry.trim()
    return text === '*' || matches(text)
  })
}

function grants(granted: string, required: string): boolean {
  if (granted === required) return true
  const [grantedName, grantedPart] = split(granted)
  const [requiredName, requiredPart] = split(required)
  if (grantedName !== requiredName) return false
  if (grantedPart === undefined) return true
  return requiredPart?.startsWith(grantedPart.endsWith('/') ? grantedPart : `${grantedPart}/`) ?? false
}

function split(action: string): [string, string | undefined] {
  const colon = action.indexOf(':')
  return colon === -1 ? [action, undefined] : [action.slice(0, colon), action.slice(colon + 1)]
}
