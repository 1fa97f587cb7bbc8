import { isUuid, type JsonObject } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import type { Objects } from '../objects.ts'
import { Problem } from '../problem.ts'
import type { Edit } from '../session.ts'

/** Internal prefix under which the boots of machines are kept, by UUID. */
const BOOTS = 'boots'
/** Boots before the present one that are remembered. */
const REMEMBERED = 16

/**
 * Fences agents: of two agents that work for one machine, only the one that was started later goes on. An agent says
 * which boot it belongs to; a boot that was never heard of is newer than all that were.
 */
export class Boots {
  readonly #objects: Objects

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /**
   * Admits a change that an agent makes, and fences the agents of earlier boots from then on.
   *
   * @param boot Linux' boot id of the agent's system
   * @throws Problem 400 for something that is no boot id; 409 of type `Fenced` for a boot that was followed by another
   */
  async admit(machine: string, boot: string): Promise<void> {
    if (!isUuid(boot)) {
      throw new Problem(400, [`X-Boot-Id is the UUID of a boot, not ${boot.slice(0, 80)}`], {
        type: 'API ERROR',
      })
    }
    const known = await this.#objects.session().internal(BOOTS, machine)
    if (known?.['Current'] === boot) return
    await this.#objects.edit(
      SYSTEM,
      async (edit) => {
        const { current, past } = boots(await edit.internal(BOOTS, machine))
        if (current === boot) return
        if (past.includes(boot)) throw fenced(machine, boot, current)
        const Past = current === '' ? [] : [current, ...past].slice(0, REMEMBERED)
        edit.putInternal(BOOTS, machine, { Current: boot, Past })
      },
      `machines/${machine}`,
    )
  }
}

/** Forgets the boots of a machine that is deleted. */
export async function forgetBoots(edit: Edit, machine: string): Promise<void> {
  if ((await edit.internal(BOOTS, machine)) !== undefined) edit.putInternal(BOOTS, machine, undefined)
}

function boots(body: JsonObject | undefined): { current: string; past: readonly string[] } {
  const past = body?.['Past']
  return { current: String(body?.['Current'] ?? ''), past: Array.isArray(past) ? past.map(String) : [] }
}

function fenced(machine: string, boot: string, current: string): Problem {
  const messages = [
    'A newer boot of this machine has taken over; the agent of the older one changes nothing any more',
    `This agent belongs to boot ${boot}, the machine is in boot ${current}`,
  ]
  return new Problem(409, messages, { model: 'machines', key: machine, type: 'Fenced' })
}
