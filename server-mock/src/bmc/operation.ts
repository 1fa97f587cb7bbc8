import type { JsonObject } from '@metalwright/sdk/models'
import type { Bmc, BmcOutcome, BootChoice, BootDevice, PowerChange, PowerState } from './bmc.ts'
import { BmcFailure } from './bmc-failure.ts'
import type { BmcClock } from './clock.ts'
import type { BmcLimits } from './limits.ts'

/** What is to be done with a BMC, start to end. */
export type BmcOperation =
  | { readonly kind: 'status' }
  | { readonly kind: 'power'; readonly change: PowerChange }
  | { readonly kind: 'boot'; readonly choice: BootChoice }
  /** Boot once from a device, now. */
  | { readonly kind: 'restart'; readonly device: BootDevice }
  | { readonly kind: 'identify'; readonly seconds: number }
  | { readonly kind: 'info' }

/** What an operation came to. */
export interface BmcAnswer {
  /** Power of the machine afterwards, when it was looked at. */
  readonly power?: PowerState
  /** What a person has to do, when it is for one to do. */
  readonly instruction?: string
  /** What the BMC told beside. */
  readonly facts?: JsonObject
}

/** What operations run with. */
export interface OperationPorts {
  readonly clock: BmcClock
  readonly limits: Pick<BmcLimits, 'pollMs' | 'settleMs'>
  readonly signal: AbortSignal
}

/**
 * Does an operation. Powering on what is on, or off what is off, asks for nothing; otherwise it ends when the power is
 * what it was to be, so that whatever comes next meets a machine at rest. A shutdown is only asked for.
 *
 * @throws BmcFailure
 */
export async function perform(bmc: Bmc, operation: BmcOperation, ports: OperationPorts): Promise<BmcAnswer> {
  const { signal } = ports
  switch (operation.kind) {
    case 'status':
      return { power: await bmc.power(signal) }
    case 'power':
      return changePower(bmc, operation.change, ports)
    case 'boot':
      return answerOf(await bmc.boot(operation.choice, signal))
    case 'restart': {
      const chosen = await bmc.boot({ device: operation.device, persistent: false }, signal)
      const changed = await changePower(bmc, 'cycle', ports)
      const instruction = [answerOf(chosen).instruction, changed.instruction].filter((text) => text).join(' ')
      return instruction === '' ? changed : { ...changed, instruction }
    }
    case 'identify':
      return answerOf(await bmc.identify(operation.seconds, signal))
    case 'info':
      return { facts: { ...(await bmc.info(signal)) } }
  }
}

async function changePower(bmc: Bmc, change: PowerChange, ports: OperationPorts): Promise<BmcAnswer> {
  const { signal } = ports
  const before = await bmc.power(signal)
  if (before === 'on' && change === 'on') return { power: 'on' }
  if (before === 'off') {
    if (change === 'off' || change === 'shutdown') return { power: 'off' }
    if (change === 'reset') {
      throw new BmcFailure('bmc_refused', 'The machine is off and cannot be reset', 'run poweron')
    }
  }
  // Nothing can be cycled that is off.
  const asked = before === 'off' && change === 'cycle' ? 'on' : change
  const outcome = await bmc.change(asked, signal)
  if (outcome.kind === 'asked') return { ...answerOf(outcome), power: before }
  if (change === 'shutdown') return { power: await bmc.power(signal) }
  return { power: await settled(bmc, change === 'off' ? 'off' : 'on', ports) }
}

/** Waits until the power is as wanted. @throws BmcFailure `bmc_no_effect` */
async function settled(
  bmc: Bmc,
  wanted: PowerState,
  { clock, limits, signal }: OperationPorts,
): Promise<PowerState> {
  const deadline = clock.now() + limits.settleMs
  for (;;) {
    await clock.sleep(limits.pollMs, signal)
    const power = await bmc.power(signal)
    if (power === wanted || power === 'unknown') return power
    if (clock.now() >= deadline) {
      const reason = `The BMC took the order, but the power is still ${power} after ${limits.settleMs / 1000} s`
      throw new BmcFailure('bmc_no_effect', reason, 'look at the BMC’s own event log and at the machine')
    }
  }
}

function answerOf(outcome: BmcOutcome): BmcAnswer {
  return outcome.kind === 'asked' ? { instruction: outcome.instruction } : {}
}
