import type { JsonValue, Machine, Prefix } from '@metalwright/sdk/models'
import type { HeldValue, ParamHolder } from '../objects/params/effective-params.ts'
import { isSecret, plainValue } from '../objects/params/secure-params.ts'
import { Problem } from '../objects/problem.ts'
import type { Session } from '../objects/session.ts'
import { demand } from './authorise.ts'
import type { Call } from './route.ts'

/**
 * Lets one caller read secure values. A user needs `getSecure` on the object that holds the value, wherever it is
 * asked for. A machine gets those it sees itself, and only while one of its jobs runs: its token lies on the
 * network it boots from, so it is no key to secrets at any time.
 */
export class SecretAccess {
  readonly #session: Session
  readonly #call: Call

  constructor(session: Session, call: Call) {
    this.#session = session
    this.#call = call
  }

  /**
   * Plain value of a param as the caller may see it.
   *
   * @param machine whose view the value was found in
   * @throws Problem 403 for a secure value that he may not see
   */
  async plain(name: string, held: HeldValue, machine?: Machine): Promise<JsonValue> {
    const { value, holder } = held
    if (holder === undefined || !(await isSecret(this.#session, name, value))) return value
    await this.require(holder, machine)
    return plainValue(this.#session, name, held)
  }

  /**
   * @param machine whose view is read, if it is a machine's
   * @throws Problem 403 when the caller may not read secure values of the holder
   */
  async require(holder: ParamHolder, machine?: Machine): Promise<void> {
    const { principal, url } = this.#call
    if (principal.user !== undefined || principal.name !== `machine:${machine?.Uuid}`)
      return demand(this.#call, holder.prefix, 'getSecure', holder.key)
    if (machine !== undefined && (await this.#works(machine))) return
    const reason = 'A machine may read secure params only while one of its jobs runs'
    throw new Problem(403, [`Cannot access ${url}`, reason], { type: 'AUTH' })
  }

  async #works({ CurrentJob }: Machine): Promise<boolean> {
    const state = (await this.#session.body('jobs', CurrentJob))?.['State']
    return state === 'created' || state === 'running' || state === 'incomplete'
  }
}

/** What lets a call set secure values: `updateSecure` on each object that gets one. */
export function secretWriting(call: Call, prefix: Prefix): { writeSecrets: (key: string) => void } {
  return { writeSecrets: (key) => demand(call, prefix, 'updateSecure', key) }
}
