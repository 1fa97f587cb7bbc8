import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileName } from '../../src/tftp/file-name.ts'
import { negotiate } from '../../src/tftp/negotiation.ts'
import { decodeTftp, encodeTftp, TftpDecodeError, type TftpPacket } from '../../src/tftp/packet.ts'

const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0'))
const options = fc
  .array(
    fc.tuple(
      word.map((name) => name.toLowerCase()),
      word,
    ),
    { maxLength: 4 },
  )
  .map((pairs) => new Map(pairs))
const number = fc.nat(0xffff)

const packets: fc.Arbitrary<TftpPacket> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('read', 'write'),
    name: word,
    mode: fc.constantFrom('octet', 'mail'),
    options,
  }),
  fc.record({ kind: fc.constant('data'), block: number, bytes: fc.uint8Array({ maxLength: 600 }) }),
  fc.record({ kind: fc.constant('ack'), block: number }),
  fc.record({ kind: fc.constant('error'), code: number, message: word }),
  fc.record({ kind: fc.constant('options'), options: options.filter((map) => map.size > 0) }),
)

describe('TFTP message', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(decodeTftp(Uint8Array.from(encodeTftp(packet)))).toEqual(packet)
      }),
    )
  })

  it('survives any bytes', () => {
    const bytes = fc
      .tuple(fc.nat(8), fc.uint8Array({ maxLength: 700 }))
      .map(([code, rest]) => Uint8Array.of(0, code, ...rest))
    fc.assert(
      fc.property(fc.oneof(bytes, fc.uint8Array({ maxLength: 8 })), (message) => {
        try {
          decodeTftp(message)
        } catch (error) {
          expect(error).toBeInstanceOf(TftpDecodeError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['nothing', []],
    ['an opcode alone', [0, 1]],
    ['an unknown opcode', [0, 9, 0, 0]],
    ['no mode', [0, 1, 65, 0]],
    ['an empty name', [0, 1, 0, 111, 0]],
    ['a mode without end', [0, 1, 65, 0, 111]],
    ['UTF-16', [0, 1, 0xff, 0xfe, 65, 0, 111, 0]],
    ['a name of 2000 bytes', [0, 1, ...new Array(2000).fill(65), 0, 111, 0]],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decodeTftp(Uint8Array.from(bytes))).toThrow(TftpDecodeError)
  })

  it('takes option names in any case and the first of repeated ones', () => {
    const bytes = Buffer.from('\0\x01f\0OcTeT\0BLKSIZE\x001000\0blksize\x002000\0odd\0')
    expect(decodeTftp(bytes)).toEqual({
      kind: 'read',
      name: 'f',
      mode: 'octet',
      options: new Map([['blksize', '1000']]),
    })
  })
})

describe('negotiation', () => {
  it.each([
    [{}, {}, 512, 1],
    [{ blksize: '1468' }, { blksize: '1468' }, 1468, 1],
    [{ blksize: '65464' }, { blksize: '1468' }, 1468, 1],
    [{ blksize: '65465' }, {}, 512, 1],
    [{ blksize: '7' }, {}, 512, 1],
    [{ blksize: '0' }, {}, 512, 1],
    [{ blksize: '-1' }, {}, 512, 1],
    [{ blksize: '1e3' }, {}, 512, 1],
    [{ windowsize: '4' }, { windowsize: '4' }, 512, 4],
    [{ windowsize: '65535' }, { windowsize: '16' }, 512, 16],
    [{ windowsize: '0' }, {}, 512, 1],
    [{ tsize: '0' }, { tsize: '4711' }, 512, 1],
    [{ tsize: '99999999999' }, { tsize: '4711' }, 512, 1],
    [{ timeout: '3' }, { timeout: '3' }, 512, 1],
    [{ timeout: '255' }, {}, 512, 1],
    [{ multicast: '', constructor: 'x' }, {}, 512, 1],
  ])('%j', (asked, accepted, blockSize, windowSize) => {
    const terms = negotiate(new Map(Object.entries(asked)), 4711)
    expect(Object.fromEntries(terms.accepted)).toEqual(accepted)
    expect([terms.blockSize, terms.windowSize]).toEqual([blockSize, windowSize])
  })
})

describe('file name', () => {
  it.each([
    ['undionly.kpxe', 'undionly.kpxe'],
    ['/a/b.efi', 'a/b.efi'],
    ['\\boot\\x.efi', 'boot/x.efi'],
    ['//a//b', 'a/b'],
    ['a%2e%2e/b', 'a%2e%2e/b'],
    ['', undefined],
    ['/', ''],
    ['../etc/passwd', undefined],
    ['a/../../b', undefined],
    ['a\\..\\b', undefined],
    ['./a', undefined],
    ['a\nb', undefined],
    ['a\x7f', undefined],
    ['x'.repeat(300), undefined],
  ])('%j', (requested, name) => {
    expect(fileName(requested)).toBe(name === '' ? undefined : name)
  })
})
