import { decodeSubOptions, encodeSubOptions, type SubOptions } from '../codec/encapsulated.ts'
import { option } from '../codec/option-code.ts'
import type { DhcpPacket } from '../codec/packet.ts'

/*
 * Boot Server Discovery Protocol of Apple's firmware: sub-options of option 43 in DHCP messages whose vendor
 * class begins with AAPLBSDPC (Apple, "Boot Server Discovery Protocol"; its client side in the open bootp
 * sources). Numbers are big-endian.
 */

/** Vendor class that BSDP replies carry; clients append architecture and model to it. */
export const BSDP_CLASS = 'AAPLBSDPC'
/** Vendor class of Macs with x86 processors. */
const INTEL_CLASS = `${BSDP_CLASS}/i386`

const MESSAGE_TYPE = 1
const SERVER_IDENTIFIER = 3
const SERVER_PRIORITY = 4
const REPLY_PORT = 5
const DEFAULT_IMAGE = 7
const SELECTED_IMAGE = 8
const IMAGE_LIST = 9
const LIST = 1
const SELECT = 2
/** Any server may be chosen; larger is better. */
const PRIORITY = 0x8000
/** Install image of Mac OS X, number 1: this server has one image for a machine, its bootenv. */
const IMAGE = Uint8Array.of(0x81, 0, 0, 1)
/** Longest name in the list, bytes. */
const LONGEST_NAME = 64

/** What a Mac asks a boot server. */
export interface BsdpRequest {
  readonly kind: 'list' | 'select'
  /** Image of a `select`; four bytes. */
  readonly image?: Uint8Array
  /** Server the message is meant for, four bytes; absent: all. */
  readonly server?: Uint8Array
  /** Port the client receives on, if not the usual one. */
  readonly replyPort?: number
}

/** Whether the sender is a Mac that can boot from the network. */
export function isMac({ options }: DhcpPacket): boolean {
  const vendorClass = options.get(option.vendorClass)
  return vendorClass !== undefined && Buffer.from(vendorClass).toString('latin1').startsWith(INTEL_CLASS)
}

/** Reads option 43 of an INFORM; undefined when it is broken, no LIST and no SELECT, or asks for an open reply port. */
export function readBsdp({ options }: DhcpPacket): BsdpRequest | undefined {
  const bytes = options.get(option.vendorSpecific)
  const found = bytes === undefined ? undefined : subOptions(bytes)
  if (found === undefined) return undefined
  const type = found.get(MESSAGE_TYPE)
  const kind =
    type?.length !== 1 ? undefined : type[0] === LIST ? 'list' : type[0] === SELECT ? 'select' : undefined
  if (kind === undefined) return undefined
  const image = found.get(SELECTED_IMAGE)
  const server = found.get(SERVER_IDENTIFIER)
  const [high, low] = found.get(REPLY_PORT) ?? []
  const replyPort = high === undefined || low === undefined ? undefined : high * 256 + low
  // Only programs with rights can receive there: otherwise answers could be sent to anybody's program.
  if (replyPort !== undefined && (replyPort === 0 || replyPort >= 1024)) return undefined
  return {
    kind,
    ...(image !== undefined && { image }),
    ...(server !== undefined && { server }),
    ...(replyPort !== undefined && { replyPort }),
  }
}

function subOptions(bytes: Uint8Array): SubOptions | undefined {
  try {
    return decodeSubOptions(bytes, 'padded')
  } catch {
    return undefined
  }
}

/** Option 43 that lists the machine's one image, by name. */
export function imageList(name: string): Uint8Array {
  const text = Buffer.from(name).subarray(0, LONGEST_NAME)
  return encodeSubOptions(
    new Map([
      [MESSAGE_TYPE, Uint8Array.of(LIST)],
      [SERVER_PRIORITY, Uint8Array.of(PRIORITY >> 8, PRIORITY & 255)],
      [DEFAULT_IMAGE, IMAGE],
      [IMAGE_LIST, Uint8Array.of(...IMAGE, text.length, ...text)],
    ]),
    'bare',
  )
}

/** Option 43 that confirms the machine's image. */
export function imageSelected(): Uint8Array {
  return encodeSubOptions(
    new Map([
      [MESSAGE_TYPE, Uint8Array.of(SELECT)],
      [SELECTED_IMAGE, IMAGE],
    ]),
    'bare',
  )
}

/** Whether an image of a `select` is the one this server lists. */
export function isListed(image: Uint8Array | undefined): boolean {
  return image !== undefined && Buffer.from(image).equals(IMAGE)
}
