import { isUuid } from '../models/fields.ts'
import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { formatPointer, type TestOperation } from '../patch/index.ts'
import { type Clock, NotFoundError, type Random, unlessAborted } from '../transport/index.ts'
import { allocateMachine, keepsClaimKeys } from './allocate.ts'
import type { Claim, ClaimRequest, ClaimState } from './claim.ts'
import { ClaimLostError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { CLAIM_KEY, CLAIM_OWNER, stateOf, textParam } from './mark.ts'
import { type ReleaseOptions, releaseMachine } from './release.ts'
import { type WaitOptions, type WaitPorts, waitForMachine } from './wait.ts'

/** How a claim may be cut short. */
export interface ClaimOptions {
  readonly signal?: AbortSignal | undefined
}

/** Changes to a held machine; what is not named is left alone. */
export interface ClaimUpdate extends ClaimOptions {
  readonly addProfiles?: readonly string[] | undefined
  readonly removeProfiles?: readonly string[] | undefined
  readonly addParameters?: Readonly<Record<string, JsonValue>> | undefined
  readonly removeParameters?: readonly string[] | undefined
}

/** How a machine that is claimed already is taken over. */
export interface AdoptOptions extends ClaimOptions {
  readonly owner: string
  readonly claimKey: string
  /** Also from another owner. */
  readonly force?: boolean | undefined
}

/**
 * Claiming machines of pools and giving them back, so that no claim is lost or made twice whatever fails on the
 * way. A claim is known by its key, which is stored on the machine in params `claim/key` and `claim/owner`.
 */
export class Claims {
  readonly #client: ClaimsClient
  readonly #ports: WaitPorts
  /** What the server can do does not change while we talk to it, so it is asked once. */
  #keepsKeys: Promise<boolean> | undefined

  constructor(
    client: ClaimsClient,
    ports: { readonly clock?: Clock | undefined; readonly random?: Random | undefined } = {},
  ) {
    this.#client = client
    this.#ports = {
      clock: ports.clock ?? client.transport.clock,
      random: ports.random ?? client.transport.random,
    }
  }

  /**
   * Claims one machine and gives it back at once, in whatever state it is; `wait` waits for it. With a key that
   * holds a machine already it gives that one. Once the claim was sent, an abort no longer stops it: the claim is
   * given back all the same, so that it can be stored and released.
   *
   * @throws NoCapacityError, PoolNotFoundError
   * @throws ClaimKeyError when the key holds a machine of another pool or owner
   */
  async allocate(request: ClaimRequest, options: ClaimOptions = {}): Promise<Claim> {
    const { signal } = options
    this.#keepsKeys ??= keepsClaimKeys(this.#client).catch((error: unknown) => {
      this.#keepsKeys = undefined
      throw error
    })
    const keepsKeys = await unlessAborted(this.#keepsKeys, signal)
    return allocateMachine(this.#client, request, this.#ports, keepsKeys, signal)
  }

  /** Looks up what became of a claim. A machine that is gone or held by somebody else is not an error. */
  async get(uuid: string, claimId: string, options: ClaimOptions = {}): Promise<ClaimState> {
    try {
      return stateOf(await this.#client.machines.get(uuid, options), claimId)
    } catch (error) {
      if (error instanceof NotFoundError) return { state: 'gone' }
      throw error
    }
  }

  /**
   * Waits until a machine is `InUse` or `Free`.
   *
   * @throws ClaimFailedError when it is on hold, with the failed task and the end of its log
   * @throws ClaimTimeoutError, ClaimLostError
   */
  wait(uuid: string, options: WaitOptions): Promise<Machine> {
    return waitForMachine(this.#client, uuid, options, this.#ports)
  }

  /**
   * Changes profiles and params of a held machine, and only those named; starts over when somebody else changes
   * the machine at the same time.
   *
   * @throws ClaimLostError when the claim does not hold the machine
   */
  async update(uuid: string, claimId: string, update: ClaimUpdate): Promise<Machine> {
    const tests: TestOperation[] = [
      { op: 'test', path: formatPointer(['Params', CLAIM_KEY]), value: claimId },
    ]
    const change = (machine: Machine): Machine => {
      const claim = stateOf(machine, claimId)
      if (claim.state !== 'held') throw lost(uuid, claim)
      return changed(machine, update)
    }
    try {
      return await this.#client.machines.edit(uuid, change, { tests, signal: update.signal })
    } catch (error) {
      if (error instanceof NotFoundError) throw lost(uuid, { state: 'gone' })
      throw error
    }
  }

  /**
   * Gives a machine back to its pool and takes away what the claim has put on it. When the claim does not hold the
   * machine any more, nothing is changed and that is a success. A machine that is already on its way back is
   * waited for all the same.
   *
   * @throws ClaimFailedError when the machine cannot be cleaned, ClaimTimeoutError
   */
  release(uuid: string, claimId: string, options: ReleaseOptions = {}): Promise<void> {
    const { signal } = options
    return releaseMachine(this.#client, uuid, claimId, options, this.#ports, () =>
      this.get(uuid, claimId, { signal }),
    )
  }

  /**
   * Takes over a machine that is claimed already, by putting our mark on it.
   *
   * @param uuidOrName UUID, name, or `Index:value`
   * @throws NotFoundError
   * @throws ClaimLostError when nobody holds it, or a claim of another owner does and `force` is not set
   */
  async adopt(uuidOrName: string, options: AdoptOptions): Promise<Claim> {
    const { owner, claimKey, force = false, signal } = options
    const key = isUuid(uuidOrName) || uuidOrName.includes(':') ? uuidOrName : `Name:${uuidOrName}`
    const { Uuid: uuid } = await this.#client.machines.get(key, { signal })
    const change = (machine: Machine): Machine => {
      const claim = stateOf(machine, claimKey)
      if (claim.state === 'released') throw lost(uuid, claim)
      const another =
        claim.state === 'foreign' && textParam(machine, CLAIM_KEY) !== '' && claim.owner !== owner
      if (another && !force) throw lost(uuid, claim)
      return { ...machine, Params: { ...machine.Params, [CLAIM_KEY]: claimKey, [CLAIM_OWNER]: owner } }
    }
    return { claimId: claimKey, machine: await this.#client.machines.edit(uuid, change, { signal }) }
  }
}

function changed(machine: Machine, update: ClaimUpdate): Machine {
  const { addProfiles = [], removeProfiles = [], addParameters = {}, removeParameters = [] } = update
  const profiles = machine.Profiles.filter((name) => !removeProfiles.includes(name))
  const params = Object.entries(machine.Params).filter(
    ([name]) => isMark(name) || !removeParameters.includes(name),
  )
  const added = Object.entries(addParameters).filter(([name]) => !isMark(name))
  return {
    ...machine,
    Profiles: [...new Set([...profiles, ...addProfiles])],
    Params: Object.fromEntries([...params, ...added]),
  }
}

function isMark(name: string): boolean {
  return name === CLAIM_KEY || name === CLAIM_OWNER
}

function lost(uuid: string, claim: ClaimState): ClaimLostError {
  switch (claim.state) {
    case 'gone':
      return new ClaimLostError(uuid, 'gone', '', 'Claim another machine.')
    case 'foreign':
      return new ClaimLostError(
        uuid,
        'foreign',
        claim.owner,
        'Ask them to release it, or take it over by force.',
      )
    default:
      return new ClaimLostError(uuid, 'released', '', 'Claim it from its pool first.')
  }
}
