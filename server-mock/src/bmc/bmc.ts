/** Power of a machine; `unknown` where nobody can tell. */
export type PowerState = 'on' | 'off' | 'unknown'

/** What can be done to the power: `off` cuts it, `shutdown` asks the system to end, `reset` is the reset button. */
export type PowerChange = 'on' | 'off' | 'shutdown' | 'cycle' | 'reset'

/** What a machine is to boot from. */
export type BootDevice = 'pxe' | 'disk'

/** A choice of the boot device. */
export interface BootChoice {
  readonly device: BootDevice
  /** For every start from now on; `false` for the next one only. */
  readonly persistent: boolean
}

/** What a BMC says of itself; empty where it says nothing. */
export interface BmcInfo {
  readonly vendor: string
  readonly model: string
  readonly firmware: string
}

/** How a call went: it was `done`, or a person was `asked` to do it. */
export type BmcOutcome = { readonly kind: 'done' } | { readonly kind: 'asked'; readonly instruction: string }

/** The call was done. */
export const DONE: BmcOutcome = { kind: 'done' }

/**
 * A machine's power and boot device, by whatever reaches them. One is opened for one operation and closed behind it.
 * Every call ends early when its signal fires, and throws a BmcFailure when it cannot be done.
 */
export interface Bmc {
  power(signal: AbortSignal): Promise<PowerState>
  /** Asks for a change; the power may have it only later. */
  change(change: PowerChange, signal: AbortSignal): Promise<BmcOutcome>
  boot(choice: BootChoice, signal: AbortSignal): Promise<BmcOutcome>
  /** Lets the machine's identification light blink for some seconds. */
  identify(seconds: number, signal: AbortSignal): Promise<BmcOutcome>
  info(signal: AbortSignal): Promise<BmcInfo>
  /** Lets go of what was opened. Never rejects. */
  close(): Promise<void>
}
