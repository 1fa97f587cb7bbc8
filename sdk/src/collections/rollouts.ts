import { Rollout, RolloutMachine } from '../models/rollout.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { Collection } from './collection.ts'

/** Rollouts: workflows that go over many machines in waves. Extension of this project's server. */
export class Rollouts extends Collection<'rollouts'> {
  constructor(api: Api) {
    super(api, 'rollouts')
  }

  /** Machines of a rollout in the order in which they begin, with how they stand. */
  machines(name: string, options: CallOptions = {}): Promise<RolloutMachine[]> {
    return this.api.many(RolloutMachine, {
      method: 'GET',
      path: apiPath('rollouts', name, 'machines'),
      ...options,
    })
  }

  /** Begins anew, now: a scheduled one ahead of its time, or one that has ended. @throws ConflictError */
  start(name: string, options: CallOptions = {}): Promise<Rollout> {
    return this.#control(name, 'start', options)
  }

  /** Has no more machines begin; those under way go on. @throws ConflictError */
  pause(name: string, options: CallOptions = {}): Promise<Rollout> {
    return this.#control(name, 'pause', options)
  }

  /** Goes on after a pause, or after too many failures, which are forgiven. @throws ConflictError */
  resume(name: string, options: CallOptions = {}): Promise<Rollout> {
    return this.#control(name, 'resume', options)
  }

  /** Ends it; machines under way go on. @throws ConflictError */
  cancel(name: string, options: CallOptions = {}): Promise<Rollout> {
    return this.#control(name, 'cancel', options)
  }

  #control(name: string, verb: string, options: CallOptions): Promise<Rollout> {
    return this.api.one(Rollout, { method: 'POST', path: apiPath('rollouts', name, verb), ...options })
  }
}
