import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryLayout } from '../../src/inventory/memory-modules.ts'
import { readSmbios } from '../../src/inventory/smbios.ts'

/** A structure with its texts. */
function structure(type: number, fields: readonly number[], texts: readonly string[] = []): Buffer {
  const head = [type, fields.length + 4, 0, 0, ...fields]
  const set = texts.length === 0 ? '\0\0' : `${texts.map((one) => `${one}\0`).join('')}\0`
  return Buffer.concat([Buffer.from(head), Buffer.from(set, 'latin1')])
}

const le = (value: number, size: number) =>
  Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** at) % 256)

interface Module {
  readonly size: number
  readonly extended?: number
  readonly total?: number
  readonly speed?: number
}

/** A memory device of 92 bytes. */
function memoryDevice({ size, extended = 0, total = 72, speed = 4800 }: Module, texts: readonly string[]) {
  const fields = [
    ...[0, 0, 0, 0, ...le(total, 2), ...le(64, 2), ...le(size, 2)],
    ...[9, 0, 1, 2, 34, 0, 0, ...le(speed, 2), 3, 4, 0, 5, 0],
    ...[...le(extended, 4), ...le(4400, 2), ...Array(50).fill(0), ...le(70_000, 4), ...le(0, 4)],
  ]
  return structure(17, fields, texts)
}

const ARRAY = structure(16, [3, 3, 6, 0, 0, 0, 0, 0xfe, 0xff, 4, 0])
const END = structure(127, [])
const read = (...parts: Buffer[]) => memoryLayout(readSmbios(Buffer.concat(parts)))

describe('memory modules in SMBIOS tables', () => {
  it('tells slots, sizes in all their forms, rates and error correction', () => {
    const names = (slot: string) => [slot, 'BANK', 'Maker', 'SER-1', 'PART-1']
    const layout = read(
      structure(0, [1, 2], ['AMI', '1.0']),
      ARRAY,
      memoryDevice({ size: 0x7fff, extended: 65_536 }, names('A1')),
      memoryDevice({ size: 0x8000 + 512, total: 64, speed: 0xffff }, names('A2')),
      memoryDevice({ size: 0 }, names('B1')),
      memoryDevice({ size: 0xffff }, names('B2')),
      END,
      memoryDevice({ size: 1024 }, names('behind the end')),
    )
    expect(layout).toMatchObject({ slots: 4, ecc: true })
    expect(layout.modules).toEqual([
      {
        slot: 'A1',
        bank: 'BANK',
        bytes: 64 * 1024 ** 3,
        type: 'DDR5',
        speed: 4800,
        configuredSpeed: 4400,
        ecc: true,
        manufacturer: 'Maker',
        part: 'PART-1',
        serial: 'SER-1',
      },
      expect.objectContaining({ slot: 'A2', bytes: 512 * 1024, ecc: false, speed: 70_000 }),
    ])
  })

  it('takes what makers fill in for nothing, and cleans the rest', () => {
    const [module] = read(
      ARRAY,
      memoryDevice({ size: 1024 }, ['A1', '', 'Not Specified', '00000000', 'P\x07{{x}}']),
    ).modules
    // An empty text ends the set of texts, so what is behind it is another structure.
    expect(module).toMatchObject({ slot: 'A1', bank: '', manufacturer: '' })
    const [other] = read(
      ARRAY,
      memoryDevice({ size: 1024 }, ['A1', 'B', 'Not Specified', '00000000', 'P\x07{{x}}']),
    ).modules
    expect(other).toMatchObject({ manufacturer: '', serial: '', part: 'P((x))' })
  })

  it('reads any bytes in bounded time, and gives what stands before a fault', () => {
    expect(read(ARRAY, memoryDevice({ size: 1024 }, ['A1']), Buffer.from([17, 92, 0]))).toMatchObject({
      slots: 1,
    })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (table) => {
        const { modules, slots } = memoryLayout(readSmbios(table))
        expect(modules.length).toBeLessThanOrEqual(slots ?? 0)
      }),
    )
    const begun = performance.now()
    const many = Buffer.concat(Array.from({ length: 40_000 }, () => structure(17, [])))
    expect(readSmbios(many)).toHaveLength(4096)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
