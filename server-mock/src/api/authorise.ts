import type { JsonObject } from '@metalwright/sdk/models'
import { diff } from '@metalwright/sdk/patch'
import { permits, permitsPart } from '../auth/rights.ts'
import { sees } from '../auth/tenancy.ts'
import { notFound, Problem } from '../objects/problem.ts'
import type { Access, Answer, Call } from './route.ts'

/**
 * The one place where calls are authorised: by the caller's claims, and by the tenant he is confined to.
 *
 * @returns `undefined` when the call may go on, or the answer that hides what the caller may not see
 * @throws Problem 403, or 404 where DRP does not let on that the object exists
 */
export async function authorise(access: Access | 'any', call: Call): Promise<Answer | undefined> {
  if (access === 'any') return undefined
  const { principal } = call
  const specific = access.specific === undefined ? [] : await access.specific(call)
  const [key = ''] = specific
  if (access.specific !== undefined && !sees(principal.tenancy, access.scope, key)) {
    throw notFound(access.scope, key)
  }
  const missing = missingActions(access, call, specific)
  if (missing.length === 0) return undefined
  switch (access.refusal) {
    case 'empty-list':
      return { status: 200, text: '[]', headers: { 'X-DRP-LIST-COUNT': '0', 'X-DRP-LIST-TOTAL-COUNT': '0' } }
    case 'not-found':
      throw notFound(access.scope, key)
    default:
      throw refusal(call, access.scope, missing, key)
  }
}

function missingActions(access: Access, call: Call, specific: readonly string[]): string[] {
  const { claims } = call.principal
  const { scope, action: needed } = access
  if (typeof needed === 'object') {
    const action = needed.partOf
    return permitsPart(claims, { scope, action, specific }) ? [] : [action]
  }
  const actions = typeof needed === 'string' ? [needed] : needed(call)
  return actions.filter((action) => !permits(claims, { scope, action, specific }))
}

/**
 * Authorises the replacement of an object by what it changes: `update` of each field that differs. For calls
 * whose route needs no right of its own, since only the stored object tells what they change.
 *
 * @throws Problem 403
 */
export function authoriseChange(
  call: Call,
  scope: string,
  key: string,
  before: JsonObject,
  after: JsonObject,
): void {
  const may = (action: string) => permits(call.principal.claims, { scope, action, specific: [key] })
  if (may('update')) return
  const changes = diff(before, after)
  const actions = changes.length === 0 ? ['update'] : changes.map(({ path }) => `update:${path}`)
  const missing = [...new Set(actions)].filter((action) => !may(action))
  if (missing.length > 0) throw refusal(call, scope, missing, key)
}

/**
 * Authorises what only a stored object tells that it is needed, such as reading a secure param.
 *
 * @throws Problem 404 for an object outside the caller's tenant; 403
 */
export function demand(call: Call, scope: string, action: string, key: string): void {
  const { tenancy, claims } = call.principal
  if (!sees(tenancy, scope, key)) throw notFound(scope, key)
  if (!permits(claims, { scope, action, specific: [key] })) throw refusal(call, scope, [action], key)
}

function refusal(call: Call, scope: string, missing: readonly string[], key: string): Problem {
  const needs = missing.map((action) => `Requires: ${scope} ${action} ${key}`)
  return new Problem(403, [`Cannot access ${call.url}`, ...needs], { type: 'AUTH' })
}
