/**
 * Machines that are not there: simulated ones, thousands in one process, and virtual ones in QEMU. Both speak
 * the real protocols to the real server.
 */

export { installBootFiles } from '../boot/boot-files.ts'
export { type DhcpClient, discoverPacket, selectPacket } from '../dhcp/client.ts'
export { DhcpRelay } from '../dhcp/client-exchange.ts'
export * from './bmc/index.ts'
export * from './qemu/index.ts'
export * from './simulated/index.ts'
export * from './start/index.ts'
