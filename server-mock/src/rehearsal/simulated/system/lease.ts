import { type Running, transactionId } from '../hardware.ts'
import type { Binding } from '../network/address-client.ts'

/** Milliseconds between tries to get an address. */
const RETRY = 3000

/** Gets an address for a running system, for as long as it takes. */
export async function leaseAddress(running: Running): Promise<Binding> {
  const { hardware, signal } = running
  const { mac, link, ports, say } = hardware
  for (;;) {
    try {
      return await link.acquire({ mac, stage: 'system', transactionId: transactionId(ports) }, signal)
    } catch (error) {
      signal.throwIfAborted()
      say(`no address by DHCP: ${error instanceof Error ? error.message : String(error)}`)
      await ports.sleep(RETRY, signal)
    }
  }
}

/** Keeps an address until the system ends, asking at half of its time (RFC 2131 §4.4.5). Rejects then. */
export async function keepAddress(running: Running, first: Binding): Promise<void> {
  const { hardware, signal } = running
  const { mac, link, ports, say } = hardware
  let binding = first
  for (;;) {
    // Longer than a timer can wait is as good as for ever.
    await ports.sleep(Math.min(binding.leaseTime * 500, 2 ** 31 - 1), signal)
    const client = { mac, stage: 'system', transactionId: transactionId(ports) } as const
    try {
      binding = await link.renew(client, binding.address, signal)
    } catch (error) {
      signal.throwIfAborted()
      say(`address ${binding.address} not renewed: ${error instanceof Error ? error.message : String(error)}`)
      binding = await leaseAddress(running)
    }
  }
}
