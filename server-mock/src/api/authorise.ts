import { permits } from '../auth/rights.ts'
import { Problem } from '../objects/problem.ts'
import type { Access, Answer, Call } from './route.ts'

/**
 * The one place where calls are authorised.
 *
 * @returns `undefined` when the call may go on, or the answer that hides what the caller may not see
 * @throws Problem 403, or 404 where DRP does not let on that the object exists
 */
export async function authorise(
  access: Access | 'any',
  call: Call,
  url: string,
): Promise<Answer | undefined> {
  if (access === 'any') return undefined
  const { claims } = call.principal
  const actions = typeof access.action === 'string' ? [access.action] : access.action(call)
  const specific = access.specific === undefined ? [] : await access.specific(call)
  const missing = actions.filter((action) => !permits(claims, { scope: access.scope, action, specific }))
  if (missing.length === 0) return undefined
  switch (access.refusal) {
    case 'empty-list':
      return { status: 200, text: '[]', headers: { 'X-DRP-LIST-COUNT': '0', 'X-DRP-LIST-TOTAL-COUNT': '0' } }
    case 'not-found':
      throw new Problem(404, ['Not Found'], { model: access.scope, key: specific[0] ?? '' })
    default:
      throw new Problem(
        403,
        [
          `Cannot access ${url}`,
          ...missing.map((action) => `Requires: ${access.scope} ${action} ${specific[0] ?? ''}`),
        ],
        { type: 'AUTH' },
      )
  }
}
