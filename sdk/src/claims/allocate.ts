import { eq } from '../collections/index.ts'
import { Machine } from '../models/machine.ts'
import type { PoolResult } from '../models/pool.ts'
import type { PoolRequest } from '../models/pool-request.ts'
import { ApiError, backOff, ConflictError, NotFoundError, SdkError } from '../transport/index.ts'
import type { Claim, ClaimRequest } from './claim.ts'
import { ClaimKeyError, NoCapacityError, PoolNotFoundError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { mayHaveHappened } from './lost-answer.ts'
import { CLAIM_KEY, CLAIM_OWNER, isHeld, paramsOf, textParam } from './mark.ts'
import type { WaitPorts } from './wait.ts'

/** Feature of servers that keep the claim key with the claim (`Info.features`). */
const CLAIM_KEY_FEATURE = 'claim-key'
/** What every machine must meet to be claimed, besides the caller's filters. */
const READY = ['Runnable=Eq(true)', 'WorkflowComplete=Eq(true)', 'WorkOrderMode=Eq(false)']
/** How often a claim whose answer was lost is looked for. */
const LOOKS = 4

/** Whether the server keeps the claim key with the claim, so that the same call may be sent again. */
export async function keepsClaimKeys(client: ClaimsClient): Promise<boolean> {
  return (await client.info()).features.includes(CLAIM_KEY_FEATURE)
}

/** Claims one machine; see `Claims.allocate`. */
export async function allocateMachine(
  client: ClaimsClient,
  request: ClaimRequest,
  ports: WaitPorts,
  keepsKeys: boolean,
  signal: AbortSignal | undefined,
): Promise<Claim> {
  checkKey(request.claimKey)
  const filters = [...(request.filters ?? []), ...READY]
  // A server that does not keep keys would give a second machine to the same one.
  const earlier = keepsKeys ? undefined : await findClaimed(client, request, signal)
  if (earlier !== undefined) return earlier

  signal?.throwIfAborted()
  try {
    // Without the signal: once sent, only the answer tells what has been claimed.
    const body = requestBody(request, filters)
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

function requestBody(request: ClaimRequest, filters: string[]): PoolRequest {
  const body: PoolRequest = {
    'pool/count': 1,
    'pool/minimum': 1,
    'pool/filter': filters,
    'pool/add-parameters': paramsOf(request),
    'pool/claim-key': request.claimKey,
  }
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
): Promise<NoCapacityError> {
  const counts: Record<string, number> = {}
  const states = await client.pools.status(request.pool).catch(() => ({}))
  for (const state of Object.values(states)) counts[state] = (counts[state] ?? 0) + 1
  return new NoCapacityError(request.pool, counts, filters, cause)
}
