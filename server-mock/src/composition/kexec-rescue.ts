import { ZERO_TIME } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import { stalledRun } from '../engine/stalled-run.ts'
import type { After } from '../objects/machines/retries.ts'
import type { Runs } from '../objects/machines/runs.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams } from '../objects/params/effective-params.ts'
import type { Actions } from '../plugins/actions.ts'

/** Milliseconds between two looks at the runs. */
const EVERY = 30_000
/** Action that gets a machine past a kernel that hangs. */
const COMMAND = 'powercycle'

/** What a rescue is made with. */
export interface KexecRescueOptions {
  readonly objects: Objects
  readonly runs: Pick<Runs, 'mark'>
  readonly actions: Pick<Actions, 'list' | 'run'>
  readonly after: After
  readonly onError: (error: unknown) => void
}

/**
 * Power cycles machines of which nothing was heard since they started a kernel without firmware: once for each such
 * start, only where the param `kexec/powercycle` allows it and a plugin offers the action.
 */
export class KexecRescue {
  readonly #options: KexecRescueOptions
  #cancel: (() => void) | undefined

  constructor(options: KexecRescueOptions) {
    this.#options = options
  }

  /** Looks from now on, until `stop`. */
  start(): void {
    this.#cancel = this.#options.after(EVERY, () => {
      this.look()
        .catch(this.#options.onError)
        .finally(() => {
          if (this.#cancel !== undefined) this.start()
        })
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { objects, onError } = this.#options
    const session = objects.session()
    for (const key of await session.find('runs', 'EndTime', ZERO_TIME)) {
      const run = await session.get('runs', key)
      if (run === undefined || stalledRun(run, objects.ports.now())?.phase !== 'kexec') continue
      await this.#rescue(run.Machine).catch(onError)
    }
  }

  async #rescue(uuid: string): Promise<void> {
    const { objects, runs, actions } = this.#options
    const session = objects.session()
    const machine = await session.get('machines', uuid)
    const body = await session.body('machines', uuid)
    if (machine === undefined || body === undefined) return
    if ((await new EffectiveParams(session, machine).get('kexec/powercycle')) !== true) return
    const target = { type: 'machines', key: uuid, body }
    const offered = await actions.list(target, undefined)
    if (!offered.some(({ Command }) => Command === COMMAND)) return
    // Noted first: whatever becomes of the action, it is not repeated.
    await runs.mark({ machine: uuid }, 'power', { by: COMMAND, reason: 'nothing heard since kexec' })
    const signal = new AbortController().signal
    await actions.run(target, { command: COMMAND, plugin: undefined, principal: SYSTEM, params: {}, signal })
  }
}
