import { cleanText } from './clean-text.ts'

/** What a switch tells of the port a cable is plugged into (IEEE 802.1AB). Texts are empty where it tells nothing. */
export interface LldpNeighbour {
  /** Name of the switch within its network: mostly a MAC address. */
  readonly chassisId: string
  /** What kind of name that is, such as `mac`. */
  readonly chassisIdType: string
  readonly portId: string
  readonly portIdType: string
  readonly portDescription: string
  readonly systemName: string
  readonly systemDescription: string
  /** Address the switch is managed at. */
  readonly managementAddress: string
  /** VLAN of untagged frames on the port; null when it is not told. */
  readonly vlan: number | null
  /** Seconds the information holds. */
  readonly ttl: number
}

/** A frame that is no LLDP. The message says at which byte it stops being one. */
export class LldpError extends Error {
  readonly code = 'bad_lldp_frame'

  constructor(reason: string) {
    super(`Not an LLDP frame: ${reason}`)
    this.name = 'LldpError'
  }
}

/** Largest frame looked at, bytes. */
export const LARGEST_FRAME = 9216
const LLDP = 0x88cc
const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8]

/** Kinds of names by their number (802.1AB tables 8-2 and 8-3). */
const CHASSIS_KINDS = ['', 'component', 'alias', 'port', 'mac', 'address', 'interface', 'local']
const PORT_KINDS = ['', 'alias', 'component', 'mac', 'address', 'interface', 'circuit', 'local']

/**
 * Reads an Ethernet frame that was heard on an interface. Elements of unknown kinds are skipped; one that is
 * malformed counts as not told, unless it is one of the three that every frame begins with.
 *
 * @throws LldpError when the frame is cut, or does not begin with chassis, port and time to live
 */
export function parseLldp(frame: Uint8Array): LldpNeighbour {
  if (frame.length > LARGEST_FRAME) throw new LldpError(`it has ${frame.length} bytes`)
  const elements = elementsOf(frame, payloadOf(frame))
  const [chassis, port, ttl] = elements
  if (chassis?.type !== 1 || port?.type !== 2 || ttl?.type !== 3)
    throw new LldpError('chassis, port and time to live are not at its beginning')
  if (chassis.value.length < 2 || port.value.length < 2 || ttl.value.length < 2)
    throw new LldpError('chassis, port or time to live is empty')
  const text = (type: number) => utf8(elements.find((one) => one.type === type)?.value ?? NOTHING)
  return {
    chassisId: nameOf(chassis.value, CHASSIS_KINDS),
    chassisIdType: CHASSIS_KINDS[chassis.value[0] ?? 0] ?? '',
    portId: nameOf(port.value, PORT_KINDS),
    portIdType: PORT_KINDS[port.value[0] ?? 0] ?? '',
    portDescription: text(4),
    systemName: text(5),
    systemDescription: text(6),
    managementAddress: managementAddress(elements.find((one) => one.type === 8)?.value ?? NOTHING),
    vlan: portVlan(elements),
    ttl: uint16(ttl.value, 0),
  }
}

/** Type, length and value. */
interface Element {
  readonly type: number
  readonly value: Uint8Array
}

const NOTHING = new Uint8Array()

/** Where the elements begin, behind addresses, VLAN tags and the type of the frame. */
function payloadOf(frame: Uint8Array): number {
  let at = 12
  while (at + 2 <= frame.length && VLAN_TAGS.includes(uint16(frame, at)) && at < 20) at += 4
  if (at + 2 > frame.length) throw new LldpError(`it ends after ${frame.length} bytes`)
  if (uint16(frame, at) !== LLDP) throw new LldpError(`its type at byte ${at} is another one`)
  return at + 2
}

function elementsOf(frame: Uint8Array, start: number): Element[] {
  const elements: Element[] = []
  let at = start
  while (at + 2 <= frame.length) {
    const head = uint16(frame, at)
    const type = head >> 9
    const end = at + 2 + (head & 0x1ff)
    if (type === 0) return elements
    if (end > frame.length) throw new LldpError(`element ${type} at byte ${at} is longer than the frame`)
    elements.push({ type, value: frame.subarray(at + 2, end) })
    at = end
  }
  // A frame without its end mark was cut, but what came before is whole.
  return elements
}

/** Name of a switch or port: the first byte says of which kind. */
function nameOf(value: Uint8Array, kinds: readonly string[]): string {
  const name = value.subarray(1)
  switch (kinds[value[0] ?? 0]) {
    case 'mac':
      return name.length === 6 ? hex(name, ':') : hex(name, '')
    case 'address':
      return addressOf(name[0] ?? 0, name.subarray(1))
    default:
      return utf8(name)
  }
}

/** An address of an IANA address family: 1 is IPv4, 2 is IPv6. */
function addressOf(family: number, bytes: Uint8Array): string {
  if (family === 1 && bytes.length === 4) return bytes.join('.')
  if (family === 2 && bytes.length === 16) {
    const parts = Array.from({ length: 8 }, (_, at) => uint16(bytes, at * 2).toString(16))
    return URL.parse(`http://[${parts.join(':')}]`)?.hostname.slice(1, -1) ?? ''
  }
  return hex(bytes, '')
}

function managementAddress(value: Uint8Array): string {
  const length = value[0] ?? 0
  if (length < 2 || value.length < 1 + length) return ''
  return addressOf(value[1] ?? 0, value.subarray(2, 1 + length))
}

/** Port VLAN id (802.1Q annex D: organisation 00-80-C2, kind 1); 0 means that there is none. */
function portVlan(elements: readonly Element[]): number | null {
  for (const { type, value } of elements) {
    if (type !== 127 || value.length < 6) continue
    if (hex(value.subarray(0, 4), '') !== '0080c201') continue
    return uint16(value, 4) || null
  }
  return null
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function hex(bytes: Uint8Array, between: string): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(between)
}

function utf8(bytes: Uint8Array): string {
  return cleanText(new TextDecoder().decode(bytes))
}
