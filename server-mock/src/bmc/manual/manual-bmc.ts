import type { Bmc, BmcInfo, BmcOutcome, BootChoice, PowerChange, PowerState } from '../bmc.ts'

const WORDS: Readonly<Record<PowerChange, string>> = {
  on: 'Switch on',
  off: 'Switch off (hold the power button)',
  shutdown: 'Shut down',
  cycle: 'Switch off and on again',
  reset: 'Press the reset button of',
}

/** A machine without a BMC: a person at its power button, who is told what to do. */
export class ManualBmc implements Bmc {
  readonly #name: string

  /** @param where it is, in words; may be empty */
  constructor(machine: string, where: string) {
    this.#name = where === '' ? machine : `${machine} (${where})`
  }

  async power(): Promise<PowerState> {
    return 'unknown'
  }

  async change(change: PowerChange): Promise<BmcOutcome> {
    return asked(`${WORDS[change]} ${this.#name}.`)
  }

  async boot({ device, persistent }: BootChoice): Promise<BmcOutcome> {
    const what = device === 'pxe' ? 'the network' : 'its disk'
    const when = persistent ? 'every start' : 'the next start'
    return asked(`Let ${this.#name} boot from ${what} at ${when}.`)
  }

  async identify(): Promise<BmcOutcome> {
    return asked(`Find ${this.#name}.`)
  }

  async info(): Promise<BmcInfo> {
    return { vendor: '', model: '', firmware: '' }
  }

  async close(): Promise<void> {}
}

function asked(instruction: string): BmcOutcome {
  return { kind: 'asked', instruction }
}
