import type { JsonObject } from '@metalwright/sdk/models'
import {
  type Bmc,
  type BmcInfo,
  type BmcOutcome,
  type BootChoice,
  DONE,
  type PowerChange,
  type PowerState,
} from '../bmc.ts'
import { BmcFailure } from '../bmc-failure.ts'
import type { BmcClock } from '../clock.ts'
import { memberAt, objectsAt, textAt } from '../members.ts'
import type { BmcAccess, BootFirmware, CertificateTrust } from '../target.ts'
import { bootSettings, findSystem, powerOf, resetOrder } from './computer-system.ts'
import { type RedfishCall, RedfishHttp } from './redfish-http.ts'
import { RedfishSession } from './redfish-session.ts'
import { finished } from './redfish-task.ts'
import { resourcePath } from './resource-path.ts'

/** What a Redfish driver is opened with. */
export interface RedfishOptions {
  /** Address to connect to, found when it is needed. */
  readonly address: () => Promise<string>
  readonly access: BmcAccess
  readonly trust: CertificateTrust
  readonly firmware: BootFirmware | undefined
  /** Id of the machine among the systems of the BMC. */
  readonly system: string | undefined
  /** Milliseconds one call may take. */
  readonly callMs: number
  readonly clock: BmcClock
}

/** What is known once the BMC was spoken to. */
interface Opened {
  readonly session: RedfishSession
  readonly path: string
}

/** Tries to write a resource that somebody else writes at the same time. */
const WRITES = 3

/** Redfish (DSP0266) over HTTPS. */
export class RedfishBmc implements Bmc {
  readonly #options: RedfishOptions
  #http: RedfishHttp | undefined
  #session: RedfishSession | undefined
  #path: string | undefined

  constructor(options: RedfishOptions) {
    this.#options = options
  }

  /** Fingerprint of the certificate that was trusted because it was the first one; undefined for none. */
  get firstCertificate(): string | undefined {
    return this.#http?.firstCertificate
  }

  async power(signal: AbortSignal): Promise<PowerState> {
    const { session, path } = await this.#opened(signal)
    return powerOf(await session.get(path, signal))
  }

  async change(change: PowerChange, signal: AbortSignal): Promise<BmcOutcome> {
    const { session, path } = await this.#opened(signal)
    const system = await session.get(path, signal)
    try {
      await this.#reset(system, change, signal)
    } catch (error) {
      const canOnlySwitch =
        error instanceof BmcFailure && error.code === 'bmc_not_supported' && change === 'cycle'
      if (!canOnlySwitch) throw error
      await this.#cycle(system, signal)
    }
    return DONE
  }

  async boot(choice: BootChoice, signal: AbortSignal): Promise<BmcOutcome> {
    const { session, path } = await this.#opened(signal)
    const { body: system, etag } = await session.read(path, signal)
    const body = bootSettings(system, choice, this.#options.firmware)
    const pending = textAt(system, '@Redfish.Settings', 'SettingsObject', '@odata.id')
    await this.#write({ method: 'PATCH', path, body }, etag, pending, signal)
    return DONE
  }

  async identify(seconds: number, signal: AbortSignal): Promise<BmcOutcome> {
    const { session, path } = await this.#opened(signal)
    const { body: system, etag } = await session.read(path, signal)
    // Two properties for one light: the older one is a word.
    const body: (on: boolean) => JsonObject =
      memberAt(system, 'LocationIndicatorActive') === undefined
        ? (on) => ({ IndicatorLED: on ? 'Blinking' : 'Off' })
        : (on) => ({ LocationIndicatorActive: on })
    await this.#write({ method: 'PATCH', path, body: body(true) }, etag, '', signal)
    await this.#options.clock.sleep(seconds * 1000, signal)
    const { etag: next } = await session.read(path, signal)
    await this.#write({ method: 'PATCH', path, body: body(false) }, next, '', signal)
    return DONE
  }

  async info(signal: AbortSignal): Promise<BmcInfo> {
    const { session, path } = await this.#opened(signal)
    const system = await session.get(path, signal)
    const [manager] = objectsAt(system, 'Links', 'ManagedBy')
    const link = textAt(manager, '@odata.id')
    const bmc = link === '' ? {} : await session.get(resourcePath(link), signal)
    const short = (text: string) => text.slice(0, 80)
    return {
      vendor: short(textAt(system, 'Manufacturer')),
      model: short(textAt(system, 'Model')),
      firmware: short(textAt(bmc, 'FirmwareVersion')),
    }
  }

  async close(): Promise<void> {
    await this.#session?.close()
    this.#http?.close()
  }

  async #opened(signal: AbortSignal): Promise<Opened> {
    const { access, trust, callMs, system } = this.#options
    if (this.#http === undefined) {
      const address = await this.#options.address()
      this.#http = new RedfishHttp({ host: access.host, address, port: access.port, trust }, callMs)
    }
    this.#session ??= new RedfishSession(this.#http, access)
    this.#path ??= await findSystem(this.#session, system, signal)
    return { session: this.#session, path: this.#path }
  }

  async #reset(system: JsonObject, change: PowerChange, signal: AbortSignal): Promise<void> {
    const { session } = await this.#opened(signal)
    const { path, type } = await resetOrder(session, system, change, signal)
    const answer = await session.send({ method: 'POST', path, body: { ResetType: type } }, signal)
    await finished(session, answer, this.#options.clock, signal)
  }

  /** Off, and on when it is off: for a BMC that has no cycle of its own. */
  async #cycle(system: JsonObject, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options
    await this.#reset(system, 'off', signal)
    while ((await this.power(signal)) !== 'off') await clock.sleep(1000, signal)
    await this.#reset(system, 'on', signal)
  }

  /**
   * Changes a resource. Some BMCs want its `ETag`, which others do not have; some keep changes for the next start in
   * a resource beside.
   */
  async #write(call: RedfishCall, etag: string, pending: string, signal: AbortSignal): Promise<void> {
    const { session } = await this.#opened(signal)
    let tag = etag
    let path = call.path
    for (let writes = 1; ; writes += 1) {
      const attempt: RedfishCall = { ...call, path, ...(tag === '' ? {} : { headers: { 'If-Match': tag } }) }
      const answer = await session.try(attempt, signal)
      if (answer.status >= 200 && answer.status < 300)
        return finished(session, answer, this.#options.clock, signal)
      const isStale = answer.status === 412 || answer.status === 428
      const isElsewhere = answer.status === 405 && pending !== '' && path === call.path
      if (writes === WRITES || (!isStale && !isElsewhere)) throw session.failure(attempt, answer)
      if (isElsewhere) path = resourcePath(pending)
      // A weak tag matches nothing where tags are compared strictly (RFC 9110, section 8.8.3.2).
      tag = isStale && tag.startsWith('W/') ? tag.slice(2) : (await session.read(path, signal)).etag || '*'
    }
  }
}
