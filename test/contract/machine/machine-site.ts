import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Machine } from '@metalwright/sdk/models'
import { type Site, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { type Attachable, serveAttachable } from '../../../provider-terraform/src/plugin/serve.ts'
import { drpProvider } from '../../../provider-terraform/src/provider.ts'
import { openApi } from '../../../provider-terraform/src/sdk/api.ts'
import { explainSdkError } from '../../../provider-terraform/src/sdk/explain.ts'
import { type Outcome, RootModule } from '../../../provider-terraform/test/terraform/terraform.ts'

/** A real server with simulated machines, and the provider inside this process for a real terraform. */
export class MachineSite {
  readonly site: Site
  readonly provider: Attachable
  readonly #roots: RootModule[] = []

  private constructor(site: Site, provider: Attachable) {
    this.site = site
    this.provider = provider
  }

  static async start(machines: number): Promise<MachineSite> {
    const site = await startSimulatedSite({ machines, log: () => {}, pace: { task: 300 } })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, machines, 60_000)
    const provider = drpProvider({
      version: '0.0.0-test',
      env: {
        RS_ENDPOINT: site.endpoint,
        RS_KEY: site.key,
        RS_FINGERPRINT: site.server.facts.fingerprint,
      },
      pace: {
        sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
        newKey: () => `terraform-${randomUUID()}`,
        beatMs: 10_000,
        deadAfterMs: 40_000,
      },
      connect: openApi,
      explain: async (error) => explainSdkError(error),
    })
    return new MachineSite(site, await serveAttachable(provider))
  }

  async close(): Promise<void> {
    this.provider.close()
    await this.site.close()
  }

  /** A root module that uses the provider of this process, and others that are served likewise. */
  open(...others: readonly Attachable[]): RootModule {
    const providers = [this.provider, ...others].map(({ reattach }) => Object.entries(JSON.parse(reattach)))
    const root = new RootModule({
      TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(providers.flat())),
    })
    this.#roots.push(root)
    return root
  }

  /** Destroys what the tests have left, and makes all machines free. */
  async clean(): Promise<void> {
    for (const root of this.#roots.splice(0)) root.remove()
    const { client } = this.site
    for (const { Uuid, Locked, Pool, PoolAllocated, Params } of await this.machines()) {
      if (Locked) await client.machines.update(Uuid, { Locked: false })
      if (Params['claim/quarantine'] !== undefined)
        await client.machines.params.delete(Uuid, 'claim/quarantine')
      if (PoolAllocated) {
        await client.pools.release(Pool, { 'pool/machine-list': [Uuid], 'pool/workflow': 'release' })
      }
    }
    await waitForFree(client, this.site.machines.length, 60_000)
  }

  async machines(): Promise<Machine[]> {
    return (await this.site.client.machines.list()).items
  }

  async held(): Promise<Machine[]> {
    return (await this.machines()).filter(({ PoolAllocated }) => PoolAllocated)
  }

  /** The only machine that is held. */
  async onlyHeld(): Promise<Machine> {
    const [machine, ...others] = await this.held()
    if (machine === undefined || others.length > 0) throw new Error('not exactly one machine is held')
    return machine
  }

  /** Configuration with one machine that gets the rehearsal's image. */
  machine(body: string, name = 'web'): string {
    const { file, sha256 } = this.site.image
    return `
      terraform {
        required_providers {
          drp = { source = "metalwright/drp" }
        }
      }
      locals { image = "${file}@sha256:${sha256}" }
      resource "drp_machine" "${name}" {
        deallocate_workflow = "release"
        ${body}
      }
    `
  }
}

/** Terraform wraps its messages; the words stay in order. */
export function words({ output }: Outcome): string {
  return output.replaceAll(/[\s│╷╵]+/g, ' ')
}
