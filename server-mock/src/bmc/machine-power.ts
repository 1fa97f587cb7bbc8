import type { Event, JsonObject, JsonValue } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams, type HeldValue, paramsOf } from '../objects/params/effective-params.ts'
import { plainValue } from '../objects/params/secure-params.ts'
import type { PowerState } from './bmc.ts'
import { BmcFailure } from './bmc-failure.ts'
import { BMC_COMMANDS, type BmcCommand, IDENTIFY_SECONDS } from './commands.ts'
import type { BmcControl } from './control.ts'
import type { BmcAnswer, BmcOperation } from './operation.ts'
import { BMC_PARAMS, type BmcTarget, readTarget } from './target.ts'

/** An action on a machine. */
export interface MachineCall {
  readonly command: string
  /** UUID of the machine. */
  readonly machine: string
  /** Values that came with the call. Those of the connection count only where they stand on the machine. */
  readonly params: JsonObject
  readonly signal: AbortSignal
}

/** What the power of machines is controlled with. */
export interface MachinePowerOptions {
  readonly objects: Objects
  readonly control: BmcControl
  /** RFC 3339 text of the time. */
  readonly time: () => string
  /** Told why the power could not be noted at a machine. */
  readonly onFault: (error: unknown) => void
}

/** Longest that the light blinks, seconds. */
const MOST_SECONDS = 120

/** The power of machines, with what is known of it kept at the machine. */
export class MachinePower {
  readonly #options: MachinePowerOptions

  constructor(options: MachinePowerOptions) {
    this.#options = options
  }

  /**
   * Whether an action makes sense on a machine.
   *
   * @param values of its params `ipmi/mode` and `ipmi/address`
   */
  static offers(name: string, values: ReadonlyMap<string, Pick<HeldValue, 'value'>>): boolean {
    const command = BMC_COMMANDS.get(name)
    const mode = values.get(BMC_PARAMS.mode)?.value ?? 'ipmitool'
    if (command === undefined || mode === 'none') return false
    if (mode === 'manual')
      return command.kind === 'confirm' || (command.kind === 'operation' && command.manual)
    return command.kind !== 'confirm' && Boolean(values.get(BMC_PARAMS.address)?.value)
  }

  /**
   * Runs an action and notes the power at the machine.
   *
   * @param tell publishes what a person is asked to do
   * @throws BmcFailure; Problem 422 when the password does not open
   */
  async run(call: MachineCall, tell: (event: Event) => void): Promise<JsonValue> {
    const command = BMC_COMMANDS.get(call.command)
    if (command === undefined)
      throw new BmcFailure('bmc_setting', `There is no action ${call.command}`, 'correct it')
    const machine = await this.#options.objects.session().body('machines', call.machine)
    if (machine === undefined)
      throw new BmcFailure('bmc_setting', `There is no machine ${call.machine}`, 'it was deleted meanwhile')
    const values = await this.#values(machine)
    const target = readTarget(String(machine['Name']), values)
    if (command.kind === 'confirm') return this.#confirmed(call.machine, values)
    const operation = operationOf(command, { ...values, ...call.params })
    const again = command.kind === 'try'
    const { control } = this.#options
    const { answer, firstCertificate } = await control.run({ target, operation, signal: call.signal, again })
    const changes: JsonObject =
      firstCertificate === undefined ? {} : { [BMC_PARAMS.fingerprint]: firstCertificate }
    if (answer.power === 'on' || answer.power === 'off') changes[BMC_PARAMS.power] = answer.power
    if (answer.instruction !== undefined) {
      const request = { Command: call.command, Instruction: answer.instruction, Time: this.#options.time() }
      changes[BMC_PARAMS.request] = request
      tell(eventOf(call.machine, request))
    }
    await this.#note(call.machine, changes)
    return shown(answer, target, values)
  }

  /** Values of all params of the room in plain. */
  async #values(machine: JsonObject): Promise<JsonObject> {
    const session = this.#options.objects.session()
    const params = EffectiveParams.of(session, 'machines', machine)
    const values: [string, JsonValue][] = []
    for (const name of Object.values(BMC_PARAMS)) {
      const held = await params.find(name)
      if (held !== undefined) values.push([name, await plainValue(session, name, held)])
    }
    return Object.fromEntries(values)
  }

  /** A person has done what was asked last: the power is what it was to be. */
  async #confirmed(machine: string, values: JsonObject): Promise<JsonValue> {
    const request = values[BMC_PARAMS.request]
    const asked = request !== null && typeof request === 'object' && !Array.isArray(request) ? request : {}
    const command = BMC_COMMANDS.get(String(asked['Command'] ?? ''))
    if (command === undefined)
      throw new BmcFailure(
        'bmc_setting',
        'Nobody was asked to do anything',
        'run the action that is wanted first',
      )
    const power = powerAfter(command)
    await this.#note(machine, {
      [BMC_PARAMS.request]: null,
      ...(power === undefined ? {} : { [BMC_PARAMS.power]: power }),
    })
    return power === undefined ? {} : { power }
  }

  /** Writes what is new into the machine's params; null removes one. The machine has its power all the same if that fails. */
  async #note(machine: string, changes: JsonObject): Promise<void> {
    try {
      await this.#write(machine, changes)
    } catch (error) {
      this.#options.onFault(error)
    }
  }

  async #write(machine: string, changes: JsonObject): Promise<void> {
    const { objects } = this.#options
    const stored = paramsOf(await objects.session().body('machines', machine))
    const isNew = ([name, value]: [string, JsonValue]) =>
      value === null ? Object.hasOwn(stored, name) : JSON.stringify(stored[name]) !== JSON.stringify(value)
    const fresh = Object.entries(changes).filter(isNew)
    if (fresh.length === 0) return
    await objects.change(SYSTEM, 'machines', machine, { force: false }, (body) => {
      const params = { ...paramsOf(body), ...Object.fromEntries(fresh) }
      const kept = Object.entries(params).filter(([, value]) => value !== null)
      return { ...body, Params: Object.fromEntries(kept) }
    })
  }
}

/** The operation of a command, with the values it takes. @throws BmcFailure for a value that cannot be */
function operationOf(command: Exclude<BmcCommand, { kind: 'confirm' }>, values: JsonObject): BmcOperation {
  if (command.kind === 'try') return { kind: 'status' }
  const { operation } = command
  if (operation.kind !== 'identify') return operation
  const seconds = values[BMC_PARAMS.identify] ?? IDENTIFY_SECONDS
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 && seconds <= MOST_SECONDS)
    return { kind: 'identify', seconds }
  const reason = `${BMC_PARAMS.identify} is ${JSON.stringify(seconds)}`
  throw new BmcFailure('bmc_setting', reason, `set seconds from 1 to ${MOST_SECONDS}`)
}

/** The event by which people learn that they are asked to do something. */
function eventOf(machine: string, request: JsonObject): Event {
  const what = { Type: 'machines', Action: 'operatorrequest', Key: machine, Object: request }
  return { ...what, Time: '', Principal: '', Revision: 0 }
}

/** What the caller is told. Of a machine that only a person can look at, it is what was known last. */
function shown({ power, instruction, facts }: BmcAnswer, target: BmcTarget, values: JsonObject): JsonObject {
  const last = values[BMC_PARAMS.power]
  const known: PowerState | undefined =
    power === 'unknown' && target.kind === 'manual' && (last === 'on' || last === 'off') ? last : power
  return {
    ...facts,
    ...(known === undefined ? {} : { power: known }),
    ...(instruction === undefined ? {} : { instruction }),
  }
}

/** Power of a machine after an action was done by hand; undefined where it stays as it was. */
function powerAfter(command: BmcCommand): 'on' | 'off' | undefined {
  if (command.kind !== 'operation') return undefined
  const { operation } = command
  if (operation.kind === 'restart') return 'on'
  if (operation.kind !== 'power') return undefined
  return operation.change === 'off' || operation.change === 'shutdown' ? 'off' : 'on'
}
