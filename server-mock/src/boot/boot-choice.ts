import type { BootAnswer } from '../dhcp/boot/boot-answer.ts'
import { bootFile } from '../dhcp/boot/boot-file.ts'
import type { BootRequest } from '../dhcp/boot/boot-request.ts'
import { BSDP_CLASS } from '../dhcp/boot/bsdp.ts'
import { option } from '../dhcp/codec/option-code.ts'
import type { Objects } from '../objects/objects.ts'
import type { Addresses } from '../render/source.ts'
import type { BootFacts, BootFactsSource } from './boot-facts.ts'
import type { MachineDirectory } from './machine-directory.ts'

/** What the choice is made from. */
export interface BootChoicePorts {
  readonly objects: Objects
  readonly facts: BootFactsSource
  readonly machines: MachineDirectory
  /** Addresses of this server as a client of one of them reaches it. */
  readonly addresses: (server: string) => Addresses
}

/**
 * What a DHCP client boots (DRP): unknown machines, and those whose bootenv has a kernel, load by the network;
 * the others are left to their disk. Macs load the image of a bootenv that has one for them. A machine is known
 * by its hardware address, else by the address it is given. All of it is in memory: packets wait for it.
 */
export function bootChoice(
  { objects, facts, machines, addresses }: BootChoicePorts,
  request: BootRequest,
): BootAnswer {
  const machine = machines.byMac(request.mac) ?? machines.byAddress(request.address)
  const name = machine?.bootEnv ?? facts.unknown
  const bootEnv = facts.of(objects, name)
  const { server, filePort } = addresses(request.serverAddress)
  if (request.vendorClass.startsWith(BSDP_CLASS)) return forMac(bootEnv?.apple, request.nextServer || server)
  if (machine !== undefined && bootEnv?.overNetwork === false) {
    return { kind: 'none', reason: 'machine-boots-from-disk' }
  }
  const httpUrl = `http://${server}:${filePort}`
  const loaders = bootEnv === undefined ? {} : { loaders: bootEnv.loaders }
  return bootFile(request, { httpUrl, tftpAddress: server, ...loaders })
}

function forMac(apple: BootFacts['apple'], nextServer: string): BootAnswer {
  if (apple === undefined) return { kind: 'none', reason: 'not-a-boot-client' }
  const { file, rootPath, title } = apple
  const options = new Map(rootPath === '' ? [] : [[option.rootPath, Buffer.from(rootPath)]])
  return { kind: 'boot', reason: 'netboot-image', file, nextServer, title, options }
}
