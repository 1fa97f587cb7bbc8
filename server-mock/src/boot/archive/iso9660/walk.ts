import { ArchiveError } from '../archive-error.ts'
import { metered, type RandomAccess, readImage, SECTOR } from './image.ts'
import { plainName, ucs2Name } from './names.ts'
import { type DirectoryRecord, isDotRecord, readRecord } from './record.ts'
import { type RockRidge, readRockRidge } from './rock-ridge.ts'
import { readVolume, type Volume } from './volume.ts'

/** A piece of a file: where it lies in the image. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/** An entry of a disc; its names are as the disc has them, so they must be checked before anything is made. */
export type IsoEntry =
  | { readonly kind: 'folder'; readonly parts: readonly string[] }
  | {
      readonly kind: 'file'
      readonly parts: readonly string[]
      readonly extents: readonly Extent[]
      readonly executable: boolean
    }
  | { readonly kind: 'link'; readonly parts: readonly string[]; readonly target: string }
  /** A device, pipe or socket. */
  | { readonly kind: 'special'; readonly parts: readonly string[] }

/** Bytes of one directory, and of all of them: some hundred thousand entries. */
const MAX_DIRECTORY = 64 * 1024 * 1024
const MAX_DIRECTORIES = 256 * 1024 * 1024
/** Bytes read of the largest image. */
const MAX_READ = 1024 ** 3
/** A directory that is still to be read. */
interface Place {
  readonly parts: readonly string[]
  readonly block: number
  readonly size: number
}

/** A record with the name it goes by, which may be anything. */
interface Named {
  readonly record: DirectoryRecord
  readonly name: string
  readonly rockRidge: RockRidge | undefined
}

/**
 * Walks through an ISO 9660 image, folders before what is in them. Every place and length is checked; a directory
 * is read once at most, so loops end; boot records (El Torito) are none of its business.
 *
 * @throws ArchiveError `unrecognised`, `damaged`
 */
export async function* walkIso(whole: RandomAccess): AsyncGenerator<IsoEntry> {
  const image = metered(whole, mostRead(whole.size))
  const volume = await readVolume(image)
  const { root } = volume
  const waiting: Place[] = [{ parts: [], block: root.block, size: root.size }]
  const seen = new Set<number>([root.block])
  let bytes = 0
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    bytes += place.size
    if (place.size > MAX_DIRECTORY || bytes > MAX_DIRECTORIES) throw damaged('its directories are too large')
    for await (const found of entriesIn(image, volume, place)) {
      if ('block' in found) {
        if (seen.has(found.block)) throw damaged(`folder ${show(found.parts)} is in it twice`)
        seen.add(found.block)
        waiting.push(found)
        yield { kind: 'folder', parts: found.parts }
      } else yield found
    }
  }
}

async function* entriesIn(
  image: RandomAccess,
  volume: Volume,
  place: Place,
): AsyncGenerator<IsoEntry | Place> {
  let pieces: { readonly identifier: Buffer; readonly extents: Extent[] } | undefined
  for await (const record of recordsIn(image, volume.blockSize, place)) {
    if (isDotRecord(record) || record.isAssociated) continue
    if (pieces !== undefined && !pieces.identifier.equals(record.identifier)) {
      throw damaged(`a file in ${show(place.parts)} lacks its last piece`)
    }
    const extents = pieces?.extents ?? []
    if (!record.isDirectory && record.size > 0) extents.push(extentOf(image, volume, record))
    pieces = record.continues ? { identifier: record.identifier, extents } : undefined
    if (pieces !== undefined) continue
    const named = await nameOf(image, volume, record)
    const parts = [...place.parts, named.name]
    const entry = await entryOf(image, volume, named, parts, extents)
    if (entry !== undefined) yield entry
  }
  if (pieces !== undefined) throw damaged(`a file in ${show(place.parts)} lacks its last piece`)
}

async function* recordsIn(
  image: RandomAccess,
  blockSize: number,
  { block, size }: Place,
): AsyncGenerator<DirectoryRecord> {
  // Records never reach over the end of a sector.
  for (let done = 0; done < size; done += SECTOR) {
    const sector = await readImage(image, block * blockSize + done, Math.min(SECTOR, size - done))
    for (let at = 0; at < sector.length; ) {
      const found = readRecord(sector, at)
      if (found === undefined) break
      yield found.record
      at += found.length
    }
  }
}

async function nameOf(image: RandomAccess, volume: Volume, record: DirectoryRecord): Promise<Named> {
  const { naming, blockSize } = volume
  if (naming.kind === 'joliet') return { record, name: ucs2Name(record.identifier), rockRidge: undefined }
  if (naming.kind === 'plain') return { record, name: plainName(record.identifier), rockRidge: undefined }
  const rockRidge = await readRockRidge(image, blockSize, record.systemUse, naming.skip)
  return { record, name: rockRidge.name?.toString('utf8') ?? plainName(record.identifier), rockRidge }
}

async function entryOf(
  image: RandomAccess,
  { blockSize }: Volume,
  { record, rockRidge }: Named,
  parts: readonly string[],
  extents: readonly Extent[],
): Promise<IsoEntry | Place | undefined> {
  // It is shown where it belongs, by the record with `child`.
  if (rockRidge?.relocated) return undefined
  if (rockRidge?.child !== undefined) {
    const block = rockRidge.child
    const [self] = await firstRecord(image, blockSize, block)
    if (self === undefined || !isDotRecord(self)) throw damaged(`${show(parts)} leads to no folder`)
    return { parts, block, size: self.size }
  }
  if (record.isDirectory) return { parts, block: record.block, size: record.size }
  if (rockRidge?.compressed) {
    throw new ArchiveError('unrecognised', `${show(parts)} is compressed (zisofs), which is not unpacked`)
  }
  if (rockRidge?.target !== undefined) return { kind: 'link', parts, target: rockRidge.target }
  const mode = rockRidge?.mode ?? 0o100644
  if ((mode & 0o170000) !== 0o100000) return { kind: 'special', parts }
  return { kind: 'file', parts, extents, executable: (mode & 0o111) !== 0 }
}

async function firstRecord(
  image: RandomAccess,
  blockSize: number,
  block: number,
): Promise<DirectoryRecord[]> {
  for await (const record of recordsIn(image, blockSize, { parts: [], block, size: blockSize }))
    return [record]
  return []
}

function extentOf(image: RandomAccess, { blockSize }: Volume, record: DirectoryRecord): Extent {
  const extent = { offset: record.block * blockSize, length: record.size }
  if (extent.offset + extent.length > image.size) {
    throw damaged(
      `it is cut short: it has ${image.size} bytes, but a file reaches to ${extent.offset + extent.length}`,
    )
  }
  return extent
}

/**
 * Bytes read of an image while it is walked through. On a sound one no byte of its folders is read more than twice; on
 * others records go on in the same places over and over.
 */
function mostRead(size: number): number {
  return Math.min(4 * size + 64 * 1024, MAX_READ)
}

function damaged(what: string): ArchiveError {
  return new ArchiveError('damaged', `the image is damaged: ${what}`)
}

function show(parts: readonly string[]): string {
  return JSON.stringify(parts.join('/').slice(0, 200))
}
