/** Option names (lower case) and values of a request or its acknowledgement (RFC 2347). */
export type TftpOptions = ReadonlyMap<string, string>

/** A TFTP message (RFC 1350 §5, RFC 2347). */
export type TftpPacket =
  | {
      readonly kind: 'read' | 'write'
      readonly name: string
      /** Lower case: `octet`, `netascii`, `mail` or anything else. */
      readonly mode: string
      readonly options: TftpOptions
    }
  /** `block` is 16 bits and wraps around. */
  | { readonly kind: 'data'; readonly block: number; readonly bytes: Uint8Array }
  | { readonly kind: 'ack'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'options'; readonly options: TftpOptions }

/** Error codes of ERROR messages (RFC 1350 §5, RFC 2347 §4). */
export const tftpError = {
  undefined: 0,
  notFound: 1,
  accessViolation: 2,
  illegalOperation: 4,
  unknownTransfer: 5,
  optionRefused: 8,
} as const

/** Bytes that are no TFTP message. */
export class TftpDecodeError extends Error {
  override readonly name = 'TftpDecodeError'
  readonly code = 'tftp-decode'
}

const opcodes = { read: 1, write: 2, data: 3, ack: 4, error: 5, options: 6 } as const
/** Requests and option lists are at most this long (RFC 2347 §2). Bytes. */
const LONGEST_REQUEST = 512

/** Bytes of a DATA message before those of the file. */
export const DATA_HEADER = 4

/** Writes what precedes the file's bytes in a DATA message. @param block counted without bound; 16 bits are written */
export function writeDataHeader(into: Uint8Array, at: number, block: number): void {
  into[at] = 0
  into[at + 1] = opcodes.data
  into[at + 2] = (block >> 8) & 255
  into[at + 3] = block & 255
}

/** Reads a message. Throws {@link TftpDecodeError}. `data` bytes are not copied. */
export function decodeTftp(bytes: Uint8Array): TftpPacket {
  if (bytes.length < 4) throw new TftpDecodeError(`${bytes.length} bytes are too short for a TFTP message`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const opcode = view.getUint16(0)
  switch (opcode) {
    case opcodes.read:
    case opcodes.write: {
      const [name = '', mode = '', ...rest] = texts(bytes)
      if (name === '' || mode === '') throw new TftpDecodeError('a request needs a file name and a mode')
      const kind = opcode === opcodes.read ? 'read' : 'write'
      return { kind, name, mode: mode.toLowerCase(), options: pairs(rest) }
    }
    case opcodes.data:
      return { kind: 'data', block: view.getUint16(2), bytes: bytes.subarray(4) }
    case opcodes.ack:
      return { kind: 'ack', block: view.getUint16(2) }
    case opcodes.error: {
      const end = bytes.indexOf(0, 4)
      const text = Buffer.from(bytes.subarray(4, end < 0 ? bytes.length : end)).toString('utf8')
      return { kind: 'error', code: view.getUint16(2), message: text }
    }
    case opcodes.options:
      return { kind: 'options', options: pairs(texts(bytes)) }
    default:
      throw new TftpDecodeError(`opcode ${opcode} does not exist`)
  }
}

/** Writes a message. Texts must not contain NUL. */
export function encodeTftp(packet: TftpPacket): Uint8Array {
  switch (packet.kind) {
    case 'read':
    case 'write':
      return strings(opcodes[packet.kind], [packet.name, packet.mode, ...[...packet.options].flat()])
    case 'options':
      return strings(opcodes.options, [...packet.options].flat())
    case 'data': {
      const out = new Uint8Array(DATA_HEADER + packet.bytes.length)
      writeDataHeader(out, 0, packet.block)
      out.set(packet.bytes, DATA_HEADER)
      return out
    }
    case 'ack':
      return header(opcodes.ack, packet.block, 0)
    case 'error': {
      const text = Buffer.from(`${packet.message}\0`)
      const out = header(opcodes.error, packet.code, text.length)
      out.set(text, 4)
      return out
    }
  }
}

function header(opcode: number, second: number, more: number): Uint8Array {
  const out = new Uint8Array(4 + more)
  out[1] = opcode
  out[2] = second >> 8
  out[3] = second & 255
  return out
}

function strings(opcode: number, parts: readonly string[]): Uint8Array {
  return Buffer.concat([Uint8Array.of(0, opcode), ...parts.map((part) => Buffer.from(`${part}\0`))])
}

/** NUL-terminated texts after the opcode; a last one without its NUL is a cut message. */
function texts(bytes: Uint8Array): string[] {
  if (bytes.length > LONGEST_REQUEST)
    throw new TftpDecodeError(`a request of ${bytes.length} bytes is too long`)
  if (bytes.at(-1) !== 0) throw new TftpDecodeError('a text has no end')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(2, -1)).split('\0')
  } catch (cause) {
    throw new TftpDecodeError('a text is not UTF-8', { cause })
  }
}

/** Names and values by turns; the first of equal names counts (each may appear once, RFC 2347 §2). */
function pairs(parts: readonly string[]): TftpOptions {
  const options = new Map<string, string>()
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = (parts[at] ?? '').toLowerCase()
    if (!options.has(name)) options.set(name, parts[at + 1] ?? '')
  }
  return options
}
