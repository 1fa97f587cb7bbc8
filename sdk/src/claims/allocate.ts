import { eq } from '../collections/index.ts'
import { Machine } from '../models/machine.ts'
import type { PoolResult } from '../models/pool.ts'
import type { PoolRequest } from '../models/pool-request.ts'
import { ApiError, backOff, ConflictError, NotFoundError, SdkError } from '../transport/index.ts'
import { separatingValue } from './anti-affinity.ts'
import { candidatesFor, mustChoose, takenValues } from './candidates.ts'
import type { Claim, ClaimRequest } from './claim.ts'
import { ClaimKeyError, NoCapacityError, PoolNotFoundError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { mayHaveHappened } from './lost-answer.ts'
import { CLAIM_KEY, CLAIM_OWNER, isHeld, marksOn, textParam } from './mark.ts'
import { READY } from './ready.ts'
import { INSTALL_BOOTENV } from './redeploy.ts'
import { paramsOf } from './settings-params.ts'
import type { WaitPorts } from './wait.ts'

/** How often a claim whose answer was lost is looked for. */
const LOOKS = 4

/** How often candidates are looked for anew when others were faster. */
const CHOICES = 5

/**
 * Claims one machine; see `Claims.allocate`. Where the server's filters cannot tell which machine will do, the free
 * ones are looked at first, and the call names those that fit.
 *
 * @param keepsKeys whether the server keeps the claim key with the claim, so that the same call may be sent again
 */
export async function allocateMachine(
  client: ClaimsClient,
  request: ClaimRequest,
  ports: WaitPorts,
  keepsKeys: boolean,
  signal: AbortSignal | undefined,
): Promise<Claim> {
  checkKey(request.claimKey)
  const filters = [...(request.filters ?? []), ...READY]
  const chooses = mustChoose(request)
  // A server that does not keep keys would give a second machine to the same one; so would one that is named others.
  const earlier = keepsKeys && !chooses ? undefined : await findClaimed(client, request, signal)
  if (earlier !== undefined) return earlier
  if (!chooses) {
    const list = request.machine === undefined ? undefined : [request.machine]
    return send(client, request, filters, list, ports, keepsKeys, signal)
  }
  for (let choice = 1; ; choice += 1) {
    const { uuids, lacking } = await candidatesFor(client, request, filters, ports.random, signal)
    if (uuids.length === 0) throw await noCapacity(client, request, filters, undefined, lacking)
    try {
      // A server of another make may not take a list for a choice.
      const named = keepsKeys ? uuids : uuids.slice(0, 1)
      const claim = await send(client, request, filters, named, ports, keepsKeys, signal)
      if (await keepsDistance(client, request, claim, signal)) return claim
      await giveBack(client, request, claim)
      if (choice === CHOICES) throw await noCapacity(client, request, filters, undefined, lacking)
    } catch (error) {
      if (!(error instanceof NoCapacityError) || choice === CHOICES) throw error
    }
    await ports.clock.sleep(backOff(choice, { maxWaitMs: 5_000, random: ports.random }), signal)
  }
}

/** Whether no other machine of the group has the same value: another process may have claimed at the same time. */
async function keepsDistance(
  client: ClaimsClient,
  { antiAffinity }: ClaimRequest,
  { machine }: Claim,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (antiAffinity === undefined) return true
  const { param } = antiAffinity
  const query = { filters: { Uuid: machine.Uuid }, params: [param], aggregate: true } as const
  const [taken, own] = await Promise.all([
    takenValues(client, antiAffinity, machine.Uuid, signal),
    client.machines.list(query, { signal }),
  ])
  return own.items.every((item) => !taken.has(separatingValue(item, param)))
}

/** Gives a machine back that stands too near to another one of its group; both may do so, and try again. */
async function giveBack(client: ClaimsClient, request: ClaimRequest, { machine }: Claim): Promise<void> {
  const params = [...Object.keys(request.addParameters ?? {}), ...marksOn(machine)]
  const body: PoolRequest = {
    'pool/machine-list': [machine.Uuid],
    'pool/claim-key': request.claimKey,
    'pool/remove-parameters': [...new Set(params)],
    'pool/remove-profiles': [...(request.addProfiles ?? [])],
  }
  await client.pools.release(machine.Pool, body, { idempotent: true })
}

/** Sends a claim for one of the machines that are listed, or for any. */
async function send(
  client: ClaimsClient,
  request: ClaimRequest,
  filters: readonly string[],
  list: readonly string[] | undefined,
  ports: WaitPorts,
  keepsKeys: boolean,
  signal: AbortSignal | undefined,
): Promise<Claim> {
  signal?.throwIfAborted()
  try {
    // Without the signal: once sent, only the answer tells what has been claimed.
    const body = requestBody(request, filters, list)
    const results = await client.pools.allocate(request.pool, body, { idempotent: keepsKeys })
    const result = results.find((candidate) => candidate.Allocated)
    if (result === undefined) throw await noCapacity(client, request, filters)
    const machine = await machineOf(client, request, result)
    const mark = textParam(machine, CLAIM_KEY)
    if (mark !== '' && mark !== request.claimKey) {
      throw new ClaimKeyError(
        request.claimKey,
        `machine ${machine.Name}, which it held, has another claim now`,
      )
    }
    return { claimId: request.claimKey, machine }
  } catch (error) {
    if (!mayHaveHappened(error)) throw await explained(client, request, filters, error)
    const claimed = await recovered(client, request, ports)
    if (claimed === undefined) throw error
    return claimed
  }
}

/** Looks for a claim whose answer was lost. It is not sent again: that could claim a second machine. */
async function recovered(
  client: ClaimsClient,
  request: ClaimRequest,
  ports: WaitPorts,
): Promise<Claim | undefined> {
  for (let look = 1; look <= LOOKS; look += 1) {
    await ports.clock.sleep(backOff(look, { maxWaitMs: 5_000, random: ports.random }))
    try {
      const claimed = await findClaimed(client, request, undefined)
      if (claimed !== undefined) return claimed
    } catch (error) {
      if (error instanceof ClaimKeyError) throw error
    }
  }
  return undefined
}

function requestBody(
  request: ClaimRequest,
  filters: readonly string[],
  list: readonly string[] | undefined,
): PoolRequest {
  const params = paramsOf(request)
  // Workflows that install a system are told by a param which; without a workflow the machine itself is changed.
  if (request.bootEnv !== undefined && request.workflow) params[INSTALL_BOOTENV] = request.bootEnv

  const body: PoolRequest = {
    'pool/count': 1,
    'pool/minimum': 1,
    'pool/filter': [...filters],
    'pool/add-parameters': params,
    'pool/claim-key': request.claimKey,
  }
  if (list !== undefined) body['pool/machine-list'] = [...list]
  if (request.workflow) body['pool/workflow'] = request.workflow
  if (request.addProfiles?.length) body['pool/add-profiles'] = [...request.addProfiles]
  return body
}

/** The claimed machine. When it cannot be read now, what the claim told: failing here would lose the claim. */
async function machineOf(client: ClaimsClient, request: ClaimRequest, result: PoolResult): Promise<Machine> {
  try {
    return await client.machines.get(result.Uuid)
  } catch {
    return Machine.parse({
      Name: result.Name,
      Uuid: result.Uuid,
      Pool: request.pool,
      PoolAllocated: true,
      PoolStatus: result.Status,
      Params: paramsOf(request),
    })
  }
}

/** The machine that carries the mark of this claim already. */
async function findClaimed(
  client: ClaimsClient,
  request: ClaimRequest,
  signal: AbortSignal | undefined,
): Promise<Claim | undefined> {
  const marked = (await candidates(client, request, signal)).filter(
    (machine) => isHeld(machine) && textParam(machine, CLAIM_KEY) === request.claimKey,
  )
  const [machine, second] = marked.sort((a, b) => (a.Uuid < b.Uuid ? -1 : 1))
  if (machine === undefined) return undefined
  if (second !== undefined) {
    const names = marked.map(({ Name }) => Name).join(', ')
    throw new ClaimKeyError(request.claimKey, `it holds several machines (${names}); release all but one`)
  }
  const owner = textParam(machine, CLAIM_OWNER)
  if (machine.Pool !== request.pool || owner !== request.owner) {
    const reason = `it holds machine ${machine.Name} of pool \`${machine.Pool}\` for \`${owner}\``
    throw new ClaimKeyError(request.claimKey, reason)
  }
  return { claimId: request.claimKey, machine }
}

async function candidates(
  client: ClaimsClient,
  request: ClaimRequest,
  signal: AbortSignal | undefined,
): Promise<Machine[]> {
  try {
    const filters = { [CLAIM_KEY]: eq(request.claimKey) }
    return (await client.machines.list({ filters }, { signal })).items
  } catch (error) {
    // The server does not know the param, so it cannot filter by it.
    if (!(error instanceof ApiError) || error.status !== 406) throw error
    const filters = { Pool: request.pool, PoolAllocated: true }
    return (await client.machines.list({ filters }, { signal })).items
  }
}

function checkKey(claimKey: string): void {
  if (claimKey.length >= 1 && claimKey.length <= 200) return
  throw new SdkError(
    'invalid_claim',
    `A claim key must have 1 to 200 characters, this one has ${claimKey.length}.`,
  )
}

async function explained(
  client: ClaimsClient,
  request: ClaimRequest,
  filters: readonly string[],
  error: unknown,
): Promise<unknown> {
  if (error instanceof ConflictError) {
    const reason = error.body.Messages.join('; ')
    if (/claim.?key/i.test(reason)) return new ClaimKeyError(request.claimKey, reason, error)
    return noCapacity(client, request, filters, error)
  }
  if (!(error instanceof NotFoundError)) return error
  if (error.body.Messages.includes('No route')) {
    const message = `${client.transport.endpoint.origin} has no pools; claims need DRP v4 or this project's server.`
    return new SdkError('pools_unsupported', message, error)
  }
  const pools = await client.pools.list({ slim: ['meta'] }).catch(() => undefined)
  return new PoolNotFoundError(request.pool, pools?.items.map(({ Id }) => Id) ?? [], error)
}

async function noCapacity(
  client: ClaimsClient,
  request: ClaimRequest,
  filters: readonly string[],
  cause?: unknown,
  lacking?: readonly string[],
): Promise<NoCapacityError> {
  const counts: Record<string, number> = {}
  const states = await client.pools.status(request.pool).catch(() => ({}))
  for (const state of Object.values(states)) counts[state] = (counts[state] ?? 0) + 1
  const named = request.machine === undefined ? [] : [`machine ${request.machine}`]
  return new NoCapacityError(request.pool, counts, [...named, ...filters], cause, lacking)
}
