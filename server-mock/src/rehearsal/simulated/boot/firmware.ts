import type { Hardware } from '../hardware.ts'
import { kernelArgument } from './kernel-line.ts'
import type { KernelStart } from './kernel-start.ts'
import { networkBoot } from './network-boot.ts'

/** What the firmware started, or what else came of it. */
export type FirmwareEnd =
  | KernelStart
  | { readonly kind: 'reboot' }
  | { readonly kind: 'poweroff' }
  | { readonly kind: 'stopped'; readonly reason: string }

/** Pauses between rounds through all boot devices, milliseconds. */
const FIRST_PAUSE = 1000
const LAST_PAUSE = 30_000

/**
 * Starts the machine from its boot devices: the network, then the disk. When neither has a system it goes
 * round again, as servers are set up to, so that a fleet comes up by itself once the server is there.
 *
 * @param onLoader called when a boot script is loaded
 */
export async function startFirmware(
  hardware: Hardware,
  onLoader: () => void,
  signal: AbortSignal,
): Promise<FirmwareEnd> {
  const { ports, say } = hardware
  await ports.sleep(hardware.pace.firmware, signal)
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LAST_PAUSE, pause * 2)) {
    const end = await networkBoot(hardware, onLoader, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      say(`firmware: network boot failed: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    })
    switch (end?.kind) {
      case 'boot':
        return kernelStart(end.kernel.url, end.kernel.args)
      case 'shell':
        return { kind: 'stopped', reason: 'iPXE waits at its shell' }
      case 'reboot':
      case 'poweroff':
        return end
      case 'exhausted':
        say('firmware: the boot script ran in circles; started over')
        break
      default:
        // What is left of a machine's boot order is its disk.
        if (hardware.installed !== undefined) return { kind: 'deployed' }
        say('firmware: nothing to boot')
    }
    // Spread, so that machines which failed together do not come back together.
    await ports.sleep(pause * (0.5 + ports.random()), signal)
  }
}

function kernelStart(url: string, line: string): FirmwareEnd {
  const server = kernelArgument(line, 'metalwright.url') || kernelArgument(line, 'provisioner.web')
  return server === ''
    ? { kind: 'stopped', reason: `${url} is a system that is not simulated` }
    : { kind: 'discovery', line }
}

/** What deployed systems start with when nobody says otherwise, seconds. */
const USUAL_PANIC = 10

/** Milliseconds after which a crashed kernel reboots (`panic=`); `undefined` when it hangs for ever. */
export function rebootAfterPanic(start: KernelStart): number | undefined {
  const seconds = start.kind === 'discovery' ? Number(kernelArgument(start.line, 'panic')) : USUAL_PANIC
  return seconds > 0 ? seconds * 1000 : undefined
}
