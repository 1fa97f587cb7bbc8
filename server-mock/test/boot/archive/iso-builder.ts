const SECTOR = 2048

/** Folder of a disc: what is in it, by name. */
export type Tree = Readonly<Record<string, Node>>

/** What stands at a place of a disc: the bytes of a file, a folder, or a special thing. */
export type Node =
  | Buffer
  | { readonly kind: 'folder'; readonly children: Tree }
  /** A symbolic link; `cut` spreads the target over several fields. */
  | { readonly kind: 'link'; readonly target: string; readonly cut: boolean }
  /** A file whose bytes lie in several places. */
  | { readonly kind: 'pieces'; readonly pieces: readonly Buffer[] }
  /** An empty file of some POSIX mode, such as a device. */
  | { readonly kind: 'mode'; readonly mode: number }

export const folder = (children: Tree): Node => ({ kind: 'folder', children })
export const link = (target: string, cut = false): Node => ({ kind: 'link', target, cut })
export const pieces = (...bytes: string[]): Node => ({
  kind: 'pieces',
  pieces: bytes.map((one) => Buffer.from(one)),
})
export const special = (mode: number): Node => ({ kind: 'mode', mode })

/** How a disc is written. */
export interface IsoOptions {
  readonly rockRidge?: boolean
  readonly joliet?: boolean
  /** Spreads Rock Ridge fields over continuation areas. */
  readonly continued?: boolean
}

interface Folder {
  readonly kind: 'folder'
  readonly name: string
  readonly children: readonly Item[]
  readonly blocks: { primary: number; joliet: number }
  readonly sizes: { primary: number; joliet: number }
}
interface File {
  readonly kind: 'file'
  readonly name: string
  readonly pieces: readonly { readonly bytes: Buffer; block: number }[]
  readonly mode: number
  readonly link: string | undefined
  readonly cut: boolean
}
type Item = Folder | File

/** Writes small ISO 9660 images as ECMA-119, Joliet and RRIP have them, so that tests need no tool for it. */
export function buildIso(tree: Tree, options: IsoOptions = {}): Buffer {
  const root = folderOf('', tree)
  const folders = [...allFolders(root)]
  const writer = new Writer(options)
  let block = 19
  for (const naming of ['primary', 'joliet'] as const) {
    if (naming === 'joliet' && !options.joliet) continue
    for (const one of folders) {
      one.sizes[naming] = writer.directory(one, root, naming).length
      one.blocks[naming] = block
      block += one.sizes[naming] / SECTOR
    }
  }
  for (const one of folders) {
    for (const child of one.children) {
      if (child.kind === 'folder') continue
      for (const piece of child.pieces) {
        piece.block = block
        block += Math.ceil(piece.bytes.length / SECTOR)
      }
    }
  }
  const areas = writer.areasFrom(block)
  const image = Buffer.alloc((block + areas.length) * SECTOR)
  const put = (at: number, bytes: Buffer) => bytes.copy(image, at * SECTOR)
  put(16, descriptor(1, record('\0', root.blocks.primary, root.sizes.primary, 2), block))
  put(
    17,
    options.joliet ? descriptor(2, record('\0', root.blocks.joliet, root.sizes.joliet, 2), block) : end(),
  )
  put(18, end())
  for (const one of folders) {
    put(one.blocks.primary, writer.directory(one, root, 'primary'))
    if (options.joliet) put(one.blocks.joliet, writer.directory(one, root, 'joliet'))
    for (const child of one.children) {
      if (child.kind === 'file') for (const piece of child.pieces) put(piece.block, piece.bytes)
    }
  }
  for (const [index, area] of writer.areas.entries()) put(block + index, area)
  return image
}

class Writer {
  readonly #options: IsoOptions
  #first = 0
  areas: Buffer[] = []

  constructor(options: IsoOptions) {
    this.#options = options
  }

  /** Starts anew with continuation areas at a block; returns those there were. */
  areasFrom(block: number): Buffer[] {
    const before = this.areas
    this.#first = block
    this.areas = []
    return before
  }

  directory(folder: Folder, root: Folder, naming: 'primary' | 'joliet'): Buffer {
    const isRoot = folder === root
    const size = folder.sizes[naming] || SECTOR
    const rockRidge = this.#options.rockRidge && naming === 'primary'
    const sp = Buffer.from([0x53, 0x50, 7, 1, 0xbe, 0xef, 0])
    const records = [
      record('\0', folder.blocks[naming], size, 2, rockRidge && isRoot ? sp : undefined),
      record('\x01', root.blocks[naming], root.sizes[naming] || SECTOR, 2),
    ]
    for (const [index, child] of folder.children.entries()) {
      const use = rockRidge ? this.#systemUse(child) : undefined
      if (child.kind === 'folder') {
        const name = nameOf(child, index, naming)
        records.push(record(name, child.blocks[naming], child.sizes[naming] || SECTOR, 2, use))
        continue
      }
      const pieces = child.pieces.length === 0 ? [{ bytes: Buffer.alloc(0), block: 0 }] : child.pieces
      for (const [at, { bytes, block }] of pieces.entries()) {
        const flags = at < pieces.length - 1 ? 0x80 : 0
        records.push(record(nameOf(child, index, naming), block, bytes.length, flags, use))
      }
    }
    return inSectors(records)
  }

  #systemUse(item: Item): Buffer {
    const name = field('NM', Buffer.concat([Buffer.from([0]), Buffer.from(item.name)]))
    const mode = Buffer.alloc(36)
    mode.writeUInt32LE(item.kind === 'folder' ? 0o040755 : item.mode, 0)
    const fields = [name, field('PX', mode)]
    if (item.kind === 'file' && item.link !== undefined) fields.push(...linkFields(item.link, item.cut))
    const all = Buffer.concat(fields)
    if (!this.#options.continued && all.length < 160) return all
    // Name and mode stay, the rest goes on elsewhere, in two areas.
    const rest = Buffer.concat(fields.slice(1))
    const here = this.areas.length
    this.areas.push(rest)
    const more = Buffer.alloc(24)
    more.writeUInt32LE(this.#first + here, 0)
    more.writeUInt32LE(0, 8)
    more.writeUInt32LE(rest.length, 16)
    if (name.length < 200) return Buffer.concat([name, field('CE', more)])
    // A long name does not fit the record either.
    this.areas[here] = all
    more.writeUInt32LE(all.length, 16)
    return field('CE', more)
  }
}

function folderOf(name: string, tree: Tree): Folder {
  const children = Object.entries(tree).map(([child, node]) => itemOf(child, node))
  return {
    kind: 'folder',
    name,
    children,
    blocks: { primary: 0, joliet: 0 },
    sizes: { primary: 0, joliet: 0 },
  }
}

function itemOf(name: string, node: Node): Item {
  const file = { kind: 'file', name, mode: 0o100644, link: undefined, cut: false, pieces: [] } as const
  if (Buffer.isBuffer(node)) return { ...file, pieces: [{ bytes: node, block: 0 }] }
  switch (node.kind) {
    case 'folder':
      return folderOf(name, node.children)
    case 'link':
      return { ...file, mode: 0o120777, link: node.target, cut: node.cut }
    case 'mode':
      return { ...file, mode: node.mode }
    case 'pieces':
      return { ...file, pieces: node.pieces.map((bytes) => ({ bytes, block: 0 })) }
  }
}

function* allFolders(top: Folder): Generator<Folder> {
  yield top
  for (const child of top.children) if (child.kind === 'folder') yield* allFolders(child)
}

function nameOf(item: Item, index: number, naming: 'primary' | 'joliet'): string | Buffer {
  const version = item.kind === 'file' ? ';1' : ''
  if (naming === 'joliet') return Buffer.from(`${item.name.slice(0, 64)}${version}`, 'utf16le').swap16()
  const plain = item.name.toUpperCase().replace(/[^A-Z0-9_.]/g, '_')
  const short = plain.length > 12 ? `F${index}.DAT` : plain
  return `${item.kind === 'file' && !short.includes('.') ? `${short}.` : short}${version}`
}

function record(
  name: string | Buffer,
  block: number,
  size: number,
  flags: number,
  systemUse: Buffer = Buffer.alloc(0),
): Buffer {
  const id = typeof name === 'string' ? Buffer.from(name, 'latin1') : name
  const head = Buffer.alloc(33)
  both32(head, 2, block)
  both32(head, 10, size)
  head.writeUInt8(flags, 25)
  head.writeUInt8(id.length, 32)
  const padding = Buffer.alloc(id.length % 2 === 0 ? 1 : 0)
  const even = Buffer.alloc(systemUse.length % 2)
  const all = Buffer.concat([head, id, padding, systemUse, even])
  all.writeUInt8(all.length, 0)
  return all
}

/** Records one behind the other; none reaches over the end of a sector. */
function inSectors(records: readonly Buffer[]): Buffer {
  const sectors: Buffer[] = []
  let at = SECTOR
  for (const one of records) {
    if (at + one.length > SECTOR) {
      sectors.push(Buffer.alloc(SECTOR))
      at = 0
    }
    const last = sectors.at(-1)
    if (last !== undefined) one.copy(last, at)
    at += one.length
  }
  return Buffer.concat(sectors)
}

function descriptor(type: 1 | 2, root: Buffer, blocks: number): Buffer {
  const bytes = Buffer.alloc(SECTOR)
  bytes.writeUInt8(type, 0)
  bytes.write('CD001\x01', 1, 'latin1')
  both32(bytes, 80, blocks)
  if (type === 2) bytes.write('%/E', 88, 'latin1')
  bytes.writeUInt16LE(SECTOR, 128)
  bytes.writeUInt16BE(SECTOR, 130)
  root.copy(bytes, 156)
  return bytes
}

function end(): Buffer {
  const bytes = Buffer.alloc(SECTOR)
  bytes.writeUInt8(255, 0)
  bytes.write('CD001\x01', 1, 'latin1')
  return bytes
}

function linkFields(target: string, cut: boolean): Buffer[] {
  const steps = target.split('/').map((step, index) => {
    if (step === '' && index === 0) return Buffer.from([8, 0])
    if (step === '.') return Buffer.from([2, 0])
    if (step === '..') return Buffer.from([4, 0])
    const bytes = Buffer.from(step)
    return Buffer.concat([Buffer.from([0, bytes.length]), bytes])
  })
  const parts = cut ? steps : [Buffer.concat(steps)]
  return parts.map((part, index) =>
    field('SL', Buffer.concat([Buffer.from([index < parts.length - 1 ? 1 : 0]), part])),
  )
}

function field(signature: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.from([data.length + 4, 1]), data])
}

function both32(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt32LE(value, at)
  bytes.writeUInt32BE(value, at + 4)
}
