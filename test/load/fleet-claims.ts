import { ApiError, Claims, type Client, ConnectionError } from '@metalwright/sdk'
import type { RehearsalImage } from '../../server-mock/src/rehearsal/start/site.ts'

/** How a fleet is claimed. */
export interface FleetClaims {
  readonly client: Client
  readonly count: number
  /** Claims under way at a time. */
  readonly parallel: number
  readonly image: RehearsalImage
  /** Milliseconds that one claim may take, its wait for a free machine included. */
  readonly patience: number
  /** How many times faster the pauses between two tries go. */
  readonly hurry: number
}

/** Claims of a fleet, one machine each, made as a provider makes them: claim, then wait until it is in use. */
export class ClaimedFleet {
  /** Machine that each claim key got. */
  readonly held = new Map<string, string>()
  /** How many machines are in use. */
  inUse = 0
  /** Claims that were begun again after the server could not be reached, as by the next `apply`. */
  retries = 0
  readonly #options: FleetClaims
  readonly #claims: Claims
  #next = 0

  constructor(options: FleetClaims) {
    this.#options = options
    const { clock } = options.client.transport
    const hurried = {
      now: clock.now,
      sleep: (milliseconds: number, signal?: AbortSignal) =>
        clock.sleep(milliseconds / options.hurry, signal),
    }
    this.#claims = new Claims(options.client, { clock: hurried })
  }

  /** Claims them all. Rejects with the first claim that fails for another reason than a server that is away. */
  async run(): Promise<void> {
    const { count, parallel } = this.#options
    const worker = async () => {
      while (this.#next < count) await this.#claim(`fleet-${this.#next++}`)
    }
    await Promise.all(Array.from({ length: Math.min(parallel, count) }, worker))
  }

  async #claim(claimKey: string): Promise<void> {
    const { image, patience } = this.#options
    const until = performance.now() + patience
    const request = {
      pool: 'default',
      claimKey,
      owner: 'fleet',
      workflow: 'image-deploy',
      addParameters: {
        'image-deploy/image-file': image.file,
        'image-deploy/image-sha256': image.sha256,
      },
    }
    for (;;) {
      const timeoutMs = Math.max(1, Math.ceil(until - performance.now()))
      try {
        const { machine } = await this.#claims.allocate(request, { waitForCapacity: { timeoutMs } })
        const before = this.held.get(claimKey)
        if (before !== undefined && before !== machine.Uuid) {
          throw new Error(`claim ${claimKey} has machine ${before} and got ${machine.Uuid}, too`)
        }
        this.held.set(claimKey, machine.Uuid)
        await this.#claims.wait(machine.Uuid, { until: 'InUse', timeoutMs })
        this.inUse += 1
        return
      } catch (error) {
        if (!isAway(error) || performance.now() > until) throw error
        this.retries += 1
      }
    }
  }
}

/** Whether the server could not be reached, or broke off its answer. */
function isAway(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ApiError && error.status >= 500)
}
