import { isDeepStrictEqual } from 'node:util'
import { isUuid } from '../models/fields.ts'
import type { Machine } from '../models/machine.ts'
import { formatPointer } from '../patch/index.ts'
import { type Clock, NotFoundError, type Random, unlessAborted } from '../transport/index.ts'
import { allocateMachine } from './allocate.ts'
import { whenCapacity } from './capacity.ts'
import { changed } from './change.ts'
import type { Claim, ClaimRequest, ClaimState } from './claim.ts'
import { ClaimLockedError, lostClaim } from './claim-errors.ts'
import type {
  AdoptOptions,
  AllocateOptions,
  ClaimOptions,
  ClaimUpdate,
  OnFailure,
  RedeployOptions,
} from './claim-options.ts'
import type { ClaimsClient } from './claims-client.ts'
import { CLAIM_KEY, CLAIM_OWNER, CLAIM_RESTORE, ownParam, stateOf, textParam } from './mark.ts'
import { hasBegun, needsPreparation } from './prepare.ts'
import { enterBootEnv, INSTALL_BOOTENV, type Restart, restartWorkflow, workflowFor } from './redeploy.ts'
import { heldBy, type ReleaseOptions, releaseMachine } from './release.ts'
import { type Takeover, takeOverMachine } from './take-over.ts'
import { Turns } from './turns.ts'
import { type WaitOptions, type WaitPorts, waitForMachine } from './wait.ts'

/** Feature of servers that keep the claim key with the claim (`Info.features`). */
const KEEPS_KEYS = 'claim-key'
/** Feature of servers that do not hand out machines with param `claim/quarantine`. */
const HONOURS_QUARANTINE = 'claim-quarantine'

/**
 * Claiming machines of pools and giving them back, so that no claim is lost or made twice whatever fails on the
 * way. A claim is known by its key, which is stored on the machine in params `claim/key` and `claim/owner`.
 *
 * The way of a claim: `allocate` gives a machine at once; store its UUID and the claim id; `prepare` it; `wait` for
 * it; `update` or `redeploy` it as often as wanted; `release` it. A machine that somebody claimed without a key is
 * held by the claim id `''`.
 */
export class Claims {
  readonly #client: ClaimsClient
  readonly #ports: WaitPorts
  readonly #turns = new Turns()
  /** What the server can do does not change while we talk to it, so it is asked once. */
  #features: Promise<readonly string[]> | undefined

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
   * @throws NoCapacityError, after `waitForCapacity` if given; PoolNotFoundError
   * @throws ClaimKeyError when the key holds a machine of another pool or owner
   */
  async allocate(request: ClaimRequest, options: AllocateOptions = {}): Promise<Claim> {
    const { signal, waitForCapacity } = options
    const keepsKeys = await unlessAborted(this.#has(KEEPS_KEYS), signal)
    const workflow = await workflowFor(this.#client, request, signal)
    const attempt = () =>
      allocateMachine(this.#client, { ...request, workflow }, this.#ports, keepsKeys, signal)
    const group = request.antiAffinity?.group
    // Claims of one group look at each other's machines, so they are made one after the other.
    const inTurn = group === undefined ? attempt : () => this.#turns.take(group, attempt)
    return whenCapacity(inTurn, waitForCapacity, this.#ports, signal)
  }

  /**
   * Gives a machine that was just claimed what the claim itself cannot carry: host name, description, annotations,
   * secrets, boot environment. Call it when the claim is stored. Doing it again changes nothing. Where a task may
   * have used the old values already, the workflow is started again.
   *
   * @throws ClaimLostError; ValidationError when the server refuses a value, such as a name that is taken
   */
  async prepare(claim: Claim, request: ClaimRequest, options: ClaimOptions = {}): Promise<Machine> {
    const { machine, claimId } = claim
    const { hostname, description, meta, secretParameters, bootEnv } = request
    const { signal } = options
    if (!needsPreparation(request) || ownParam(machine, CLAIM_RESTORE) !== null) return machine
    const uuid = machine.Uuid
    const restart = this.#restart(uuid, claimId, signal)
    // First, because the preparation counts as done by the change that follows.
    if (secretParameters !== undefined) await this.update(uuid, claimId, { secretParameters, signal })
    const update = { hostname, description, meta, signal }
    const workflow = await workflowFor(this.#client, request, signal)
    if (bootEnv !== undefined && workflow === undefined) await enterBootEnv(uuid, bootEnv, restart)
    const prepared = await this.#change(uuid, claimId, update, (current) => {
      const params = { ...current.Params, [CLAIM_RESTORE]: current.Params[CLAIM_RESTORE] ?? {} }
      return { ...current, Params: params }
    })
    return hasBegun(prepared) ? restartWorkflow(uuid, prepared.Workflow, restart) : prepared
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
   * Waits until a machine is as wanted: in use, free, or any condition.
   *
   * @throws ClaimFailedError when its work has failed, with the failed task and the end of its log
   * @throws ClaimTimeoutError, ClaimLostError
   */
  wait(uuid: string, options: WaitOptions): Promise<Machine> {
    return waitForMachine(this.#client, uuid, options, this.#ports)
  }

  /**
   * Changes a held machine, and only what is named; starts over when somebody else changes the machine at the same
   * time. What name, description and annotations were before the claim is remembered on the machine. Settings such
   * as image and user data are stored; `redeploy` puts them to work.
   *
   * @throws ClaimLostError when the claim does not hold the machine
   */
  update(uuid: string, claimId: string, update: ClaimUpdate): Promise<Machine> {
    return this.#change(uuid, claimId, update, (machine) => machine)
  }

  /**
   * Builds a held machine again where it stands, by running its workflow from the start. Wait for it with
   * `{ until: 'WorkflowComplete', restarted: true }`. The machine stays claimed all the while.
   *
   * @throws ClaimLostError, ClaimLockedError
   */
  async redeploy(uuid: string, claimId: string, options: RedeployOptions = {}): Promise<Machine> {
    const { workflow, bootEnv, signal } = options
    const claim = await this.get(uuid, claimId, { signal })
    if (claim.state !== 'held') throw lostClaim(uuid, claim)
    if (claim.machine.Locked) throw new ClaimLockedError(claim.machine, 'built again')
    const restart = this.#restart(uuid, claimId, signal)
    if (bootEnv === undefined) return restartWorkflow(uuid, workflow, restart)
    const wanted = await workflowFor(this.#client, { pool: claim.machine.Pool, workflow, bootEnv }, signal)
    if (wanted === undefined) return enterBootEnv(uuid, bootEnv, restart)
    await this.update(uuid, claimId, { addParameters: { [INSTALL_BOOTENV]: bootEnv }, signal })
    return restartWorkflow(uuid, wanted, restart)
  }

  /**
   * Gives a machine back to its pool and takes away what the claim has put on it. When the claim does not hold the
   * machine any more, nothing is changed and that is a success. A machine that is already on its way back is
   * waited for all the same.
   *
   * @throws ClaimFailedError when the machine cannot be cleaned; ClaimTimeoutError; ClaimLockedError
   */
  release(uuid: string, claimId: string, options: ReleaseOptions = {}): Promise<void> {
    const { signal } = options
    return releaseMachine(uuid, claimId, options, {
      client: this.#client,
      ports: this.#ports,
      look: () => this.get(uuid, claimId, { signal }),
      honoursQuarantine: () => this.#has(HONOURS_QUARANTINE),
    })
  }

  /**
   * Does with a machine whose build has failed what its holder wants: keep it, give it back, or give it back so that
   * nobody gets it before an operator has looked at it.
   *
   * @param reason why it failed, stored with the quarantine
   */
  async settleFailure(
    uuid: string,
    claimId: string,
    onFailure: OnFailure,
    reason: string,
    options: ReleaseOptions = {},
  ): Promise<void> {
    if (onFailure === 'keep') return
    const quarantine = onFailure === 'quarantine' ? reason : undefined
    await this.release(uuid, claimId, { ...options, quarantine })
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
      if (claim.state === 'released') throw lostClaim(uuid, claim)
      const another =
        claim.state === 'foreign' && textParam(machine, CLAIM_KEY) !== '' && claim.owner !== owner
      if (another && !force) throw lostClaim(uuid, claim)
      return { ...machine, Params: { ...machine.Params, [CLAIM_KEY]: claimKey, [CLAIM_OWNER]: owner } }
    }
    return { claimId: claimKey, machine: await this.#client.machines.edit(uuid, change, { signal }) }
  }

  /** The machines of a pool that somebody holds, or that are on their way there or back. */
  async allocated(pool: string, options: ClaimOptions = {}): Promise<readonly Machine[]> {
    const filters = { Pool: pool, PoolAllocated: true }
    return (await this.#client.machines.list({ filters, slim: ['meta'] }, options)).items
  }

  /**
   * Puts one claim in the place of another by one guarded write. Null when the claim or the param is no longer as
   * expected; then nothing has changed.
   */
  takeOver(takeover: Takeover, options: ClaimOptions = {}): Promise<Machine | null> {
    return takeOverMachine(this.#client, takeover, options)
  }

  async #change(
    uuid: string,
    claimId: string,
    update: ClaimUpdate,
    more: (machine: Machine) => Machine,
  ): Promise<Machine> {
    const { signal, secretParameters = {}, locked } = update
    const options = { tests: heldBy(claimId), signal }
    const hasSecrets = Object.keys(secretParameters).length > 0
    let wasLocked = false
    const check = this.#check(uuid, claimId)
    const edit = (change: (machine: Machine) => Machine) =>
      this.#client.machines.edit(
        uuid,
        (machine) => {
          check(machine)
          return change(machine)
        },
        options,
      )
    try {
      let machine = await edit((current) => {
        wasLocked ||= current.Locked
        const next = more(changed(current, update))
        const stays = isDeepStrictEqual({ ...next, Locked: current.Locked }, current)
        return stays && !hasSecrets ? { ...current, Locked: locked ?? current.Locked } : next
      })
      if (hasSecrets) {
        const additions = Object.entries(secretParameters).map(
          ([name, value]) => ({ op: 'add', path: formatPointer([name]), value }) as const,
        )
        const guard =
          claimId === '' ? [] : ([{ op: 'test', path: formatPointer([CLAIM_KEY]), value: claimId }] as const)
        await this.#client.machines.params.patch(uuid, [...guard, ...additions], { signal })
        machine = await this.#client.machines.get(uuid, { signal })
      }
      if (machine.Locked || !(locked ?? wasLocked)) return machine
      return await edit((current) => ({ ...current, Locked: true }))
    } catch (error) {
      if (error instanceof NotFoundError) throw lostClaim(uuid, { state: 'gone' })
      throw error
    }
  }

  #check(uuid: string, claimId: string): (machine: Machine) => void {
    return (machine) => {
      const claim = stateOf(machine, claimId)
      if (claim.state !== 'held') throw lostClaim(uuid, claim)
    }
  }

  #restart(uuid: string, claimId: string, signal: AbortSignal | undefined): Restart {
    return { client: this.#client, tests: heldBy(claimId), check: this.#check(uuid, claimId), signal }
  }

  async #has(feature: string): Promise<boolean> {
    this.#features ??= this.#client.info().then(
      ({ features }) => features,
      (error: unknown) => {
        this.#features = undefined
        throw error
      },
    )
    return (await this.#features).includes(feature)
  }
}
