import { isDeepStrictEqual } from 'node:util'
import type {
  ClaimUpdate,
  OnFailure,
  RedeployOptions,
  ReleaseOptions,
  Takeover,
} from '@metalwright/sdk/claims'
import type { JsonValue } from '@metalwright/sdk/models'
import { Machine } from '@metalwright/sdk/models'
import type {
  CallLimits,
  Claim,
  ClaimRequest,
  ClaimState,
  JobFacts,
  MachineClaims,
  WaitLimits,
  WaitOutcome,
} from '../../src/resources/machine/machine-claims.ts'
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
      const isWorking = machine.PoolStatus === 'Building' || !machine.WorkflowComplete
      if (machine.PoolAllocated && isWorking) this.edit(uuid, { PoolStatus: 'InUse', WorkflowComplete: true })
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
    const access = accessKeys(request.authorizedKeys ?? [])
    this.edit(free.Uuid, {
      PoolAllocated: true,
      PoolStatus: 'Building',
      Workflow: request.workflow ?? free.Workflow,
      Profiles: [...free.Profiles, ...(request.addProfiles ?? [])],
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
      const there =
        options.until === 'WorkflowComplete' ? machine.WorkflowComplete : machine.PoolStatus === 'InUse'
      if (there) return { outcome: 'ready', machine }
      if (options.signal.aborted) return { outcome: 'interrupted' }
      if (Date.now() >= end) return { outcome: 'timeout', reason: 'stage install is running' }
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  /** Of what a claim cannot carry, this pool knows the host name. */
  async prepare({ machine }: Claim, request: ClaimRequest): Promise<Machine> {
    this.calls.push('prepare')
    if (request.hostname !== undefined) this.edit(machine.Uuid, { Name: request.hostname })
    return this.#must(machine.Uuid)
  }

  async update(uuid: string, claimId: string, change: ClaimUpdate): Promise<Machine> {
    this.calls.push('update')
    if (this.claims.get(uuid)?.claimId !== claimId) throw new Error('the claim is not held')
    const machine = this.#must(uuid)
    const {
      addProfiles = [],
      removeProfiles = [],
      addParameters,
      removeParameters = [],
      authorizedKeys,
    } = change
    const gone = authorizedKeys === undefined ? removeParameters : [...removeParameters, 'access-keys']
    const params = Object.entries(machine.Params).filter(([name]) => !gone.includes(name))
    const kept = machine.Profiles.filter((profile) => !removeProfiles.includes(profile))
    this.edit(uuid, {
      Params: plainParams({
        ...Object.fromEntries(params),
        ...addParameters,
        ...accessKeys(authorizedKeys ?? []),
      }),
      Profiles: [...new Set([...kept, ...addProfiles])],
      ...(change.hostname ? { Name: change.hostname } : {}),
      ...(change.locked === undefined ? {} : { Locked: change.locked }),
    })
    return this.#must(uuid)
  }

  async redeploy(uuid: string, claimId: string, { workflow }: RedeployOptions): Promise<Machine> {
    this.calls.push(`redeploy ${workflow}`)
    if (this.claims.get(uuid)?.claimId !== claimId) throw new Error('the claim is not held')
    this.edit(uuid, { WorkflowComplete: false, Workflow: workflow ?? this.#must(uuid).Workflow })
    return this.#must(uuid)
  }

  async settleFailure(
    uuid: string,
    claimId: string,
    onFailure: OnFailure,
    _reason: string,
    options: ReleaseOptions,
  ): Promise<void> {
    this.calls.push(`settle ${onFailure}`)
    if (onFailure !== 'keep') await this.release(uuid, claimId, options)
  }

  async adopt(uuid: string, { claimKey }: { readonly claimKey: string }): Promise<Claim> {
    const machine = this.#must(uuid)
    this.edit(uuid, { Params: { ...machine.Params, [idParameter]: claimKey } })
    return { claimId: claimKey, machine: this.#must(uuid) }
  }

  async parameters(uuid: string, names: readonly string[]): Promise<Readonly<Record<string, JsonValue>>> {
    const { Params } = this.#must(uuid)
    return Object.fromEntries(Object.entries(Params).filter(([name]) => names.includes(name)))
  }

  async job(): Promise<JobFacts | null> {
    return null
  }

  hardwareOf(): null {
    return null
  }

  async release(uuid: string, claimId: string, options: ReleaseOptions): Promise<void> {
    this.calls.push(`release ${options.workflow}`)
    if (this.claims.get(uuid)?.claimId !== claimId) return
    this.claims.delete(uuid)
    const machine = this.#must(uuid)
    const { removeProfiles = [], removeParameters = [] } = options
    const gone = [...removeParameters, idParameter, 'access-keys']
    const params = Object.entries(machine.Params).filter(([name]) => !gone.includes(name))
    this.edit(uuid, {
      PoolAllocated: false,
      PoolStatus: 'Free',
      Params: Object.fromEntries(params),
      Profiles: machine.Profiles.filter((profile) => !removeProfiles.includes(profile)),
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

  claimOwnerOf(machine: Machine): string {
    return String(machine.Params['claim/owner'] ?? '')
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

/** The parameter with SSH keys, under the names that an owner called terraform gives them. */
function accessKeys(keys: readonly string[]): Record<string, Json> {
  const named = Object.fromEntries(keys.map((key, index) => [`terraform-${index + 1}`, key]))
  return keys.length > 0 ? { 'access-keys': named } : {}
}

/** A copy through JSON text, as over the wire. */
function plainParams(params: Readonly<Record<string, Json>>): Machine['Params'] {
  return Machine.shape.Params.parse(JSON.parse(JSON.stringify(params)))
}
