import type { Machine } from '@metalwright/sdk/models'
import { type Outcome, RootModule } from '../../provider-terraform/test/terraform/terraform.ts'
import type { Trial } from './terraform-faults.ts'
import type { ChaosProvider } from './terraform-provider.ts'
import type { Passage } from './terraform-proxy.ts'
import type { ChaosSite } from './terraform-site.ts'

/** How many machines the configuration claims: some with a key of their own, some without. */
export const KEYED = 2
export const PLAIN = 2
export const WANTED = KEYED + PLAIN

/** Terraform with the provider of this tree, against a site, with a fault here and there. */
export class ChaosRun {
  readonly root: RootModule
  readonly #site: ChaosSite
  readonly #provider: ChaosProvider

  constructor(site: ChaosSite, provider: ChaosProvider) {
    this.#site = site
    this.#provider = provider
    const env = { ...provider.env, RS_ENDPOINT: site.proxy.endpoint, RS_KEY: site.key }
    this.root = new RootModule(env, provider.cliConfig)
  }

  /** The configuration; another `color` changes a param of every machine, `more` is said of each. */
  write(
    color: string,
    { keyed = KEYED, plain = PLAIN, more = '' }: { keyed?: number; plain?: number; more?: string } = {},
  ): void {
    this.root.write(`
      terraform {
        required_providers {
          drp = { source = "metalwright/drp" }
        }
      }
      resource "drp_machine" "keyed" {
        count          = ${keyed}
        claim_key      = "chaos/keyed-\${count.index}"
        add_parameters = { "chaos/color" = "${color}" }
        timeouts       = { create = "60s", delete = "60s" }
        ${more}
      }
      resource "drp_machine" "plain" {
        count          = ${plain}
        add_parameters = { "chaos/color" = "${color}" }
        timeouts       = { create = "60s", delete = "60s" }
        ${more}
      }
    `)
  }

  apply(...args: readonly string[]): Promise<Outcome> {
    return this.root.run('apply', '-auto-approve', ...args)
  }

  destroy(...args: readonly string[]): Promise<Outcome> {
    return this.root.run('destroy', '-auto-approve', ...args)
  }

  /** Runs a command and lets a trial's fault happen on the way. @returns whether it did */
  async suffer(trial: Trial, command: readonly [string, ...string[]]): Promise<boolean> {
    const { proxy } = this.#site
    let seen = 0
    let happened = false
    const numbers = new Map<Passage, number>()
    const { process: terraform, outcome } = this.root.start(...command)
    proxy.judge = async (passage, moment) => {
      if (!/\/users\/[^/]+\/token/.test(passage.url) && !numbers.has(passage)) numbers.set(passage, ++seen)
      const number = numbers.get(passage) ?? 0
      if (moment !== trial.moment || number < trial.at || number >= trial.at + trial.count) return 'pass'
      happened = true
      switch (trial.fault) {
        case 'cut':
          return 'cut'
        case 'kill provider':
          this.#provider.signal('SIGKILL')
          return 'cut'
        case 'stop provider':
          this.#provider.signal('SIGTERM')
          return 'pass'
        case 'kill terraform':
          terraform.kill('SIGKILL')
          return 'pass'
        case 'interrupt':
          terraform.kill('SIGINT')
          return 'pass'
        case 'kill server':
          await this.#site.killServer()
          return 'cut'
      }
    }
    await outcome
    proxy.judge = () => 'pass'
    await this.#provider.gone()
    return happened
  }

  /** Claims in the state: machine and claim by resource address. */
  async claims(): Promise<ReadonlyMap<string, { readonly uuid: string; readonly claimId: string }>> {
    const resources = await this.root.state()
    return new Map(
      resources.map(({ address, values }) => [
        address,
        { uuid: String(values['id']), claimId: String(values['claim_id']) },
      ]),
    )
  }

  close(): void {
    this.root.remove()
  }
}

/** What is wrong between state and server; nothing when every claim of the state holds its machine alone. */
export function faults(
  machines: readonly Machine[],
  claims: ReadonlyMap<string, { readonly uuid: string; readonly claimId: string }>,
): readonly string[] {
  const found: string[] = []
  const byUuid = new Map(machines.map((machine) => [machine.Uuid, machine]))
  const uuids = [...claims.values()].map(({ uuid }) => uuid)
  if (new Set(uuids).size !== uuids.length) found.push('two objects of the state have one machine')
  const held = machines.filter(isHeld)
  const keys = held.map(claimKeyOf).filter((key) => key !== '')
  if (new Set(keys).size !== keys.length) found.push(`a claim holds two machines: ${keys.join(', ')}`)
  for (const machine of held)
    if (claimKeyOf(machine) === '') found.push(`${machine.Name} is held by no claim`)
  for (const machine of machines) {
    if (machine.PoolStatus === 'Free' && (machine.PoolAllocated || claimKeyOf(machine) !== '')) {
      found.push(`${machine.Name} is free, and claimed by ${claimKeyOf(machine) || 'nobody'}`)
    }
  }
  for (const [address, { uuid }] of claims) {
    if (!byUuid.has(uuid)) found.push(`${address} names machine ${uuid}, which is not there`)
  }
  return found
}

/** Whether somebody has the machine; one on its way back belongs to nobody any more. */
export function isHeld({ PoolAllocated, PoolStatus }: Machine): boolean {
  return PoolAllocated && !['Free', 'Destroying', 'HoldDestroy'].includes(PoolStatus)
}

/** Key of the claim on a machine; empty without one. */
export function claimKeyOf({ Params }: Machine): string {
  const key = Params['claim/key']
  return typeof key === 'string' ? key : ''
}
