import fc from 'fast-check'
import { DiskMap } from '../../../server-mock/src/images/qcow2/disk-map.ts'
import type { Extent } from '../../../server-mock/src/images/qcow2/extent.ts'
import { runNow } from '../../../server-mock/src/images/qcow2/plan.ts'
import { Qcow2Error } from '../../../server-mock/src/images/qcow2/qcow2-error.ts'
import { unpackClusterNow } from '../../../server-mock/src/images/qcow2/unpack-cluster.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'

/** Bytes of a disk at most. */
const MAX_DISK = 4 * 1024 * 1024

/** Bytes that are unpacked for one input at most: inputs are many. */
const MAX_UNPACKED = 256 * 1024

const entry = fc.tuple(
  fc.constantFrom(0n, 1n, 1n << 63n, (1n << 63n) | 1n, 1n << 62n, (1n << 62n) | (1n << 61n)),
  fc.integer({ min: 0, max: 20 }),
)

function big(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value))
  return bytes
}

/** qcow2 images: read or refused; no place of the disk is outside of it or of the file, and each has one meaning. */
export const qcow2Disk: FuzzTarget = {
  name: 'qcow2-disk',
  pieces: binary(
    'QFI\xfb\x00\x00\x00\x03',
    'QFI\xfb\x00\x00\x00\x02',
    '\x80\x00\x00\x00\x00\x00\x02\x00',
    '\x80\x00\x00\x00\x00\x00\x04\x00',
    '\x80\x00\x00\x00\x00\x00\x06\x00',
    '\x40\x00\x00\x00\x00\x00\x06\x10',
    '\x00\x00\x00\x00\x00\x00\x00\x01',
    '\x28\xb5\x2f\xfd',
    '\xff\xff\xff\xff\xff\xff\xff\xff',
  ),
  inputs: fc
    .record({
      version: fc.constantFrom(2, 3),
      size: fc.integer({ min: 0, max: 200_000 }),
      features: fc.constantFrom(0, 1, 8, 16),
      l1: fc.array(entry, { minLength: 1, maxLength: 3 }),
      l2: fc.array(entry, { minLength: 1, maxLength: 64 }),
      rest: fc.uint8Array({ maxLength: 4000 }),
    })
    .map(({ version, size, features, l1, l2, rest }) => {
      const file = Buffer.alloc(1536 + rest.length)
      file.write('QFI\xfb', 0, 'latin1')
      file.writeUInt32BE(version, 4)
      file.writeUInt32BE(9, 20)
      file.writeUInt32BE(size, 28)
      file.writeUInt32BE(64, 36)
      file.writeUInt32BE(512, 44)
      file.writeUInt32BE(features, 76)
      file.writeUInt32BE(112, 100)
      file.writeUInt8(features === 8 ? 1 : 0, 104)
      file.set(
        Buffer.concat(l1.map(([flags, cluster]) => big((flags & (1n << 63n)) | BigInt(cluster * 512)))),
        512,
      )
      file.set(Buffer.concat(l2.map(([flags, cluster]) => big(flags | BigInt(cluster * 512)))), 1024)
      file.set(rest, 1536)
      return file
    }),
  run: (input) => {
    try {
      const map = runNow(DiskMap.open(input.length, MAX_DISK), input)
      const { virtualSize, clusterSize } = map.header
      const walk = map.walk()
      const kinds = new Set<string>()
      let [offset, unpacked] = [0, 0]
      for (;;) {
        const extent = runNow(walk.next(), input)
        if (extent === undefined) break
        check(extent, offset, input.length, virtualSize)
        const again = runNow(map.at(offset, extent.length), input)
        if (JSON.stringify(again) !== JSON.stringify(extent)) throw new Error(`two meanings of ${offset}`)
        if (extent.kind === 'packed' && unpacked < MAX_UNPACKED) {
          const cluster = unpackClusterNow(map.header, input.subarray(extent.at, extent.at + extent.size))
          if (cluster.length !== clusterSize) throw new Error(`a cluster of ${cluster.length}`)
          unpacked += clusterSize
        }
        kinds.add(extent.kind)
        offset += extent.length
      }
      if (offset !== virtualSize) throw new Error(`ends at ${offset} of ${virtualSize}`)
      return `read ${[...kinds].sort().join(' ')}`
    } catch (error) {
      if (error instanceof Qcow2Error) return error.message.replaceAll(/\d+/g, '')
      throw error
    }
  },
}

function check(extent: Extent, offset: number, fileSize: number, virtualSize: number): void {
  const { kind, length } = extent
  if (!(length > 0) || offset + length > virtualSize) throw new Error(`an extent of ${length} at ${offset}`)
  const isInside =
    kind === 'zero' ||
    (kind === 'stored' ? extent.at < fileSize : extent.size > 0 && extent.at + extent.size <= fileSize)
  if (!isInside) throw new Error(`an extent outside of the file: ${JSON.stringify(extent)}`)
}
