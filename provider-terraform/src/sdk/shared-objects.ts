import type { Client } from '@metalwright/sdk'
import { type CatalogueEntry, catalogue, decode, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import type { LookLimits } from '../resources/objects/remote-objects.ts'
import { sharedReads } from './object-reads.ts'
import { SdkObjects } from './objects.ts'
import type { SharedReads } from './shared-reads.ts'

/** The objects of a server; looks at many of one kind share their requests. */
export class SharedObjects extends SdkObjects {
  readonly #client: Client
  readonly #reads = new Map<Prefix, SharedReads>()

  /** @param login see {@link SdkObjects} */
  constructor(client: Client, login?: (key: string) => Client) {
    super(client, login)
    this.#client = client
  }

  override async get(prefix: Prefix, key: string, limits: LookLimits): Promise<JsonObject | null> {
    const { keyForm, schema }: CatalogueEntry = catalogue[prefix]
    // The key of an address is its hex form, which is not in the objects.
    if (limits.shared !== true || keyForm !== 'text') return super.get(prefix, key, limits)
    let reads = this.#reads.get(prefix)
    if (reads === undefined) {
      reads = sharedReads(this.#client, prefix)
      this.#reads.set(prefix, reads)
    }
    const found = await reads.get(key, undefined, limits)
    // As the SDK gives it: what the server leaves out has its default.
    return found && JSON.parse(JSON.stringify(decode(schema, found)))
  }
}
