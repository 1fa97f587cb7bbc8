import { Agent } from '../agent/agent.ts'
import type { SystemEnd } from '../boot/kernel-start.ts'
import type { Running } from '../hardware.ts'
import { keepAddress, leaseAddress } from './lease.ts'

/** Milliseconds after which the system's init starts an agent again. */
const RESPAWN = 5000

/** The system an image has put on the disk: gets an address and runs the agent that was put there with it. */
export async function runDeployed(running: Running): Promise<SystemEnd> {
  const { hardware, signal } = running
  await hardware.ports.sleep(hardware.pace.kernel, signal)
  running.beside(keepAddress(running, await leaseAddress(running)))
  for (;;) {
    const { installed } = hardware
    if (installed === undefined)
      return { kind: 'stopped', reason: 'the disk was wiped under the running system' }
    running.reached('deployed', installed.uuid)
    const end = await new Agent(running, installed, undefined).run()
    if (end.kind !== 'again') return end
    await hardware.ports.sleep(RESPAWN, signal)
  }
}
