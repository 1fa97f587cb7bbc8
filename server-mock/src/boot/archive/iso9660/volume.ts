import { ArchiveError } from '../archive-error.ts'
import { type RandomAccess, readImage, SECTOR } from './image.ts'
import { type DirectoryRecord, readRecord } from './record.ts'
import { susp } from './rock-ridge.ts'

/** How the names of a disc are written. */
export type Naming =
  | { readonly kind: 'rock-ridge'; readonly skip: number }
  | { readonly kind: 'joliet' }
  | { readonly kind: 'plain' }

/** What is needed to walk through a disc. */
export interface Volume {
  /** Bytes of a logical block. */
  readonly blockSize: number
  readonly root: DirectoryRecord
  readonly naming: Naming
}

const FIRST_DESCRIPTOR = 16
const MAX_DESCRIPTORS = 64
const ROOT_RECORD = 156

/**
 * Reads the volume descriptors of an ISO 9660 image (ECMA-119 §8) and chooses the names to go by: Rock Ridge
 * before Joliet before the plain ones, as Linux does.
 *
 * @throws ArchiveError `unrecognised` when it is no such image, `damaged`
 */
export async function readVolume(image: RandomAccess): Promise<Volume> {
  let primary: Omit<Volume, 'naming'> | undefined
  let joliet: Omit<Volume, 'naming'> | undefined
  for (let index = 0; index < MAX_DESCRIPTORS; index += 1) {
    const offset = (FIRST_DESCRIPTOR + index) * SECTOR
    if (offset + SECTOR > image.size) break
    const descriptor = await readImage(image, offset, SECTOR)
    if (descriptor.toString('latin1', 1, 6) !== 'CD001') break
    const type = descriptor[0]
    if (type === 255) break
    if (type === 1) primary ??= readTree(descriptor)
    if (type === 2 && isJoliet(descriptor)) joliet ??= readTree(descriptor)
  }
  if (primary === undefined) {
    throw new ArchiveError('unrecognised', 'it is no ISO 9660 image: it has no primary volume descriptor')
  }
  const skip = await rockRidgeSkip(image, primary)
  if (skip !== undefined) return { ...primary, naming: { kind: 'rock-ridge', skip } }
  return joliet === undefined
    ? { ...primary, naming: { kind: 'plain' } }
    : { ...joliet, naming: { kind: 'joliet' } }
}

function readTree(descriptor: Buffer): Omit<Volume, 'naming'> {
  const blockSize = descriptor.readUInt16LE(128)
  if (![512, 1024, SECTOR].includes(blockSize)) {
    throw new ArchiveError('damaged', `the image is damaged: it has logical blocks of ${blockSize} bytes`)
  }
  const root = readRecord(descriptor.subarray(0, ROOT_RECORD + 34), ROOT_RECORD)?.record
  if (root === undefined || !root.isDirectory) {
    throw new ArchiveError('damaged', 'the image is damaged: its top directory is none')
  }
  return { blockSize, root }
}

/** Escape sequences of UCS-2 levels 1 to 3 mark a descriptor as Joliet's. */
function isJoliet(descriptor: Buffer): boolean {
  return ['%/@', '%/C', '%/E'].includes(descriptor.toString('latin1', 88, 91))
}

/** Bytes to skip in each system use area when the disc has Rock Ridge; `undefined` when it has none (SUSP §5.3). */
async function rockRidgeSkip(
  image: RandomAccess,
  { root, blockSize }: Pick<Volume, 'root' | 'blockSize'>,
): Promise<number | undefined> {
  const sector = await readImage(image, root.block * blockSize, Math.min(SECTOR, root.size))
  const self = readRecord(sector, 0)?.record
  const [first] = self === undefined ? [] : susp(self.systemUse)
  const marked = first?.signature === 'SP' && first.data[0] === 0xbe && first.data[1] === 0xef
  return marked ? (first.data[2] ?? 0) : undefined
}
