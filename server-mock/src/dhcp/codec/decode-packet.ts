import { Cursor } from './cursor.ts'
import { DecodeError } from './decode-error.ts'
import { messageTypes } from './message-type.ts'
import { option } from './option-code.ts'
import { joinRepeats, type Repeat, readOptions } from './options-area.ts'
import type { DhcpPacket } from './packet.ts'

/** First four bytes of the options field (RFC 2131 §3). */
const COOKIE = 0x63825363

/** Options the server acts on whose length is fixed; anything else in them is a broken sender. */
const fixedLengths: readonly { readonly code: number; readonly due: number }[] = [
  { code: option.requestedAddress, due: 4 },
  { code: option.leaseTime, due: 4 },
  { code: option.messageType, due: 1 },
  { code: option.serverIdentifier, due: 4 },
]

/**
 * Reads a DHCP message. Options are joined over repeats and over the overloaded file and sname fields
 * (RFC 2131 §4.1, RFC 3396 §7). Throws {@link DecodeError}; never reads past the bytes, never loops.
 */
export function decodePacket(bytes: Uint8Array): DhcpPacket {
  // Parts of Node's buffers are made in a roundabout way.
  const cursor = new Cursor(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length))
  const op = cursor.u8()
  if (op !== 1 && op !== 2) throw new DecodeError('bad-op', `op is ${op}; only 1 and 2 exist`)
  const hardwareType = cursor.u8()
  const hardwareLength = cursor.u8()
  if (hardwareLength > 16) {
    throw new DecodeError('bad-hardware-length', `hlen is ${hardwareLength}, the field has 16 bytes`)
  }
  const hops = cursor.u8()
  const transactionId = cursor.u32()
  const seconds = cursor.u16()
  const broadcast = (cursor.u16() & 0x8000) !== 0
  const clientAddress = cursor.address()
  const yourAddress = cursor.address()
  const serverAddress = cursor.address()
  const relayAddress = cursor.address()
  const hardwareAddress = cursor.bytes(16).subarray(0, hardwareLength)
  const nameField = cursor.bytes(64)
  const fileField = cursor.bytes(128)
  if (cursor.u32() !== COOKIE) throw new DecodeError('no-cookie', 'magic cookie is missing: BOOTP, not DHCP')

  const options = new Map<number, Uint8Array>()
  const repeats: Repeat[] = []
  readOptions(cursor.bytes(cursor.left), options, repeats)
  const overload = takeOverload(options, repeats)
  if (overload & 1) readOptions(fileField, options, repeats)
  if (overload & 2) readOptions(nameField, options, repeats)
  if (repeats.length > 0) joinRepeats(options, repeats)
  options.delete(option.overload)
  check(options)

  return {
    op: op === 1 ? 'request' : 'reply',
    hardwareType,
    hardwareAddress,
    hops,
    transactionId,
    seconds,
    broadcast,
    clientAddress,
    yourAddress,
    serverAddress,
    relayAddress,
    serverName: overload & 2 ? '' : new Cursor(nameField).text(64),
    file: overload & 1 ? '' : new Cursor(fileField).text(128),
    options,
  }
}

/** Overload bits of the main area (1 file, 2 sname); one inside those fields would be a loop and is ignored. */
function takeOverload(options: ReadonlyMap<number, Uint8Array>, repeats: readonly Repeat[]): number {
  const found = options.get(option.overload)
  if (found === undefined) return 0
  const [value] = found
  const isRepeated = repeats.some(([code]) => code === option.overload)
  if (isRepeated || found.length !== 1 || value === undefined || value < 1 || value > 3) {
    throw new DecodeError('bad-overload', 'option 52 must be one byte, 1 to 3')
  }
  return value
}

function check(options: ReadonlyMap<number, Uint8Array>): void {
  for (const { code, due } of fixedLengths) {
    const value = options.get(code)
    if (value !== undefined && value.length !== due) {
      throw new DecodeError('bad-option-length', `option ${code} has ${value.length} bytes instead of ${due}`)
    }
  }
  const type = options.get(option.messageType)?.[0]
  if (type !== undefined && messageTypes[type - 1] === undefined) {
    throw new DecodeError('bad-message-type', `message type ${type} does not exist`)
  }
}
