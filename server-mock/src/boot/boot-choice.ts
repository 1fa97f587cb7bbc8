import type { BootEnv } from '@metalwright/sdk/models'
import type { BootAnswer } from '../dhcp/boot/boot-answer.ts'
import { bootFile } from '../dhcp/boot/boot-file.ts'
import type { BootRequest } from '../dhcp/boot/boot-request.ts'
import { loadersWith } from '../dhcp/boot/loaders.ts'
import type { Objects } from '../objects/objects.ts'
import { preference } from '../objects/preferences.ts'
import { architecture } from '../render/boot-file-paths.ts'
import type { Addresses } from '../render/source.ts'

/**
 * What a DHCP client boots (DRP): unknown machines, and those whose bootenv has a kernel, load by the network;
 * the others are left to their disk.
 */
export async function bootChoice(
  objects: Objects,
  request: BootRequest,
  addresses: (server: string) => Addresses,
): Promise<BootAnswer> {
  const session = objects.session()
  const [uuid] = await session.find('machines', 'HardwareAddrs', request.mac)
  const machine = uuid === undefined ? undefined : await session.get('machines', uuid)
  const name = machine?.BootEnv ?? (await preference(objects.store, 'unknownBootEnv'))
  const bootEnv = await session.get('bootenvs', name)
  if (machine !== undefined && bootEnv !== undefined && bootEnv.Kernel === '' && !bootEnv.OnlyUnknown) {
    return { kind: 'none', reason: 'machine-boots-from-disk' }
  }
  const { server, filePort } = addresses(request.serverAddress)
  const loaders = loadersWith(bootEnv === undefined ? {} : namedLoaders(bootEnv))
  return bootFile(request, { httpUrl: `http://${server}:${filePort}`, tftpAddress: server, loaders })
}

/** Loaders a bootenv names: by architecture and firmware (v4), or for the UEFI of an architecture (3.12). */
function namedLoaders({ OS, Loaders }: BootEnv): Record<string, string> {
  const byArch = Object.entries(OS.SupportedArchitectures)
  return Object.fromEntries([
    ...byArch.map(([arch, { Loader }]) => [`${architecture(arch)}-uefi`, Loader]),
    ...Object.entries(Loaders),
  ])
}
