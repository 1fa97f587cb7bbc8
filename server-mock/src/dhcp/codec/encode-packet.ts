import { parseAddress } from '../ipv4.ts'
import { EncodeError } from './encode-error.ts'
import { option } from './option-code.ts'
import { optionSize, writeOption } from './options-area.ts'
import type { DhcpPacket } from './packet.ts'

const HEADER = 240
const NAME_AT = 44
const NAME_SIZE = 64
const FILE_AT = 108
const FILE_SIZE = 128
/** Shortest BOOTP message (RFC 951 §3, RFC 1542 §2.1); old relays and ROMs drop shorter ones. */
const SHORTEST = 300
const END = 255

/** A written packet and the options that found no place in it. */
export interface EncodedPacket {
  readonly bytes: Uint8Array
  /** Codes left out because the packet would exceed its limit; empty nearly always. */
  readonly dropped: readonly number[]
}

/**
 * Writes a DHCP message of at most `limit` bytes. Options keep their order; what does not fit the options
 * field goes to `file` and then `sname` when those are empty (overload, RFC 2131 §4.1), else it is dropped
 * and reported. Option 82 always keeps its place at the very end (RFC 3046 §2.2).
 * Throws {@link EncodeError} for values no packet can carry.
 */
export function encodePacket(packet: DhcpPacket, limit = 1472): EncodedPacket {
  const relay = packet.options.get(option.relayAgentInformation)
  const relaySize = relay === undefined ? 0 : optionSize(relay)
  // 4 bytes stay free for End and for the overload option.
  const room = limit - HEADER - relaySize - 4
  if (room < 0) throw new EncodeError('limit', `${limit} bytes cannot hold a DHCP message`)

  const whole = sizeOf(packet.options) - relaySize
  if (whole <= room) return { bytes: writeWhole(packet, HEADER + whole + relaySize + 1), dropped: [] }
  const plan = layOut(packet, room)
  const used = plan.main.reduce((sum, [, value]) => sum + optionSize(value), HEADER + relaySize + 1)
  const out = new Uint8Array(Math.max(SHORTEST, used + (plan.overload === 0 ? 0 : 3)))
  writeHeader(out, packet)
  let at = HEADER
  for (const [code, value] of plan.main) at = writeOption(out, at, code, value)
  if (plan.overload !== 0) at = writeOption(out, at, option.overload, Uint8Array.of(plan.overload))
  if (relay !== undefined) at = writeOption(out, at, option.relayAgentInformation, relay)
  out[at] = END
  writeArea(out, FILE_AT, plan.file)
  writeArea(out, NAME_AT, plan.name)
  return { bytes: out, dropped: plan.dropped }
}

/** Bytes of all options, the overload option left out. */
function sizeOf(options: DhcpPacket['options']): number {
  // Without the arrays that going through a map makes, here and below: every reply comes by.
  let size = 0
  options.forEach((value, code) => {
    if (code !== option.overload) size += optionSize(value)
  })
  return size
}

/** A packet whose options all fit the options field, as nearly every packet's do. */
function writeWhole(packet: DhcpPacket, size: number): Uint8Array {
  // Of Node's pool: memory of their own costs more than the rest of small messages.
  const out = Buffer.allocUnsafe(Math.max(SHORTEST, size)).fill(0)
  writeHeader(out, packet)
  let at = HEADER
  packet.options.forEach((value, code) => {
    if (code === option.relayAgentInformation || code === option.overload) return
    at = writeOption(out, at, code, value)
  })
  const relay = packet.options.get(option.relayAgentInformation)
  if (relay !== undefined) at = writeOption(out, at, option.relayAgentInformation, relay)
  out[at] = END
  return out
}

type Entry = readonly [code: number, value: Uint8Array]

interface Layout {
  readonly main: readonly Entry[]
  readonly file: readonly Entry[]
  readonly name: readonly Entry[]
  readonly overload: number
  readonly dropped: readonly number[]
}

function layOut(packet: DhcpPacket, room: number): Layout {
  const main: Entry[] = []
  const file: Entry[] = []
  const name: Entry[] = []
  const dropped: number[] = []
  // One byte of each overloaded field is its End.
  const areas = [
    { entries: main, left: room },
    { entries: file, left: packet.file === '' ? FILE_SIZE - 1 : 0 },
    { entries: name, left: packet.serverName === '' ? NAME_SIZE - 1 : 0 },
  ]
  for (const [code, value] of packet.options) {
    if (code === option.relayAgentInformation || code === option.overload) continue
    const size = optionSize(value)
    const area = areas.find((candidate) => candidate.left >= size)
    if (area === undefined) dropped.push(code)
    else {
      area.entries.push([code, value])
      area.left -= size
    }
  }
  return { main, file, name, dropped, overload: (file.length > 0 ? 1 : 0) | (name.length > 0 ? 2 : 0) }
}

function writeArea(out: Uint8Array, at: number, entries: readonly Entry[]): void {
  if (entries.length === 0) return
  for (const [code, value] of entries) at = writeOption(out, at, code, value)
  out[at] = END
}

function writeHeader(out: Uint8Array, packet: DhcpPacket): void {
  const view = new DataView(out.buffer, out.byteOffset, out.length)
  if (packet.hardwareAddress.length > 16) throw new EncodeError('hardwareAddress', 'has over 16 bytes')
  out[0] = packet.op === 'request' ? 1 : 2
  out[1] = packet.hardwareType
  out[2] = packet.hardwareAddress.length
  out[3] = packet.hops
  view.setUint32(4, packet.transactionId)
  view.setUint16(8, packet.seconds)
  view.setUint16(10, packet.broadcast ? 0x8000 : 0)
  view.setUint32(12, address('clientAddress', packet.clientAddress))
  view.setUint32(16, address('yourAddress', packet.yourAddress))
  view.setUint32(20, address('serverAddress', packet.serverAddress))
  view.setUint32(24, address('relayAddress', packet.relayAddress))
  out.set(packet.hardwareAddress, 28)
  writeText(out, NAME_AT, NAME_SIZE, 'serverName', packet.serverName)
  writeText(out, FILE_AT, FILE_SIZE, 'file', packet.file)
  view.setUint32(236, 0x63825363)
}

function address(field: string, text: string): number {
  const value = parseAddress(text)
  if (value === undefined) throw new EncodeError(field, `${JSON.stringify(text)} is not an IPv4 address`)
  return value
}

function writeText(out: Uint8Array, at: number, size: number, field: string, text: string): void {
  if (text === '') return
  if (text.length > size) throw new EncodeError(field, `${text.length} bytes do not fit ${size}`)
  out.set(Buffer.from(text, 'latin1'), at)
}
