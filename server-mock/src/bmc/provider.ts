import { type Action, type JsonValue, PluginProvider } from '@metalwright/sdk/models'
import type { HeldValue } from '../objects/params/effective-params.ts'
import { Problem } from '../objects/problem.ts'
import { PluginFailure } from '../plugins/plugin-failure.ts'
import type { Instance, PluginConfig, PluginHost, Provider } from '../plugins/provider.ts'
import { BmcFailure, type BmcFaultCode } from './bmc-failure.ts'
import { BMC_COMMANDS } from './commands.ts'
import { MachinePower } from './machine-power.ts'
import { memberAt } from './members.ts'
import { BMC_PARAMS } from './target.ts'

/** Name of the provider: that of DRP's plugin, which it takes the place of. */
export const BMC_PROVIDER = 'ipmi'

/** Failures that last until somebody changes the machine's params; the others are told by 409 as DRP's plugins do. */
const LASTING: readonly BmcFaultCode[] = ['bmc_setting', 'bmc_address_refused']

/** The actions of the server itself on machines with a BMC. All its plugins share one control of BMCs. */
export class BmcProvider implements Provider {
  readonly definition = PluginProvider.parse({
    Name: BMC_PROVIDER,
    Version: 'v1.0.0',
    PluginVersion: 2,
    HasPublish: false,
    AvailableActions: [...BMC_COMMANDS].map(([Command]) => ({
      Provider: BMC_PROVIDER,
      Model: 'machines',
      Command,
      OptionalParams: [
        BMC_PARAMS.mode,
        BMC_PARAMS.address,
        ...(Command === 'identify' ? [BMC_PARAMS.identify] : []),
      ],
    })),
    Documentation: 'Power and boot device of machines over IPMI or Redfish, or by hand.',
    Validated: true,
    Available: true,
  })
  readonly #power: MachinePower

  constructor(power: MachinePower) {
    this.#power = power
  }

  offers(command: string, held: ReadonlyMap<string, HeldValue>): boolean {
    return MachinePower.offers(command, held)
  }

  async start(_config: PluginConfig, host: PluginHost): Promise<Instance> {
    const { promise: ended, resolve } = Promise.withResolvers<string>()
    return {
      configure: async () => {},
      run: (action, signal) => this.#run(action, host, signal),
      publish: async () => {},
      socket: undefined,
      ended,
      stop: async () => resolve('stopped'),
    }
  }

  async #run({ Command, Model, Params }: Action, host: PluginHost, signal: AbortSignal): Promise<JsonValue> {
    const machine = memberAt(Model, 'Uuid')
    if (typeof machine !== 'string') throw new PluginFailure([`${Command} is an action of machines`], 400)
    try {
      const call = { command: Command, machine, params: Params, signal }
      return await this.#power.run(call, (event) => host.publish(event))
    } catch (error) {
      if (error instanceof BmcFailure) {
        const text = `${error.message} (${error.code})`
        host.log({ Level: 'warn', Message: `${Command} of machine ${machine}: ${text}` })
        throw new PluginFailure([text], LASTING.includes(error.code) ? 422 : 409, error)
      }
      if (error instanceof Problem) throw new PluginFailure(error.messages, error.status, error)
      throw error
    }
  }
}
