import { deflateRawSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseHeader } from '../../src/images/qcow2/header.ts'
import { Qcow2Disk } from '../../src/images/qcow2/qcow2-disk.ts'
import { Qcow2Error } from '../../src/images/qcow2/qcow2-error.ts'
import { buildQcow2, COPIED, type Made, sourceOf } from './qcow2-builder.ts'

const MAX = 2 ** 40

async function diskOf(bytes: Uint8Array): Promise<Buffer> {
  const disk = await Qcow2Disk.open(sourceOf(bytes), MAX)
  const parts: Uint8Array[] = []
  for await (const part of disk.parts()) {
    parts.push(part.kind === 'zero' ? Buffer.alloc(part.length) : part.bytes)
  }
  return Buffer.concat(parts)
}

/** `a×2 b×3`: runs of equal bytes, in clusters of 512. */
function runs(disk: Buffer): string {
  const clusters = Array.from({ length: Math.ceil(disk.length / 512) }, (_, index) => disk[index * 512])
  return clusters.join(' ')
}

describe('a disk out of a qcow2 file', () => {
  it('has what the clusters hold, in the order of the tables, and zeros elsewhere', async () => {
    const entry = (index: number, cluster: number, flags = COPIED) => ({
      at: 1024 + index * 8,
      value: flags | BigInt(cluster * 512),
    })
    const file = buildQcow2({ clusters: 6, patches: [entry(0, 5), entry(2, 3), entry(3, 4)] })
    expect(runs(await diskOf(file))).toBe('5 0 3 4')
    const zero = buildQcow2({ clusters: 6, patches: [entry(0, 5, 1n), entry(1, 4)] })
    expect(runs(await diskOf(zero))).toBe('0 4 0 0')
  })

  it('ends where the disk does, also within a cluster, and may end behind the file', async () => {
    const file = buildQcow2({ virtualSize: 700n })
    expect(await diskOf(file)).toEqual(Buffer.concat([Buffer.alloc(512, 3), Buffer.alloc(188)]))
    expect(await diskOf(file.subarray(0, 3 * 512 + 100))).toEqual(
      Buffer.concat([Buffer.alloc(100, 3), Buffer.alloc(600)]),
    )
    expect(await diskOf(buildQcow2({ virtualSize: 0n, l1Size: 0, l1Offset: 0n }))).toEqual(Buffer.alloc(0))
  })

  it.each([
    ['deflate', 0, 0n, deflateRawSync(Buffer.alloc(512, 9))],
    ['deflate without an end', 0, 0n, deflateRawSync(Buffer.alloc(512, 9)).subarray(0, -1)],
    ['zstd', 1, 8n, zstdCompressSync(Buffer.alloc(512, 9))],
  ])(
    'unpacks clusters of %s, whatever follows them in their sector',
    async (_, packing, features, packed) => {
      const at = 3 * 512 + 77
      const file = buildQcow2({
        packing,
        features,
        patches: [
          { at: 1024, value: (1n << 62n) | BigInt(at) },
          { at, value: Buffer.concat([packed, Buffer.from('the next cluster')]) },
        ],
      })
      if (_ === 'deflate without an end') file.fill(0, at + packed.length)
      expect(runs(await diskOf(file))).toBe('9 0 0 0')
    },
  )

  it('reads at any offset what it gives in order', async () => {
    const file = buildQcow2({ clusters: 5, patches: [{ at: 1032, value: COPIED | BigInt(4 * 512) }] })
    const whole = await diskOf(file)
    const disk = await Qcow2Disk.open(sourceOf(file), MAX)
    for (const [offset, length] of [
      [0, 2048],
      [500, 30],
      [1020, 10],
      [2000, 500],
      [5000, 1],
    ] as const) {
      expect(Buffer.from(await disk.read(offset, length))).toEqual(whole.subarray(offset, offset + length))
    }
  })
})

describe('refused, with the reason and the next step', () => {
  const at = (offset: number, value: bigint) => ({ patches: [{ at: offset, value }] })
  const word = (offset: number, value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return { patches: [{ at: offset, value: bytes }] }
  }
  const cases: [string, Made, RegExp][] = [
    ['another magic number', word(0, 0x51464900), /magic number/],
    ['version 1', word(4, 1), /version 1.*qemu-img convert/],
    ['version 4', word(4, 4), /version 4/],
    ['tiny clusters', word(20, 8), /clusters of 2\^8/],
    ['huge clusters', word(20, 22), /clusters of 2\^22/],
    ['a backing file', at(8, 4096n), /backing file.*qemu-img convert/],
    ['encryption by AES', word(32, 1), /encrypted/],
    ['encryption by LUKS', word(32, 2), /encrypted/],
    ['an external data file', { features: 4n }, /another file/],
    ['a mark that it is corrupt', { features: 2n }, /marked corrupt; repair it with/],
    ['unknown features', { features: 1n << 40n }, /features that are not known here \(bits 0x10000000000\)/],
    ['an unknown feature below 2^32', { features: 32n }, /bits 0x20/],
    ['an unknown compression', { features: 8n, packing: 2 }, /compressed in a way \(2\)/],
    ['a compression without its bit', { packing: 1 }, /contradicts itself/],
    ['a bit without its compression', { features: 8n }, /contradicts itself/],
    ['a short header', word(100, 96), /header of 96 bytes/],
    ['an odd header', word(100, 105), /header of 105 bytes/],
    ['a header longer than its cluster', word(100, 1024), /header of 1024 bytes/],
    ['impossible reference counts', word(96, 7), /2\^7 bits/],
    ['subclusters in small clusters', { features: 16n }, /subclusters in clusters of 512/],
    ['a disk above the bound', { virtualSize: 2n ** 63n }, /holds a disk of 9223372036854776000 bytes/],
    ['a small L1 table', { virtualSize: 1n << 20n }, /1 L1 entries where its disk needs 32/],
    ['a huge L1 table', { l1Size: 5_000_000 }, /L1 table of 5000000/],
    ['an L1 table behind the end', { l1Offset: 1n << 20n }, /L1 table at 1048576/],
    ['an L1 table over the header', { l1Offset: 0n }, /L1 table at 0/],
    ['a misaligned L1 table', { l1Offset: 520n }, /L1 table at 520/],
    ['an L2 table behind the end', at(512, 1n << 40n), /L2 table at 1099511627776/],
    ['a misaligned L2 table', at(512, 1032n), /L2 table at 1032/],
    ['an L2 table in the L1 table', at(512, 512n), /L2 table at 512/],
    ['a cluster behind the end', at(1024, 1n << 30n), /cluster at 1073741824/],
    ['a misaligned cluster', at(1024, 1540n), /impossible offset 1540/],
    ['reserved bits', at(1024, 1n << 60n), /impossible offset/],
    ['a zero flag in version 2', { version: 2, ...at(1024, 1n) }, /impossible offset/],
    ['a compressed cluster behind the end', at(1024, (1n << 62n) | 5000n), /compressed cluster at 5000/],
    ['a compressed cluster in the header', at(1024, (1n << 62n) | 80n), /compressed cluster at 80/],
    ['a compressed cluster of rubbish', at(1024, (1n << 62n) | 1536n), /cannot be unpacked/],
  ]
  it.each(cases)('%s', async (_, made, message) => {
    const failure = await diskOf(buildQcow2(made)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Qcow2Error)
    expect(String(failure)).toMatch(message)
    expect(String(failure)).toMatch(/; (make|look|repair)/)
  })

  it('a file that ends within its header', () => {
    const file = buildQcow2()
    for (const length of [0, 3, 71, 103]) {
      expect(() => parseHeader(file.subarray(0, length), length, MAX)).toThrow(/ends within its header/)
    }
  })

  it('a compressed cluster of more, or of fewer bytes than a cluster', async () => {
    const cluster = 65_536
    for (const content of [Buffer.alloc(66_000, 1), Buffer.alloc(65_000, 1), Buffer.alloc(50_000_000)]) {
      for (const [packing, features, packed] of [
        [0, 0n, deflateRawSync(content)],
        [1, 8n, zstdCompressSync(content)],
      ] as const) {
        const patches = [
          { at: 2 * cluster, value: (1n << 62n) | (200n << 54n) | BigInt(3 * cluster) },
          { at: 3 * cluster, value: packed },
        ]
        const file = buildQcow2({ packing, features, patches, clusterBits: 16 })
        await expect(diskOf(file)).rejects.toThrow(/compressed cluster/)
      }
    }
  })

  it('many places of the disk with the same bytes, before they cost anything', async () => {
    const size = 512n
    const entries = Array.from({ length: 64 }, (_, index) => ({ at: 1024 + index * 8, value: 3n * size }))
    await expect(diskOf(buildQcow2({ virtualSize: 64n * size, patches: entries }))).rejects.toThrow(
      /same bytes/,
    )
    // One L2 table for all of a disk of a terabyte that reads as zeros.
    const tables = Array.from({ length: 4096 }, (_, index) => ({
      at: 65_536 + index * 8,
      value: 2n * 65_536n,
    }))
    const bomb = buildQcow2({ clusterBits: 16, l1Size: 4096, virtualSize: 1n << 40n, patches: tables })
    for (let index = 0; index < 8192; index++) bomb.writeBigUInt64BE(1n, 2 * 65_536 + index * 8)
    await expect(diskOf(bomb)).rejects.toThrow(/same bytes/)
  })
})
