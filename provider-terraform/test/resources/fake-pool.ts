import { isDeepStrictEqual } from 'node:util'
import { Machine } from '@metalwright/sdk/models'
import type {
  CallLimits,
  Claim,
  ClaimRequest,
  ClaimState,
  MachineChange,
  MachineClaims,
  ReleaseOptions,
  Takeover,
  WaitLimits,
  WaitOutcome,
} from '../../src/resources/machine-claims.ts'
import type { Json } from '../../src/values/plain.ts'

/** Where the id of a claim stands on a machine. */
const idParameter = 'claim/key'

/** The id of the claim on a machine. */
export function claimIdIn(machine: Machine): string | null {
  const id = machine.Params[idParameter]
  return typeof id === 'string' ? id : null
}

interface Held {
  readonly claimId: string
  readonly claimKey: string
  readonly request: ClaimRequest
}

/**
 * Machines in memory that answer as the claim protocol demands: one machine per key, the same key with
 * another request refused, releases of claims that are not held without effect.
 */
export class FakePool implements MachineClaims {
  readonly machines = new Map<string, Machine>()
  readonly claims = new Map<string, Held>()
  readonly calls: string[] = []
  /** What `wait` does; by default the machine is built at once. */
  build: 'at once' | 'never' | 'fails' = 'at once'

  constructor(count: number, pool = 'default') {
    for (let number = 1; number <= count; number++) {
      const uuid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
      const machine = Machine.parse({
        Name: `m${number}`,
        Uuid: uuid,
        Pool: pool,
        Address: `10.0.0.${number}`,
      })
      this.machines.set(uuid, machine)
    }
  }

  /** The only machine whose claim is held; fails unless there is exactly one. */
  onlyClaimed(): Machine {
    const [uuid, ...others] = this.claims.keys()
    const machine = uuid === undefined ? undefined : this.machines.get(uuid)
    if (machine === undefined || others.length > 0)
      throw new Error(`${this.claims.size} machines are claimed`)
    return machine
  }

  edit(uuid: string, change: Partial<Machine>): void {
    this.machines.set(uuid, { ...this.#must(uuid), ...change })
  }

  /** Makes every machine that is being built ready. */
  finishBuilds(): void {
    for (const [uuid, machine] of this.machines) {
      if (machine.PoolStatus === 'Building') this.edit(uuid, { PoolStatus: 'InUse', WorkflowComplete: true })
    }
  }

  async allocate(request: ClaimRequest, { signal }: CallLimits): Promise<Claim> {
    signal.throwIfAborted()
    this.calls.push('allocate')
    for (const [uuid, held] of this.claims) {
      if (held.claimKey !== request.claimKey) continue
      if (!isDeepStrictEqual(held.request, request)) throw new Error('claim key used with another request')
      return { claimId: held.claimId, machine: this.#must(uuid) }
    }
    const free = [...this.machines.values()].find(
      (machine) => machine.Pool === request.pool && machine.PoolStatus === 'Free',
    )
    if (free === undefined) throw new Error(`no free machine in pool ${request.pool}`)
    const claimId = request.claimKey
    this.claims.set(free.Uuid, { claimId, claimKey: request.claimKey, request })
    const keys = Object.fromEntries(
      request.authorizedKeys.map((key, index) => [`terraform-${index + 1}`, key]),
    )
    const access = request.authorizedKeys.length > 0 ? { 'access-keys': keys } : {}
    this.edit(free.Uuid, {
      PoolAllocated: true,
      PoolStatus: 'Building',
      Workflow: request.workflow ?? free.Workflow,
      Profiles: [...free.Profiles, ...request.addProfiles],
      Params: plainParams({ ...free.Params, ...request.addParameters, ...access, [idParameter]: claimId }),
    })
    return { claimId, machine: this.#must(free.Uuid) }
  }

  async get(uuid: string, claimId: string): Promise<ClaimState> {
    this.calls.push('get')
    const machine = this.machines.get(uuid)
    if (machine === undefined) return { state: 'gone' }
    const held = this.claims.get(uuid)
    if (held === undefined) return { state: 'released', machine }
    return held.claimId === claimId
      ? { state: 'held', machine }
      : { state: 'foreign', machine, owner: held.claimKey }
  }

  async wait(uuid: string, options: WaitLimits): Promise<WaitOutcome> {
    this.calls.push('wait')
    options.onProgress('waiting')
    if (this.build === 'fails') {
      this.edit(uuid, { PoolStatus: 'HoldBuild' })
      return { outcome: 'failed', reason: 'task install failed in job 42' }
    }
    if (this.build === 'at once') this.finishBuilds()
    const end = Date.now() + options.timeoutMs
    for (;;) {
      const machine = this.#must(uuid)
      if (machine.PoolStatus === 'InUse') return { outcome: 'ready', machine }
      if (options.signal.aborted) return { outcome: 'interrupted' }
      if (Date.now() >= end) return { outcome: 'timeout', reason: 'stage install is running' }
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  async update(uuid: string, claimId: string, change: MachineChange): Promise<Machine> {
    this.calls.push('update')
    if (this.claims.get(uuid)?.claimId !== claimId) throw new Error('the claim is not held')
    const machine = this.#must(uuid)
    const params = Object.entries(machine.Params).filter(([name]) => !change.removeParameters.includes(name))
    const kept = machine.Profiles.filter((profile) => !change.removeProfiles.includes(profile))
    this.edit(uuid, {
      Params: plainParams({ ...Object.fromEntries(params), ...change.addParameters }),
      Profiles: [...kept, ...change.addProfiles],
    })
    return this.#must(uuid)
  }

  async release(uuid: string, claimId: string, options: ReleaseOptions): Promise<void> {
    this.calls.push(`release ${options.workflow}`)
    if (this.claims.get(uuid)?.claimId !== claimId) return
    this.claims.delete(uuid)
    const machine = this.#must(uuid)
    const gone = [...options.removeParameters, idParameter, 'access-keys']
    const params = Object.entries(machine.Params).filter(([name]) => !gone.includes(name))
    this.edit(uuid, {
      PoolAllocated: false,
      PoolStatus: 'Free',
      Params: Object.fromEntries(params),
      Profiles: machine.Profiles.filter((profile) => !options.removeProfiles.includes(profile)),
    })
  }

  async machine(key: string): Promise<Machine | null> {
    const named = [...this.machines.values()].find((machine) => `Name:${machine.Name}` === key)
    return this.machines.get(key) ?? named ?? null
  }

  async allocated(pool: string): Promise<readonly Machine[]> {
    this.calls.push('allocated')
    return [...this.machines.values()].filter((machine) => machine.Pool === pool && machine.PoolAllocated)
  }

  claimIdOf(machine: Machine): string | null {
    return claimIdIn(machine)
  }

  async takeOver({ uuid, from, to, parameter, before, after }: Takeover): Promise<Machine | null> {
    this.calls.push('takeOver')
    const machine = this.#must(uuid)
    const held = this.claims.get(uuid)
    if (held?.claimId !== from || !isDeepStrictEqual(machine.Params[parameter], before)) return null
    this.claims.set(uuid, { ...held, claimId: to, claimKey: to })
    this.edit(uuid, { Params: plainParams({ ...machine.Params, [parameter]: after, [idParameter]: to }) })
    return this.#must(uuid)
  }

  #must(uuid: string): Machine {
    const machine = this.machines.get(uuid)
    if (machine === undefined) throw new Error(`no machine ${uuid}`)
    return machine
  }
}

/** A copy through JSON text, as over the wire. */
function plainParams(params: Readonly<Record<string, Json>>): Machine['Params'] {
  return Machine.shape.Params.parse(JSON.parse(JSON.stringify(params)))
}
