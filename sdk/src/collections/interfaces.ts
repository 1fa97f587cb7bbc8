import { NetworkInterface } from '../models/network-interface.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** Network interfaces of the server. */
export class Interfaces {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** All interfaces. */
  list(options: CallOptions = {}): Promise<NetworkInterface[]> {
    return this.#api.many(NetworkInterface, { method: 'GET', path: apiPath('interfaces'), ...options })
  }

  /**
   * One interface.
   *
   * @throws NotFoundError
   */
  get(name: string, options: CallOptions = {}): Promise<NetworkInterface> {
    return this.#api.one(NetworkInterface, { method: 'GET', path: apiPath('interfaces', name), ...options })
  }
}
