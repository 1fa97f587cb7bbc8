import { isUuid, type JsonObject } from '@metalwright/sdk/models'
import { SYSTEM, type TokenIssue } from '../../auth/principal.ts'
import type { Objects } from '../objects.ts'
import { Problem } from '../problem.ts'
import type { Edit } from '../session.ts'

/** Internal prefix under which the boots of machines are kept, by UUID. */
const BOOTS = 'boots'
/** Boots before the present one that are remembered. */
const REMEMBERED = 16

/** What is kept of a machine's boots. */
interface Known {
  /** Boot whose agent works for the machine; empty before the first. */
  readonly current: string
  /** Boots before it, the latest first. */
  readonly past: readonly string[]
  /** Tokens made for a boot before this revision belong to an earlier one. */
  readonly since: number
  /** Tokens made for an installed system before this revision belong to an earlier one. */
  readonly system: number
}

/**
 * Fences agents: of two agents that work for one machine, only the one that was started later goes on. An agent says
 * which boot it belongs to; a boot that was never heard of is newer than all that were. The token that a boot came
 * with ends the tokens that were made before it: those of boots at once, those of installed systems when the system
 * of a later one has booted.
 */
export class Boots {
  readonly #objects: Objects

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /**
   * Admits what an agent does, and fences the agents of earlier boots from then on.
   *
   * @param boot Linux' boot id of the agent's system; without it nothing is fenced
   * @param issue when the token of the call was made; without it the token is not bound to a boot
   * @throws Problem 400 for something that is no boot id; 403 for a token of an earlier boot or system; 409 of type
   *   `Fenced` for a boot that was followed by another
   */
  async admit(machine: string, boot: string | undefined, issue: TokenIssue | undefined): Promise<void> {
    if (boot !== undefined && !isUuid(boot)) {
      throw new Problem(400, [`X-Boot-Id is the UUID of a boot, not ${boot.slice(0, 80)}`], {
        type: 'API ERROR',
      })
    }
    if (boot === undefined && issue === undefined) return
    const known = knownFrom(await this.#objects.session().internal(BOOTS, machine))
    if (isOver(issue, known)) throw tokenOver(machine)
    if (boot === undefined || known.current === boot) return
    await this.#objects.edit(
      SYSTEM,
      async (edit) => {
        const { current, past, since, system } = knownFrom(await edit.internal(BOOTS, machine))
        if (current === boot) return
        if (past.includes(boot)) throw fenced(machine, boot, current)
        edit.putInternal(BOOTS, machine, {
          Current: boot,
          Past: current === '' ? [] : [current, ...past].slice(0, REMEMBERED),
          Since: Math.max(since, issue?.span === 'boot' ? issue.revision : this.#objects.store.revision()),
          System: issue?.span === 'system' ? Math.max(system, issue.revision) : system,
        })
      },
      `machines/${machine}`,
    )
  }
}

/** Forgets the boots of a machine that is deleted. */
export async function forgetBoots(edit: Edit, machine: string): Promise<void> {
  if ((await edit.internal(BOOTS, machine)) !== undefined) edit.putInternal(BOOTS, machine, undefined)
}

function knownFrom(body: JsonObject = {}): Known {
  const past = body['Past']
  return {
    current: String(body['Current'] ?? ''),
    past: Array.isArray(past) ? past.map(String) : [],
    since: Number(body['Since'] ?? 0),
    system: Number(body['System'] ?? 0),
  }
}

function isOver(issue: TokenIssue | undefined, { since, system }: Known): boolean {
  return issue !== undefined && issue.revision < (issue.span === 'boot' ? since : system)
}

function tokenOver(machine: string): Problem {
  const messages = [
    'The token was made for an earlier boot of this machine, or for a system that was on its disk before',
    'The present system has a token of its own; a boot script that is fetched again holds a new one',
  ]
  return new Problem(403, messages, { model: 'machines', key: machine, type: 'AUTH' })
}

function fenced(machine: string, boot: string, current: string): Problem {
  const messages = [
    'A newer boot of this machine has taken over; the agent of the older one changes nothing any more',
    `This agent belongs to boot ${boot}, the machine is in boot ${current}`,
  ]
  return new Problem(409, messages, { model: 'machines', key: machine, type: 'Fenced' })
}
