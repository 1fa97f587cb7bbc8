import { openAddress } from './address-endpoint.ts'
import { openInterface } from './interface-endpoint.ts'
import { loadLinuxSockets } from './linux-sockets.ts'
import { BindError, type Network } from './network.ts'
import { readInterfaces } from './read-interfaces.ts'

/** The real network: per interface where the platform's socket calls can be had, else by address. */
export async function systemNetwork(): Promise<Network> {
  const sockets = await loadLinuxSockets().catch((error: unknown) => `no interface sockets: ${error}`)
  return {
    ...(typeof sockets === 'string' && { limitation: sockets }),
    interfaces: readInterfaces,
    open: async (binding, onMessage) => {
      if (binding.kind === 'address') {
        const calls = typeof sockets === 'string' ? undefined : sockets
        return openAddress(calls, binding.address, binding.port, onMessage)
      }
      if (typeof sockets === 'string') throw new BindError(`interface ${binding.interface.name}`, sockets)
      return openInterface(sockets, binding.interface, binding.port, onMessage)
    },
  }
}
