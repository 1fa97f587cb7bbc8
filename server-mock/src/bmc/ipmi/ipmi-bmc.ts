import {
  type Bmc,
  type BmcInfo,
  type BmcOutcome,
  type BootChoice,
  DONE,
  type PowerChange,
  type PowerState,
} from '../bmc.ts'
import type { BmcAccess, BootFirmware } from '../target.ts'
import { type Ipmitool, type IpmitoolRun, runIpmitool } from './ipmitool.ts'
import {
  type Acknowledged,
  failureOf,
  isUnknownSuite,
  readAcknowledgement,
  readInfo,
  readPower,
} from './ipmitool-output.ts'

/** Cipher suites of RMCP+, the better one first: 17 is HMAC-SHA256 with AES, 3 is HMAC-SHA1 with AES. */
const SUITES: readonly number[] = [17, 3]
/** BMCs whose suite is remembered. */
const REMEMBERED = 10_000
/** Longest that IPMI lets the light blink, seconds (section 28.5). */
const IDENTIFY_MOST = 255

/** ipmitool's word for a change of the power. */
const CONTROL = { on: 'on', off: 'off', shutdown: 'soft', cycle: 'cycle', reset: 'reset' } as const

/** What an IPMI driver is opened with. */
export interface IpmiOptions {
  readonly tool: Ipmitool
  /** Address to connect to, found when it is needed. */
  readonly address: () => Promise<string>
  readonly access: BmcAccess
  readonly firmware: BootFirmware | undefined
  /** Suites that BMCs took, by address and port; shared by all drivers. */
  readonly suites: Map<string, number>
}

/** IPMI 2.0 over LAN (RMCP+), by ipmitool. */
export class IpmiBmc implements Bmc {
  readonly #options: IpmiOptions

  constructor(options: IpmiOptions) {
    this.#options = options
  }

  async power(signal: AbortSignal): Promise<PowerState> {
    return readPower(await this.#run(['chassis', 'power', 'status'], signal))
  }

  async change(change: PowerChange, signal: AbortSignal): Promise<BmcOutcome> {
    return this.#order(CONTROL[change], ['chassis', 'power', CONTROL[change]], signal)
  }

  async boot({ device, persistent }: BootChoice, signal: AbortSignal): Promise<BmcOutcome> {
    const options = [
      ...(persistent ? ['persistent'] : []),
      ...(this.#options.firmware === 'uefi' ? ['efiboot'] : []),
    ]
    const more = options.length === 0 ? [] : [`options=${options.join(',')}`]
    return this.#order('boot', ['chassis', 'bootdev', device, ...more], signal)
  }

  async identify(seconds: number, signal: AbortSignal): Promise<BmcOutcome> {
    const bounded = String(Math.min(seconds, IDENTIFY_MOST))
    return this.#order('identify', ['chassis', 'identify', bounded], signal)
  }

  async info(signal: AbortSignal): Promise<BmcInfo> {
    const mc = await this.#run(['mc', 'info'], signal)
    // Many have no inventory of their own.
    const fru = await this.#session(['fru', 'print', '0'], signal)
    return readInfo(mc, fru.stdout)
  }

  async close(): Promise<void> {
    // Each run of ipmitool closes its own session.
  }

  async #order(order: Acknowledged, command: readonly string[], signal: AbortSignal): Promise<BmcOutcome> {
    readAcknowledgement(order, await this.#run(command, signal))
    return DONE
  }

  /** What a command prints. @throws BmcFailure */
  async #run(command: readonly string[], signal: AbortSignal): Promise<string> {
    const run = await this.#session(command, signal)
    if (run.status !== 0) throw failureOf(run, this.#options.access.host)
    return run.stdout
  }

  /** Runs a command with the suite that the BMC is known to take, or with each in turn. */
  async #session(command: readonly string[], signal: AbortSignal): Promise<IpmitoolRun> {
    const { tool, access, suites } = this.#options
    const address = await this.#options.address()
    const name = `${address} ${access.port}`
    const known = suites.get(name)
    let last: IpmitoolRun = { status: 1, stdout: '', stderr: '' }
    for (const suite of known === undefined ? SUITES : [known, ...SUITES.filter((one) => one !== known)]) {
      const to = ['-I', 'lanplus', '-H', address, '-p', String(access.port), '-U', access.username, '-E']
      const bounds = ['-C', String(suite), '-N', '2', '-R', '2', '-v']
      last = await runIpmitool(tool, [...to, ...bounds, ...command], access.password, signal)
      if (last.status === 0 || !isUnknownSuite(last)) {
        if (last.status === 0) remember(suites, name, suite)
        return last
      }
    }
    return last
  }
}

function remember(suites: Map<string, number>, name: string, suite: number): void {
  if (suites.size >= REMEMBERED && !suites.has(name)) suites.clear()
  suites.set(name, suite)
}
