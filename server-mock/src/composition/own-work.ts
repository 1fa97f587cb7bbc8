import { Agentless } from '../objects/machines/agentless.ts'
import { Retries } from '../objects/machines/retries.ts'
import { Rollouts } from '../objects/machines/rollouts.ts'
import type { Runs } from '../objects/machines/runs.ts'
import type { Objects } from '../objects/objects.ts'
import type { Store } from '../store/port.ts'
import { KexecRescue, type KexecRescueOptions } from './kexec-rescue.ts'
import { systemTimer } from './system-ports.ts'

/** What the server's own work goes on. */
interface OwnWorkOptions {
  readonly store: Store
  readonly objects: Objects
  readonly runs: Runs
  readonly actions: KexecRescueOptions['actions']
  /** Told of what could not be done; makes a handler of its errors. */
  readonly fault: (what: string) => (error: unknown) => void
  /** Gets what ends each piece of work, as soon as it has begun. */
  readonly started: (() => unknown)[]
}

/** Work that nobody asks for at that moment: later tries, machines without an agent, silent kexecs, rollouts. */
export interface OwnWork {
  readonly agentless: Agentless
  readonly rollouts: Rollouts
}

/** Goes on where the server stopped before, and follows the store from then on. */
export async function startOwnWork(options: OwnWorkOptions): Promise<OwnWork> {
  const { store, objects, runs, actions, fault, started } = options
  const retries = new Retries(objects, systemTimer, fault('a task could not be tried again'))
  store.subscribe((changes) => retries.follow(changes))
  await retries.load()
  started.push(() => retries.stop())
  const agentless = new Agentless(objects, fault('a machine without an agent could not go on'))
  store.subscribe((changes) => agentless.follow(changes))
  const rescue = new KexecRescue({
    objects,
    runs,
    actions,
    after: systemTimer,
    onError: fault('a machine that is silent after a kexec could not be power cycled'),
  })
  rescue.start()
  started.push(() => rescue.stop())
  const rollouts = new Rollouts(objects, systemTimer, fault('a rollout could not go on'))
  store.subscribe((changes) => rollouts.follow(changes))
  await rollouts.load()
  started.push(() => rollouts.stop())
  return { agentless, rollouts }
}
