import { kernelArgument } from '../boot/kernel-line.ts'
import { bootedMac, type LoadedKernel, type Running } from '../hardware.ts'
import { loadFile, loadText } from '../network/file-client.ts'
import { jsonOf, type MachineApi } from '../network/machine-api.ts'
import type { AgentSettings } from './agent-settings.ts'

/**
 * Loads the kernel of the machine's new boot environment, when the param `kexec-ok` allows it. `undefined` when
 * it cannot, and the machine has to reboot.
 */
export async function loadKexec(
  running: Running,
  { uuid, fileServer }: AgentSettings,
  api: MachineApi,
  bootEnv: string,
): Promise<LoadedKernel | undefined> {
  const { hardware, signal, loaded } = running
  const needs = { ports: hardware.ports, signal }
  const allowed = await api.call('GET', `/machines/${uuid}/params/kexec-ok?aggregate=true`)
  if (allowed.status !== 200 || jsonOf(allowed) !== true || loaded !== undefined) return undefined
  const place = URL.parse(`${fileServer}/machines/${uuid}/kexec`)
  if (place === null) return undefined
  try {
    const text = (await loadText(place, needs)) ?? ''
    const value = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? ''
    const line = `${value('params')} BOOTIF=01-${bootedMac(running).replaceAll(':', '-')}`
    if (kernelArgument(line, 'metalwright.url') === '') return undefined
    for (const file of [value('kernel'), value('initrd')]) {
      await loadFile(new URL(file), needs, hardware.tftpPort)
    }
    return { bootEnv, start: { kind: 'discovery', line } }
  } catch (error) {
    signal.throwIfAborted()
    hardware.say(`no kexec: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}
