import type { Claim, WaitUntil } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import { codeOf } from '../../explain.ts'
import type { Api } from '../../sdk/api.ts'
import type { ResourceContext } from '../resource.ts'

/** Longest time in milliseconds for a look at a machine that is not ready. */
const LOOK_WITHIN_MS = 10_000

/** What to wait for. */
export interface Wait {
  readonly claim: Claim
  readonly until: WaitUntil
  readonly timeoutMs: number
  /** Ends the wait early. */
  readonly signal: AbortSignal
  /** Which of the `customTimeouts` to raise, for messages. */
  readonly operation: 'create' | 'update'
  /** The machine was built again since: a failure of before does not end the wait. */
  readonly restarted: boolean
}

/** How a wait ended; the machine as it was last seen. */
export type Waited =
  | { readonly outcome: 'ready'; readonly machine: Machine }
  | {
      readonly outcome: 'failed' | 'timeout' | 'interrupted' | 'error'
      readonly machine: Machine
      readonly reason: string
    }

/**
 * Waits for a claimed machine, and shows beside the resource what it does.
 *
 * @throws ClaimLostError when the claim is held no more
 */
export async function waitForMachine(api: Api, context: ResourceContext, wait: Wait): Promise<Waited> {
  const { claim, until, timeoutMs, signal, operation, restarted } = wait
  const { connection } = context
  try {
    const machine = await api.claims.wait(claim.machine.Uuid, {
      until,
      timeoutMs,
      signal,
      restarted,
      setting: `customTimeouts.${operation}`,
      onProgress: (text) => context.status(text),
    })
    return { outcome: 'ready', machine }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'claim_lost') throw error
    const machine = await lastSeen(api, claim)
    const message = error instanceof Error ? error.message : String(error)
    const stays = `The machine stays claimed at ${connection.endpoint} and in the state.`
    if (signal.aborted) {
      const reason = `Interrupted: machine ${machine.Name} (${machine.Uuid}) is ${machine.PoolStatus} and goes on by itself. ${stays} The next "pulumi up" goes on waiting; "pulumi destroy" gives it back.`
      return { outcome: 'interrupted', machine, reason }
    }
    if (code === 'claim_failed') {
      const next = 'The next "pulumi up" tries the build again; "pulumi destroy" gives it back.'
      return { outcome: 'failed', machine, reason: `${message}\n${stays} ${next} [${code}]` }
    }
    if (code === 'claim_timeout') {
      const next = 'The next "pulumi up" goes on waiting.'
      return { outcome: 'timeout', machine, reason: `${message}\n${stays} ${next} [${code}]` }
    }
    const shown = code === undefined ? '' : ` [${code}]`
    return { outcome: 'error', machine, reason: `${message} ${stays}${shown}` }
  }
}

/** The machine as it is now; as it was claimed when the server does not tell quickly. */
export async function lastSeen(api: Api, { machine, claimId }: Claim): Promise<Machine> {
  try {
    const signal = AbortSignal.timeout(LOOK_WITHIN_MS)
    const found = await api.claims.get(machine.Uuid, claimId, { signal })
    return found.state === 'held' ? found.machine : machine
  } catch {
    return machine
  }
}
