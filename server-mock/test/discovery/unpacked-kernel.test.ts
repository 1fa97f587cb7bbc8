import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  KernelUnreadableError,
  payloadOf,
  unpackedImage,
  writeUnpackedKernel,
} from '../../discovery/unpacked-kernel.ts'

const dir = mkdtempSync(join(tmpdir(), 'mw-kernel-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const BASE = 0x1000000
const MIB2 = 0x200000

/** An ELF program with segments at physical addresses; the entry is 16 bytes behind the start. */
function elfOf(segments: readonly { address: number; content: Buffer; memory: number }[]): Buffer {
  const head = Buffer.alloc(64 + segments.length * 56)
  head.write('7f454c460201', 'hex')
  head.writeUInt16LE(62, 18)
  head.writeBigUInt64LE(BigInt(BASE + 16), 24)
  head.writeBigUInt64LE(64n, 32)
  head.writeUInt16LE(56, 54)
  head.writeUInt16LE(segments.length, 56)
  let offset = head.length
  for (const [at, { address, content, memory }] of segments.entries()) {
    const header = head.subarray(64 + at * 56)
    header.writeUInt32LE(1, 0)
    header.writeBigUInt64LE(BigInt(offset), 8)
    header.writeBigUInt64LE(BigInt(address), 24)
    header.writeBigUInt64LE(BigInt(content.length), 32)
    header.writeBigUInt64LE(BigInt(memory), 40)
    offset += content.length
  }
  return Buffer.concat([head, ...segments.map(({ content }) => content)])
}

/** A kernel image with two sectors of setup code and a payload 32 bytes behind them. */
function imageOf(payload: Buffer): Buffer {
  const setup = Buffer.alloc(3 * 512 + 32, 0x11)
  setup[0x1f1] = 2
  setup.writeUInt16LE(0xaa55, 0x1fe)
  setup.write('HdrS', 0x202)
  setup.writeUInt16LE(0x20f, 0x206)
  setup.writeUInt16LE(0x7f, 0x236)
  setup.writeUInt32LE(32, 0x248)
  setup.writeUInt32LE(payload.length + 4, 0x24c)
  return Buffer.concat([setup, payload, Buffer.from('size'), Buffer.alloc(100, 0x22)])
}

const program = elfOf([
  { address: BASE, content: Buffer.alloc(5000, 0xab), memory: 5000 },
  { address: BASE + MIB2, content: Buffer.concat([Buffer.from('data'), Buffer.alloc(900)]), memory: 0x3000 },
])

describe('an unpacked kernel', () => {
  it('lies behind the setup code as it will in memory, entered where loaders enter', async () => {
    const source = join(dir, 'vmlinuz')
    const image = imageOf(gzipSync(program))
    writeFileSync(source, image)
    await writeUnpackedKernel(source, join(dir, 'unpacked'))
    expect(readdirSync(dir).sort()).toEqual(['unpacked', 'vmlinuz'])
    const made = readFileSync(join(dir, 'unpacked'))
    const kernel = made.subarray(3 * 512)
    expect(kernel[0x200]).toBe(0xe9)
    expect(0x205 + kernel.readInt32LE(0x201)).toBe(MIB2 + 16)
    expect(kernel.subarray(MIB2, MIB2 + 5000).equals(Buffer.alloc(5000, 0xab))).toBe(true)
    expect(kernel.toString('latin1', 2 * MIB2, 2 * MIB2 + 4)).toBe('data')
    // Zeros at the end are the loader's; the room for them is asked for.
    expect(kernel.length).toBe(2 * MIB2 + 512)
    expect(made.readUInt32LE(0x260)).toBe(2 * MIB2 + 0x3000)
    expect(made.readUInt32LE(0x1f4) * 16).toBe(kernel.length)
    // No firmware may enter it.
    expect(made.readUInt16LE(0x236)).toBe(0x73)
    const same = [0x1f1, 0x1fe, 0x202, 0x206]
    expect(same.map((at) => made[at])).toEqual(same.map((at) => image[at]))
  })

  it.each([
    ['no kernel', Buffer.alloc(4096)],
    ['an unknown compression', imageOf(Buffer.from('??????????'))],
  ])('is not made of %s', (_, image) => {
    expect(() => payloadOf(image)).toThrow(KernelUnreadableError)
  })

  it('is not made of a program that is damaged', () => {
    const image = imageOf(gzipSync(program))
    fc.assert(
      fc.property(
        fc.nat({ max: 175 }),
        fc.nat({ max: 255 }),
        fc.nat({ max: program.length }),
        (at, byte, cut) => {
          const damaged = Buffer.from(program.subarray(0, cut))
          if (at < damaged.length) damaged[at] = byte
          try {
            expect(unpackedImage(image, damaged).length).toBeLessThan(300 * 1024 * 1024)
          } catch (error) {
            expect(error).toBeInstanceOf(KernelUnreadableError)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
