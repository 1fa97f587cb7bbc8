import { z } from 'zod'
import type { Prefix } from '../models/catalogue.ts'
import type { PatchOperation } from '../patch/index.ts'
import { apiPath, apiPathOfName } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

const Annotations = z.record(z.string(), z.string())

/** Annotations of objects (`Meta`), apart from the objects: an own right is enough to change them. */
export class Meta {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** All annotations of an object. */
  get(prefix: Prefix, key: string, options: CallOptions = {}): Promise<Record<string, string>> {
    return this.#api.one(Annotations, { method: 'GET', path: pathOf(prefix, key), ...options })
  }

  /**
   * Applies a JSON Patch to the annotations of an object; paths start at the annotation: `/color`.
   *
   * @throws ConflictError when a `test` fails or a path leads nowhere
   */
  patch(
    prefix: Prefix,
    key: string,
    operations: readonly PatchOperation[],
    options: CallOptions = {},
  ): Promise<Record<string, string>> {
    const request = { method: 'PATCH', path: pathOf(prefix, key), json: operations } as const
    return this.#api.one(Annotations, { ...request, ...options })
  }
}

function pathOf(prefix: Prefix, key: string): string {
  return `${apiPath('meta', prefix)}${prefix === 'params' ? apiPathOfName(key) : apiPath(key)}`
}
