import type { Machine, PhaseReport, Run } from '@metalwright/sdk/models'
import { ZERO_TIME } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import { KexecFailures } from '../../engine/kexec-rules.ts'
import type { Objects } from '../objects.ts'
import { saveMachine } from './machines.ts'
import type { Runs } from './runs.ts'

/** Param in which failures in a row are kept. */
const FAILURES = 'kexec/failures'
/** Signs by which a started kernel shows that it works. */
const ARRIVALS = ['agent', 'registered', 'up']

/**
 * Learns from what machines report whether the kernels they started without firmware have come up. A system that was
 * started by the firmware although the last thing heard of the machine was a kexec means that this kernel has failed.
 */
export class KexecOutcomes {
  readonly #objects: Objects
  readonly #runs: Pick<Runs, 'settled'>

  constructor(objects: Objects, runs: Pick<Runs, 'settled'>) {
    this.#objects = objects
    this.#runs = runs
  }

  /** Takes a report of a phase, before the phase is noted. */
  async reported(machine: string, { Name, Detail }: PhaseReport): Promise<void> {
    if (Name === 'kexec-failed') {
      await this.#failed(machine, String(Detail['reason'] ?? 'the agent could not start the kernel'))
    }
    if (Name !== 'agent') return
    if (Detail['start'] === 'kexec') await this.#succeeded(machine)
    if (Detail['start'] !== 'firmware') return
    await this.#runs.settled()
    const lost = await this.#lostKexec(machine)
    if (lost) await this.#failed(machine, 'the new kernel did not come up, the firmware started the machine')
  }

  /** Whether nothing was heard from the kernel that the open run of the machine started last. */
  async #lostKexec(machine: string): Promise<boolean> {
    const session = this.#objects.session()
    for (const key of await session.find('runs', 'Machine', machine)) {
      const run = await session.get('runs', key)
      if (run?.EndTime === ZERO_TIME) return hasLostKexec(run)
    }
    return false
  }

  #failed(machine: string, reason: string): Promise<void> {
    const at = new Date(this.#objects.ports.now()).toISOString()
    return this.#save(machine, ({ Params, BootEnv }) => {
      const before = KexecFailures.safeParse(Params[FAILURES])
      const count = (before.success ? before.data.count : 0) + 1
      return { ...Params, [FAILURES]: { count, at, bootenv: BootEnv, reason } }
    })
  }

  async #succeeded(machine: string): Promise<void> {
    const held = await this.#objects.session().get('machines', machine)
    if (held === undefined || !Object.hasOwn(held.Params, FAILURES)) return
    await this.#save(machine, ({ Params }) => {
      const { [FAILURES]: _, ...others } = Params
      return others
    })
  }

  async #save(machine: string, params: (machine: Machine) => Machine['Params']): Promise<void> {
    await this.#objects.edit(
      SYSTEM,
      async (edit) => {
        const old = await edit.get('machines', machine)
        if (old === undefined) return
        await saveMachine(
          edit,
          this.#objects,
          structuredClone(old),
          { ...old, Params: params(old) },
          'update',
        )
      },
      `machines/${machine}`,
    )
  }
}

/** Whether the last kernel that a run started by kexec has given no sign, and none has failed openly. */
function hasLostKexec({ Phases }: Pick<Run, 'Phases'>): boolean {
  const at = Phases.findLastIndex(({ Name }) => Name === 'kexec')
  return (
    at !== -1 && !Phases.slice(at + 1).some(({ Name }) => Name === 'kexec-failed' || ARRIVALS.includes(Name))
  )
}
