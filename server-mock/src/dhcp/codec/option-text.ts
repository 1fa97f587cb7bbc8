import { formatAddress, parseAddress } from '../ipv4.ts'
import { optionForm } from './option-table.ts'

/** A configured option value that does not have the form its code needs. */
export class OptionTextError extends Error {
  override readonly name = 'OptionTextError'
  readonly code = 'dhcp-option-text'
  readonly option: number
  readonly value: string

  constructor(option: number, value: string, due: string) {
    super(`option ${option}: ${JSON.stringify(value)} is not ${due}; correct it in the subnet or reservation`)
    this.option = option
    this.value = value
  }
}

/** Message types in DRP's three-letter form, in wire order from 1. */
const messageNames = ['dis', 'ofr', 'req', 'dec', 'ack', 'nak', 'rel', 'inf']
const widths = { u8: 1, u16: 2, u32: 4 } as const
const TEXT_MARK = 'string:'

/**
 * Bytes of a configured option value. Blank text is a zero-length value whatever the code. Codes without a
 * form of their own take decimal bytes (`1,2,255`) or `string:` and UTF-8 text.
 * Throws {@link OptionTextError}.
 */
export function encodeOptionText(code: number, value: string): Uint8Array {
  const form = optionForm(code)
  if (form === 'text') return Buffer.from(value, 'utf8')
  const text = value.trim()
  if (text === '') return new Uint8Array(0)
  switch (form) {
    case 'empty':
      throw new OptionTextError(code, value, 'empty, as this code has no value')
    case 'message-type': {
      const index = messageNames.indexOf(text)
      if (index < 0) throw new OptionTextError(code, value, `one of ${messageNames.join(' ')}`)
      return Uint8Array.of(index + 1)
    }
    case 'address':
      return addressBytes(code, value, [text])
    case 'addresses':
      return addressBytes(code, value, text.split(','))
    case 'u8':
    case 'u16':
    case 'u32':
      return numberBytes(code, value, text, widths[form])
    case 'bytes':
      if (text.startsWith(TEXT_MARK)) return Buffer.from(text.slice(TEXT_MARK.length), 'utf8')
      return Uint8Array.from(text.split(','), (part) => decimal(code, value, part.trim(), 255))
  }
}

/**
 * Text form of an option's bytes. Values whose length does not fit their code are shown as decimal bytes,
 * because what a client sent is displayed and matched by templates whether or not it is well formed.
 */
export function decodeOptionText(code: number, bytes: Uint8Array): string {
  const form = optionForm(code)
  const wide = form === 'u8' || form === 'u16' || form === 'u32' ? widths[form] : undefined
  if (form === 'text') return Buffer.from(bytes).toString('utf8')
  if (wide !== undefined && bytes.length === wide) {
    return String(bytes.reduce((sum, byte) => sum * 256 + byte, 0))
  }
  if (form === 'message-type' && bytes.length === 1) {
    return messageNames[(bytes[0] ?? 0) - 1] ?? bytes.join(',')
  }
  const isList = form === 'address' ? bytes.length === 4 : form === 'addresses' && bytes.length % 4 === 0
  return isList ? addressList(bytes).join(',') : bytes.join(',')
}

/** Dotted decimal of each group of four bytes; a shorter rest is left out. */
function addressList(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: bytes.length >> 2 }, (_, index) => formatAddress(view.getUint32(index * 4)))
}

function addressBytes(code: number, value: string, parts: readonly string[]): Uint8Array {
  const out = new Uint8Array(parts.length * 4)
  const view = new DataView(out.buffer)
  for (const [index, part] of parts.entries()) {
    const address = parseAddress(part.trim())
    if (address === undefined) throw new OptionTextError(code, value, 'made of IPv4 addresses')
    view.setUint32(index * 4, address)
  }
  return out
}

function numberBytes(code: number, value: string, text: string, width: number): Uint8Array {
  let number = decimal(code, value, text, 2 ** (8 * width) - 1)
  const out = new Uint8Array(width)
  for (let at = width - 1; at >= 0; at--) {
    out[at] = number % 256
    number = Math.floor(number / 256)
  }
  return out
}

function decimal(code: number, value: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d{1,10}$/.test(text) || number > most) {
    throw new OptionTextError(code, value, `made of decimal numbers up to ${most}`)
  }
  return number
}
