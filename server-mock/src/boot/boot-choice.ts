import type { BootAnswer } from '../dhcp/boot/boot-answer.ts'
import { bootFile } from '../dhcp/boot/boot-file.ts'
import type { BootRequest } from '../dhcp/boot/boot-request.ts'
import type { Objects } from '../objects/objects.ts'
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
  const bootEnv = machine === undefined ? undefined : await session.get('bootenvs', machine.BootEnv)
  if (bootEnv !== undefined && bootEnv.Kernel === '' && !bootEnv.OnlyUnknown) {
    return { kind: 'none', reason: 'machine-boots-from-disk' }
  }
  const { server, filePort } = addresses(request.serverAddress)
  return bootFile(request, { httpUrl: `http://${server}:${filePort}`, tftpAddress: server })
}
