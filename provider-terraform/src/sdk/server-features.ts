import { type Client, SdkError } from '@metalwright/sdk'
import type { CallLimits } from '../resources/machine/machine-claims.ts'

/** What a server can do; it is asked once, for that does not change while it runs. */
export class ServerFeatures {
  readonly #client: Client
  #asked: Promise<{ readonly version: string; readonly features: readonly string[] }> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  /** @throws SdkError `feature_missing` with the version of the server when it lacks the feature */
  async require(feature: string, { signal }: CallLimits): Promise<void> {
    this.#asked ??= this.#client.info({ signal }).catch((error: unknown) => {
      this.#asked = undefined
      throw error
    })
    const { version, features } = await this.#asked
    if (features.includes(feature)) return
    const { origin } = this.#client.transport.endpoint
    throw new SdkError(
      'feature_missing',
      `${origin} has version ${version || '(none)'}; GET ${origin}/api/v3/info does not list ${feature} among its features. Claims need pools, which DRP has from version 4 on, and Metalwright has. If it has them all the same, set skip_version_check = true in the provider block.`,
    )
  }
}
