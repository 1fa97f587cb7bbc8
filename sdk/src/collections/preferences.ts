import { Prefs } from '../models/prefs.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** Preferences of the server. */
export class Preferences {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** All preferences by name, secrets included. */
  get(options: CallOptions = {}): Promise<Prefs> {
    return this.#api.one(Prefs, { method: 'GET', path: apiPath('prefs'), ...options })
  }

  /** Sets the given preferences, all or none, and gives all of them. */
  set(changes: Prefs, options: CallOptions = {}): Promise<Prefs> {
    const request = { method: 'POST', path: apiPath('prefs'), json: changes, idempotent: true } as const
    return this.#api.one(Prefs, { ...request, ...options })
  }
}
