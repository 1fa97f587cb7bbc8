import type { BootStage } from '../../../dhcp/client.ts'
import { tftpRead } from '../../../tftp/client.ts'
import { abortable } from '../abortable.ts'
import { type Hardware, transactionId } from '../hardware.ts'
import type { IpxeEnd } from '../ipxe/image.ts'
import { IpxeInterpreter } from '../ipxe/interpreter.ts'
import { IpxeSettings } from '../ipxe/settings.ts'
import type { Binding } from '../network/address-client.ts'
import { loadFile } from '../network/file-client.ts'

/** What the network led to; `undefined` when it has nothing for this machine. */
export async function networkBoot(
  hardware: Hardware,
  onLoader: () => void,
  signal: AbortSignal,
): Promise<IpxeEnd | undefined> {
  const { firmware, say } = hardware
  const platform = firmware.endsWith('-bios') ? 'pcbios' : 'efi'
  let binding = await acquire(hardware, firmware, signal)
  if (binding.bootFile === '') return undefined
  if (firmware.startsWith('pxe-') || firmware.startsWith('http-')) {
    await loadLoader(hardware, binding, signal)
    binding = await acquire(hardware, platform === 'pcbios' ? 'ipxe-bios' : 'ipxe-uefi', signal)
    if (binding.bootFile === '') return undefined
  }
  onLoader()
  const host = {
    signal,
    fetch: (url: URL) =>
      abortable(loadFile(url, { ports: hardware.ports, signal }, hardware.tftpPort), signal),
    sleep: (milliseconds: number) => hardware.ports.sleep(milliseconds, signal),
    echo: (text: string) => say(`ipxe: ${text}`),
    diskBoots: () => hardware.installed !== undefined,
  }
  return new IpxeInterpreter(host, settingsOf(hardware, platform, binding)).boot(scriptUrl(binding))
}

function acquire(hardware: Hardware, stage: BootStage, signal: AbortSignal): Promise<Binding> {
  const { mac, uuid, ports, link } = hardware
  return link.acquire({ mac, uuid, stage, transactionId: transactionId(ports) }, signal)
}

/** Loads iPXE itself, as the firmware's PXE or HTTP boot does; what is in the file does not matter. */
async function loadLoader(hardware: Hardware, binding: Binding, signal: AbortSignal): Promise<void> {
  const { bootFile, nextServer } = binding
  if (/^https?:/i.test(bootFile)) {
    const { size } = await loadFile(new URL(bootFile), { ports: hardware.ports, signal }, hardware.tftpPort)
    hardware.say(`firmware: loaded ${bootFile} (${size} bytes) over HTTP`)
    return
  }
  const { localAddress, tftpPort, ports } = hardware
  const loses = ports.faults?.loses
  const read = (options: object) =>
    abortable(tftpRead(nextServer, tftpPort, bootFile, { ...options, loses, localAddress }), signal)
  // UEFI asks for the size first, and breaks that transfer off.
  if (hardware.firmware === 'pxe-uefi') await read({ blksize: 1468, sizeOnly: true })
  const { bytes } = await read(
    hardware.firmware === 'pxe-uefi' ? { blksize: 1468, windowsize: 4 } : { blksize: 1456 },
  )
  hardware.say(`firmware: loaded ${bootFile} (${bytes.length} bytes) over TFTP`)
}

/** Address of the file DHCP names: a whole URL, or a name on the TFTP server. */
function scriptUrl({ bootFile, nextServer }: Binding): string {
  return /^[a-z]+:\/\//i.test(bootFile) ? bootFile : `tftp://${nextServer}/${bootFile}`
}

function settingsOf({ mac, uuid, disk }: Hardware, platform: string, binding: Binding): IpxeSettings {
  const given: [string, string][] = [
    ['net0/mac', mac],
    ['net0/ip', binding.address],
    ['net0/netmask', binding.mask],
    ['net0/gateway', binding.router],
    ['net0/dhcp-server', binding.server],
    ['net0/hostname', binding.hostName],
    ['net0/filename', binding.bootFile],
    ['net0/next-server', binding.nextServer],
    ['platform', platform],
    ['buildarch', 'x86_64'],
    ['uuid', uuid],
    ['serial', disk.serial],
    ['manufacturer', 'Metalwright'],
    ['product', 'Simulated machine'],
    ['version', '1.21.1'],
  ]
  return new IpxeSettings(new Map(given))
}
