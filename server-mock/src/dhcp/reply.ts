import type { BootAnswer } from './boot/boot-answer.ts'
import { BSDP_CLASS } from './boot/bsdp.ts'
import { type MessageType, messageTypeByte } from './codec/message-type.ts'
import { option } from './codec/option-code.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { EffectiveOptions } from './effective-options.ts'
import { parseAddress, UNSPECIFIED } from './ipv4.ts'
import type { LeaseRecord } from './records.ts'

/** Largest `file` and `sname`; longer values travel as options 67 and 66. */
const FILE_SIZE = 128
const NAME_SIZE = 64
const PLAIN = /^[\x20-\x7e]*$/

/** Options that only make sense with a boot file (DRP strips them without one). */
const bootOptions: ReadonlySet<number> = new Set([
  option.rootPath,
  option.vendorSpecific,
  option.vendorClass,
  option.tftpServerName,
  option.bootFile,
])

/** Options the protocol itself sets; configured ones would contradict it. */
const protocolOptions: ReadonlySet<number> = new Set([
  option.requestedAddress,
  option.leaseTime,
  option.overload,
  option.messageType,
  option.serverIdentifier,
  option.parameterRequestList,
  option.message,
  option.maximumMessageSize,
  option.renewalTime,
  option.rebindingTime,
  option.clientIdentifier,
  option.relayAgentInformation,
  option.clientArchitecture,
  option.clientInterface,
])

/** OFFER or ACK of a lease (RFC 2131 §4.3.1; what the client asks for in option 55, DRP §reply content). */
export function leaseReply(
  packet: DhcpPacket,
  type: 'offer' | 'ack',
  lease: LeaseRecord,
  configured: EffectiveOptions,
  boot: BootAnswer,
  serverAddress: string,
): DhcpPacket {
  const options = startOptions(type, serverAddress)
  const { Duration } = lease
  // T1 and T2 of a lease for ever are for ever too.
  const endless = Duration === 0xffffffff
  options.set(option.leaseTime, u32(Duration))
  options.set(option.renewalTime, u32(endless ? Duration : Math.floor(Duration / 2)))
  options.set(option.rebindingTime, u32(endless ? Duration : Math.floor((Duration * 3) / 4)))
  addWanted(packet, configured, options, boot.kind === 'boot')
  const reply: DhcpPacket = {
    ...blankReply(packet),
    clientAddress: type === 'ack' ? packet.clientAddress : UNSPECIFIED,
    yourAddress: lease.Addr,
    serverAddress: lease.NextServer || serverAddress,
  }
  return finish(reply, packet, options, configured, boot)
}

/**
 * OFFER or ACK that carries boot information only: ProxyDHCP and the boot server port
 * (PXE 2.1 §2.2.3, §2.4.5). There must be something to boot.
 */
export function proxyReply(
  packet: DhcpPacket,
  type: 'offer' | 'ack',
  configured: EffectiveOptions,
  boot: BootAnswer & { kind: 'boot' },
  serverAddress: string,
): DhcpPacket {
  const reply: DhcpPacket = {
    ...blankReply(packet),
    clientAddress: type === 'ack' ? packet.clientAddress : UNSPECIFIED,
    serverAddress,
  }
  return finish(reply, packet, startOptions(type, serverAddress), configured, boot)
}

/** ACK of an INFORM: options only, no address and no times (RFC 2131 §4.3.5). */
export function informReply(
  packet: DhcpPacket,
  configured: EffectiveOptions,
  serverAddress: string,
): DhcpPacket {
  const options = startOptions('ack', serverAddress)
  addWanted(packet, configured, options, false)
  copyBack(packet, options)
  return { ...blankReply(packet), clientAddress: packet.clientAddress, options }
}

/**
 * OFFER or ACK of a boot server to a Mac (BSDP): `vendor` is its option 43. With the files to boot, or, for a
 * list of images, without them.
 */
export function bsdpReply(
  packet: DhcpPacket,
  type: 'offer' | 'ack',
  vendor: Uint8Array,
  boot: BootAnswer & { kind: 'boot' },
  serverAddress: string,
  withFiles: boolean,
): DhcpPacket {
  const options = startOptions(type, serverAddress)
  options.set(option.vendorClass, Buffer.from(BSDP_CLASS))
  options.set(option.vendorSpecific, vendor)
  const reply = { ...blankReply(packet), clientAddress: packet.clientAddress, serverAddress }
  const none: EffectiveOptions = { records: [], values: new Map(), neverBoot: false, problems: [] }
  return finish(reply, packet, options, none, withFiles ? boot : { kind: 'none', reason: boot.reason })
}

/** NAK: the client must start over (RFC 2131 §4.3.2). A relay must broadcast it. */
export function nakReply(packet: DhcpPacket, reason: string, serverAddress: string): DhcpPacket {
  const options = startOptions('nak', serverAddress)
  options.set(option.message, Buffer.from(reason, 'latin1'))
  copyBack(packet, options)
  return { ...blankReply(packet), broadcast: true, options }
}

/** Configured options the client asks for (all when it asks for none in particular). */
function addWanted(
  packet: DhcpPacket,
  configured: EffectiveOptions,
  options: Map<number, Uint8Array>,
  boots: boolean,
): void {
  const wanted = packet.options.get(option.parameterRequestList) ?? configured.values.keys()
  for (const code of wanted) {
    const value = configured.values.get(code)
    if (value === undefined || protocolOptions.has(code)) continue
    if (code === option.bootFile || code === option.tftpServerName) continue
    if (boots || !bootOptions.has(code)) options.set(code, value)
  }
}

function finish(
  reply: DhcpPacket,
  packet: DhcpPacket,
  options: Map<number, Uint8Array>,
  configured: EffectiveOptions,
  boot: BootAnswer,
): DhcpPacket {
  let { file, serverName, serverAddress } = reply
  if (boot.kind === 'boot') {
    for (const [code, value] of boot.options) if (!options.has(code)) options.set(code, value)
    const uuid = packet.options.get(option.machineIdentifier)
    if (uuid !== undefined) options.set(option.machineIdentifier, uuid)
    if (parseAddress(boot.nextServer) !== undefined) serverAddress = boot.nextServer
    const name = configured.values.get(option.tftpServerName) ?? (boot.nextServer || serverAddress)
    serverName = inField(name, NAME_SIZE, option.tftpServerName, options)
    file = inField(boot.file, FILE_SIZE, option.bootFile, options)
  }
  copyBack(packet, options)
  return { ...reply, file, serverName, serverAddress, options }
}

/** Text for a header field, or `''` after putting the value into its option because it is too long. */
function inField(
  text: Uint8Array | string,
  size: number,
  code: number,
  options: Map<number, Uint8Array>,
): string {
  // Most are plain: nothing to encode.
  if (typeof text === 'string' && text.length < size && PLAIN.test(text)) return text
  const value = typeof text === 'string' ? Buffer.from(text) : text
  // One byte stays for the NUL that old ROMs rely on.
  if (value.length < size) return Buffer.from(value).toString('latin1')
  options.set(code, value)
  return ''
}

/** The client identifier (RFC 6842) and, last, what the relay added (RFC 3046 §2.2). */
function copyBack(packet: DhcpPacket, options: Map<number, Uint8Array>): void {
  for (const code of [option.clientIdentifier, option.relayAgentInformation]) {
    const value = packet.options.get(code)
    if (value !== undefined) options.set(code, value)
  }
}

function startOptions(type: MessageType, serverAddress: string): Map<number, Uint8Array> {
  return new Map([
    [option.messageType, messageTypeByte(type)],
    [option.serverIdentifier, u32(parseAddress(serverAddress) ?? 0)],
  ])
}

function blankReply(packet: DhcpPacket): DhcpPacket {
  return {
    ...packet,
    op: 'reply',
    hops: 0,
    seconds: 0,
    clientAddress: UNSPECIFIED,
    yourAddress: UNSPECIFIED,
    serverAddress: UNSPECIFIED,
    serverName: '',
    file: '',
    options: new Map(),
  }
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}
