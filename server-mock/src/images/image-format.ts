import type { Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { ImageFormat } from '@metalwright/sdk/models'
import type { ByteSource } from './byte-source.ts'
import { HEADER_BYTES, isQcow2, parseHeader } from './qcow2/header.ts'
import { Qcow2Error } from './qcow2/qcow2-error.ts'
import { zstdFrameHeader } from './zstd-frame.ts'

/** What a file is. */
export interface FormatFacts {
  readonly format: ImageFormat
  /** Bytes of the disk, where the file tells. */
  readonly diskBytes: number | undefined
}

/** Bytes of a file, and of what is compressed in it, that are looked at. */
const LOOK = 128 * 1024

/**
 * Tells what a file is by its first bytes, and by the first ones of what is compressed in it. Node unpacks no xz: for
 * it the name decides between a disk and an archive. Rejects when the source cannot be read.
 *
 * @param name of the file
 * @param maxDisk bytes that the disk of a qcow2 image may have
 */
export async function formatOf(source: ByteSource, name: string, maxDisk: number): Promise<FormatFacts> {
  const start = await source.read(0, Math.min(LOOK, source.size))
  if (isQcow2(start)) return { format: 'qcow2', diskBytes: qcow2Size(start, source.size, maxDisk) }
  if (begins(start, [0x1f, 0x8b])) return packed('gz', await unpacked(createGunzip(), start))
  if (begins(start, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) {
    return packed('xz', /\.(tar\.xz|txz)$/i.test(name) ? 'tar' : 'raw')
  }
  const frame = zstdFrameHeader(start)
  if (frame !== undefined) {
    const facts = packed('zst', await unpacked(createZstdDecompress(), start))
    return facts.format === 'raw.zst' ? { ...facts, diskBytes: frame.contentSize } : facts
  }
  const kind = contentKind(start)
  return { format: kind, diskBytes: kind === 'raw' ? source.size : undefined }
}

type Kind = 'raw' | 'tar' | 'unknown'

function packed(packing: 'gz' | 'xz' | 'zst', content: Kind): FormatFacts {
  return { format: content === 'unknown' ? 'unknown' : `${content}.${packing}`, diskBytes: undefined }
}

/** Kind of the content that compressed bytes begin; what cannot be unpacked is unknown. */
async function unpacked(decoder: Transform, start: Uint8Array): Promise<Kind> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    decoder.write(start)
    decoder.end()
    for await (const chunk of decoder) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= LOOK) break
    }
  } catch {
    // The bytes end somewhere within: what came out before counts.
  } finally {
    decoder.destroy()
  }
  return contentKind(Buffer.concat(chunks))
}

/** Signs of a disk: a boot sector, a GPT, or a file system without partitions (ext, XFS, btrfs). */
const DISK_SIGNS: readonly (readonly [offset: number, bytes: readonly number[]])[] = [
  [510, [0x55, 0xaa]],
  [512, [...Buffer.from('EFI PART')]],
  [1080, [0x53, 0xef]],
  [0, [...Buffer.from('XFSB')]],
  [0x1_00_40, [...Buffer.from('_BHRfS_M')]],
]

function contentKind(start: Uint8Array): Kind {
  if (begins(start.subarray(257), [...Buffer.from('ustar')])) return 'tar'
  return DISK_SIGNS.some(([offset, sign]) => begins(start.subarray(offset), sign)) ? 'raw' : 'unknown'
}

function begins(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, index) => bytes[index] === byte)
}

function qcow2Size(start: Uint8Array, fileSize: number, maxDisk: number): number | undefined {
  try {
    return parseHeader(start.subarray(0, HEADER_BYTES), fileSize, maxDisk).virtualSize
  } catch (error) {
    if (error instanceof Qcow2Error) return undefined
    throw error
  }
}
