import { z } from 'zod'
import { apiPath, apiPathOfName } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** An index as the server describes it: how its values are compared, and whether one names one object. */
const IndexInfo = z.object({
  /** `string`, `boolean`, `UUID string`, `IP Address`, `CIDR Address`, `dateTime`, `parameter` … */
  Type: z.string(),
  Unique: z.boolean().default(false),
})
export type IndexInfo = z.infer<typeof IndexInfo>

const Indexes = z.record(z.string(), IndexInfo)

/** What lists can be filtered and sorted by, as the server at hand knows it. */
export class ServerIndexes {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** Indexes of every kind of object, by prefix and name. */
  all(options: CallOptions = {}): Promise<Record<string, Record<string, IndexInfo>>> {
    const request = { method: 'GET', path: apiPath('indexes'), ...options } as const
    return this.#api.one(z.record(z.string(), Indexes), request)
  }

  /**
   * Indexes of one kind of object by name.
   *
   * @throws NotFoundError when the server does not know the kind
   */
  of(prefix: string, options: CallOptions = {}): Promise<Record<string, IndexInfo>> {
    return this.#api.one(Indexes, { method: 'GET', path: apiPath('indexes', prefix), ...options })
  }

  /**
   * One index; for machines also a param, by its name.
   *
   * @throws NotFoundError
   */
  get(prefix: string, name: string, options: CallOptions = {}): Promise<IndexInfo> {
    const path = `${apiPath('indexes', prefix)}${apiPathOfName(name)}`
    return this.#api.one(IndexInfo, { method: 'GET', path, ...options })
  }
}
