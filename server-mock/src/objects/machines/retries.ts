import { SYSTEM } from '../../auth/principal.ts'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import { RETRIES } from './jobs.ts'
import { saveMachine } from './machines.ts'

/** Calls back after some milliseconds; the result cancels it. */
export type After = (milliseconds: number, call: () => void) => () => void

/** Lets machines whose task failed try again when their back-off is over, also across restarts of the server. */
export class Retries {
  readonly #objects: Objects
  readonly #after: After
  readonly #onError: (error: unknown) => void
  /** What cancels the waiting of a machine, by UUID. */
  readonly #waiting = new Map<string, () => void>()

  constructor(objects: Objects, after: After, onError: (error: unknown) => void) {
    this.#objects = objects
    this.#after = after
    this.#onError = onError
  }

  /** Takes up what was waiting when the server ended. */
  async load(): Promise<void> {
    for (const { key, body } of await this.#objects.session().internals(RETRIES)) {
      this.#wait(key, String(body['At']))
    }
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, key, action, object } of changes) {
      if (prefix !== RETRIES) continue
      if (action === 'delete') this.#forget(key)
      else this.#wait(key, String(object['At']))
    }
  }

  /** Forgets what waits; it stays stored. */
  stop(): void {
    for (const key of [...this.#waiting.keys()]) this.#forget(key)
  }

  #wait(machine: string, at: string): void {
    this.#forget(machine)
    const time = Math.max(0, Date.parse(at) - this.#objects.ports.now())
    const cancel = this.#after(time, () => {
      this.#waiting.delete(machine)
      this.#retry(machine).catch(this.#onError)
    })
    this.#waiting.set(machine, cancel)
  }

  #forget(machine: string): void {
    this.#waiting.get(machine)?.()
    this.#waiting.delete(machine)
  }

  /** Lets the machine run, unless somebody has done something with it meanwhile. */
  async #retry(uuid: string): Promise<void> {
    const objects = this.#objects
    await objects.edit(
      SYSTEM,
      async (edit) => {
        const retry = await edit.internal(RETRIES, uuid)
        if (retry === undefined) return
        edit.putInternal(RETRIES, uuid, undefined)
        const machine = await edit.get('machines', uuid)
        if (machine === undefined || machine.Runnable || machine.CurrentJob !== retry['Job']) return
        const old = structuredClone(machine)
        machine.Runnable = true
        await saveMachine(edit, objects, old, machine, 'update')
      },
      `machines/${uuid}`,
    )
  }
}
