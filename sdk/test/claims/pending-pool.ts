import { isDeepStrictEqual } from 'node:util'
import type {
  Claim,
  ClaimRequest,
  ClaimState,
  ClaimUpdate,
  RecoveryClaims,
  Takeover,
} from '../../src/claims/index.ts'
import type { JsonValue } from '../../src/models/json.ts'
import { Machine } from '../../src/models/machine.ts'

/** The param with marks in these tests. */
export const PENDING = 'test/pending'

/** Machines in memory behind the part of the claim protocol that recovery needs. */
export class PendingPool implements RecoveryClaims {
  readonly machines = new Map<string, Machine>()
  readonly calls: string[] = []
  /** UUIDs of machines whose mark was taken off, as often as it was. */
  readonly confirmed: string[] = []

  constructor(count: number) {
    for (let number = 1; number <= count; number += 1) {
      const Uuid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
      this.machines.set(Uuid, Machine.parse({ Name: `m${number}`, Uuid, Pool: 'web' }))
    }
  }

  get claimed(): Machine[] {
    return [...this.machines.values()].filter((machine) => machine.PoolAllocated)
  }

  /** The only machine that is claimed; fails unless there is exactly one. */
  onlyClaimed(): Machine {
    const [machine, ...others] = this.claimed
    if (machine === undefined || others.length > 0) throw new Error(`${this.claimed.length} are claimed`)
    return machine
  }

  async allocate({ pool, claimKey, addParameters = {} }: ClaimRequest): Promise<Claim> {
    this.calls.push('allocate')
    const earlier = this.claimed.find((machine) => machine.Params['claim/key'] === claimKey)
    if (earlier !== undefined) return { claimId: claimKey, machine: earlier }
    const free = [...this.machines.values()].find(
      (machine) => machine.Pool === pool && machine.PoolStatus === 'Free',
    )
    if (free === undefined) throw new Error(`no free machine in pool ${pool}`)
    const params = { ...free.Params, ...addParameters, 'claim/key': claimKey }
    const machine = this.#edit(free, { PoolAllocated: true, PoolStatus: 'Building' }, params)
    return { claimId: claimKey, machine }
  }

  async get(uuid: string, claimId: string): Promise<ClaimState> {
    this.calls.push('get')
    const machine = this.machines.get(uuid)
    if (machine === undefined) return { state: 'gone' }
    if (!machine.PoolAllocated) return { state: 'released', machine }
    return machine.Params['claim/key'] === claimId
      ? { state: 'held', machine }
      : { state: 'foreign', machine, owner: '' }
  }

  async update(uuid: string, claimId: string, change: ClaimUpdate): Promise<Machine> {
    this.calls.push('update')
    const machine = this.#held(uuid, claimId)
    if (machine === undefined) throw new Error('the claim is not held')
    if (change.removeParameters?.includes(PENDING)) this.confirmed.push(uuid)
    const params = without(machine, change.removeParameters)
    return this.#edit(machine, {}, { ...params, ...change.addParameters })
  }

  async release(
    uuid: string,
    claimId: string,
    { removeParameters = [] }: { readonly removeParameters?: readonly string[] | undefined },
  ): Promise<void> {
    this.calls.push('release')
    const machine = this.#held(uuid, claimId)
    if (machine === undefined) return
    const params = without(machine, [...removeParameters, 'claim/key'])
    this.#edit(machine, { PoolAllocated: false, PoolStatus: 'Free' }, params)
  }

  async allocated(pool: string): Promise<readonly Machine[]> {
    this.calls.push('allocated')
    return this.claimed.filter((machine) => machine.Pool === pool)
  }

  async takeOver({ uuid, from, to, parameter, before, after }: Takeover): Promise<Machine | null> {
    this.calls.push('takeOver')
    const machine = this.#held(uuid, from)
    if (machine === undefined || !isDeepStrictEqual(machine.Params[parameter], before)) return null
    return this.#edit(machine, {}, { ...machine.Params, [parameter]: after, 'claim/key': to })
  }

  #held(uuid: string, claimId: string): Machine | undefined {
    return this.claimed.find((machine) => machine.Uuid === uuid && machine.Params['claim/key'] === claimId)
  }

  #edit(machine: Machine, change: Partial<Machine>, params: Readonly<Record<string, JsonValue>>): Machine {
    const edited = { ...machine, ...change, Params: { ...params } }
    this.machines.set(machine.Uuid, edited)
    return edited
  }
}

function without(machine: Machine, names: readonly string[] = []): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(machine.Params).filter(([name]) => !names.includes(name)))
}
