import { ArchiveError } from '../archive-error.ts'
import { type RandomAccess, readImage } from './image.ts'

/** What Rock Ridge (RRIP 1.12) says about a directory record. */
export interface RockRidge {
  /** Real name, bytes as they are. */
  readonly name: Buffer | undefined
  /** POSIX mode. */
  readonly mode: number | undefined
  /** Target of a symbolic link. */
  readonly target: string | undefined
  /** Block of the directory that really belongs here; it lies elsewhere because it is too deep. */
  readonly child: number | undefined
  /** The directory belongs elsewhere and is shown there. */
  readonly relocated: boolean
  /** The file's data is compressed (zisofs), so it cannot be handed out as it is. */
  readonly compressed: boolean
}

/** One field of a system use area (SUSP §4). */
export interface SuspField {
  readonly signature: string
  readonly data: Buffer
}

/** Areas one record may go on in; a name and a link target of full length need two. */
const MAX_AREAS = 8
const MAX_AREA = 4096
const MAX_TARGET = 4096

/** Fields of a system use area; it ends where a field does not fit, as other readers have it. */
export function susp(area: Buffer): SuspField[] {
  const fields: SuspField[] = []
  for (let at = 0; at + 4 <= area.length; ) {
    const length = area.readUInt8(at + 2)
    if (length < 4 || at + length > area.length) break
    const signature = area.toString('latin1', at, at + 2)
    if (signature === 'ST') break
    fields.push({ signature, data: area.subarray(at + 4, at + length) })
    at += length
  }
  return fields
}

/**
 * Reads the Rock Ridge fields of a record, following its continuation areas.
 *
 * @param skip bytes to leave out at the beginning, as the disc says
 * @throws ArchiveError `damaged`
 */
export async function readRockRidge(
  image: RandomAccess,
  blockSize: number,
  systemUse: Buffer,
  skip: number,
): Promise<RockRidge> {
  const fields = await allFields(image, blockSize, systemUse.subarray(Math.min(skip, systemUse.length)))
  const names: Buffer[] = []
  const steps: SuspField[] = []
  let mode: number | undefined
  let child: number | undefined
  let relocated = false
  let compressed = false
  for (const field of fields) {
    const { signature, data } = field
    // A name of the directory itself or its parent is no name.
    if (signature === 'NM' && data.length > 0 && (data.readUInt8(0) & 0x06) === 0)
      names.push(data.subarray(1))
    if (signature === 'SL' && data.length > 0) steps.push(field)
    if (signature === 'PX' && data.length >= 4) mode = data.readUInt32LE(0)
    if (signature === 'CL' && data.length >= 4) child = data.readUInt32LE(0)
    if (signature === 'RE') relocated = true
    if (signature === 'ZF') compressed = true
  }
  const name = names.length === 0 ? undefined : Buffer.concat(names)
  const target = steps.length === 0 ? undefined : linkTarget(steps)
  return { name, mode, target, child, relocated, compressed }
}

async function allFields(image: RandomAccess, blockSize: number, area: Buffer): Promise<SuspField[]> {
  const fields: SuspField[] = []
  let next: Buffer | undefined = area
  for (let areas = 0; next !== undefined; areas += 1) {
    if (areas > MAX_AREAS) throw damaged(`a record goes on in more than ${MAX_AREAS} places`)
    const here = susp(next)
    fields.push(...here)
    const more = here.find(({ signature, data }) => signature === 'CE' && data.length >= 24)?.data
    if (more === undefined) break
    const length = more.readUInt32LE(16)
    if (length > MAX_AREA) throw damaged(`a record goes on for ${length} bytes`)
    next = await readImage(image, more.readUInt32LE(0) * blockSize + more.readUInt32LE(8), length)
  }
  return fields
}

/** Puts the components of SL fields together (RRIP §4.1.3). */
function linkTarget(fields: readonly SuspField[]): string {
  let target = ''
  let open = true
  for (const { data } of fields) {
    for (let at = 1; at + 2 <= data.length; ) {
      const flags = data.readUInt8(at)
      const length = data.readUInt8(at + 1)
      if (at + 2 + length > data.length) throw damaged('a link has a component that does not fit')
      if (!open && !target.endsWith('/')) target += '/'
      target += component(flags, data.subarray(at + 2, at + 2 + length))
      open = (flags & 0x01) !== 0
      at += 2 + length
      if (target.length > MAX_TARGET) throw damaged('a link has an endless target')
    }
  }
  return target
}

function component(flags: number, bytes: Buffer): string {
  if (flags & 0x02) return '.'
  if (flags & 0x04) return '..'
  return flags & 0x08 ? '/' : bytes.toString('utf8')
}

function damaged(what: string): ArchiveError {
  return new ArchiveError('damaged', `the image is damaged: ${what}`)
}
