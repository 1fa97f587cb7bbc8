import { randomBytes } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf } from '../../src/images/image-format.ts'
import { zstdFrameHeader, zstdFrameLength } from '../../src/images/zstd-frame.ts'
import { buildTar } from '../boot/archive/tar-builder.ts'
import { buildQcow2, sourceOf } from './qcow2-builder.ts'

const signed = (offset: number, sign: string) => {
  const disk = Buffer.alloc(200_000)
  disk.write(sign, offset, 'latin1')
  return disk
}
const DISK = Buffer.concat([signed(510, '\x55\xaa'), randomBytes(300_000)])
const TAR = buildTar([{ path: 'etc/hostname', body: 'web\n' }])
const XZ = Buffer.from('\xfd7zXZ\x00 and so on', 'latin1')

describe('the form of an image', () => {
  it.each([
    ['a boot sector', 'a.bin', DISK, 'raw', DISK.length],
    ['a GPT', 'a', signed(512, 'EFI PART'), 'raw', 200_000],
    ['ext4 without partitions', 'a', signed(1080, '\x53\xef'), 'raw', 200_000],
    ['XFS without partitions', 'a', signed(0, 'XFSB'), 'raw', 200_000],
    ['gzip', 'a.raw', gzipSync(DISK), 'raw.gz', undefined],
    ['zstd that tells its size', 'a', zstdCompressSync(DISK), 'raw.zst', DISK.length],
    ['qcow2', 'a.raw', buildQcow2(), 'qcow2', 2048],
    ['qcow2 that cannot be read', 'a.qcow2', buildQcow2({ version: 2, clusterBits: 5 }), 'qcow2', undefined],
    ['tar', 'a.raw', TAR, 'tar', undefined],
    ['tar by gzip', 'a', gzipSync(TAR), 'tar.gz', undefined],
    ['tar by zstd', 'a', zstdCompressSync(TAR), 'tar.zst', undefined],
    ['xz', 'a.raw.xz', XZ, 'raw.xz', undefined],
    ['tar by xz, by its name', 'a.tar.xz', XZ, 'tar.xz', undefined],
    ['qcow2 by gzip', 'a.qcow2.gz', gzipSync(buildQcow2()), 'unknown', undefined],
    ['text', 'a.raw', Buffer.from('<html>'), 'unknown', undefined],
    ['nothing', 'a.raw', Buffer.alloc(0), 'unknown', undefined],
    ['rubbish behind a magic number', 'a', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6]), 'unknown', undefined],
    ['a bomb', 'a', gzipSync(Buffer.alloc(100_000_000)), 'unknown', undefined],
  ])('%s', async (_, name, bytes, format, diskBytes) => {
    expect(await formatOf(sourceOf(bytes), name, 2 ** 40)).toEqual({ format, diskBytes })
  })
})

describe('a zstd frame', () => {
  it('is as long as it is, whatever follows, and tells what it holds', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.nat(400),
      fc.uint8Array(),
      (bytes, zeros, rest) => {
        const content = Buffer.concat([bytes, Buffer.alloc(zeros * 1000)])
        const frame = zstdCompressSync(content)
        expect(zstdFrameLength(Buffer.concat([frame, rest]))).toBe(frame.length)
        expect(zstdFrameHeader(frame)?.contentSize).toBe(content.length)
        for (const length of [frame.length - 1, 5, 3, 0])
          expect(zstdFrameLength(frame.subarray(0, length))).toBeUndefined()
      },
    )
    fc.assert(property, { numRuns: 50 })
  })
})
