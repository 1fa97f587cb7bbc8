import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { decodeTftp, encodeTftp, TftpDecodeError } from '../../../server-mock/src/tftp/packet.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'

const text = fc.constantFrom(
  'octet',
  'NETASCII',
  'mail',
  'blksize',
  '512',
  'tsize',
  '0',
  'windowsize',
  '../../etc/passwd',
  'pxelinux.0',
  'é',
  '',
)

/** TFTP messages: decoded or refused; what was decoded is the same after it was written and read again. */
export const tftpPacket: FuzzTarget = {
  name: 'tftp-packet',
  pieces: binary(
    '\0',
    '\0\x01',
    '\0\x02',
    '\0\x03',
    '\0\x04',
    '\0\x05',
    '\0\x06',
    'octet\0',
    'blksize\0',
    '65464\0',
    '\xff\xff',
  ),
  inputs: fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.array(text, { maxLength: 8 }))
    .map(([opcode, texts]) =>
      Buffer.from(`\0${String.fromCharCode(opcode)}${texts.map((one) => `${one}\0`).join('')}`),
    ),
  run: (input) => {
    try {
      const packet = decodeTftp(new Uint8Array(input))
      if (!isDeepStrictEqual(decodeTftp(new Uint8Array(encodeTftp(packet))), packet))
        throw new Error('the message comes back changed')
      return packet.kind
    } catch (error) {
      if (error instanceof TftpDecodeError) return error.message.replace(/\d+/g, '0').slice(0, 30)
      throw error
    }
  },
}
