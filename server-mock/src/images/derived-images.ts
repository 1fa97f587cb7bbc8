import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DerivedImage } from '@metalwright/sdk/models'
import { syncFile } from '../boot/archive/extraction.ts'
import type { FileTree, TreeFile } from '../boot/file-tree.ts'
import { OWN_FOLDER } from '../boot/tree-path.ts'
import { convert } from './convert.ts'
import { DERIVED, IMAGES } from './image-name.ts'
import { Qcow2Disk } from './qcow2/qcow2-disk.ts'

/** Bytes that the disk of an image may have: 4 TiB. */
export const MAX_DISK = 4 * 1024 ** 4

/**
 * The disks that were made of qcow2 images, by the digest of the image: a changed image has none. What was made is
 * recorded where no upload gets to, so that a file put in its place is not taken for it.
 */
export class DerivedImages {
  readonly #tree: FileTree
  readonly #records: string

  constructor(tree: FileTree) {
    this.#tree = tree
    this.#records = join(tree.root, OWN_FOLDER, 'images')
  }

  /** The disk made of the image with this SHA-256; `undefined` when there is none, or it is not what was made. */
  async find(source: string): Promise<DerivedImage | undefined> {
    const record = await this.#record(source)
    if (record === undefined) return undefined
    const digest = await this.#tree.digest(record.Path).catch(() => undefined)
    return digest === record.Sha256 ? record : undefined
  }

  /**
   * Makes the disk of an image, over one that is there. Nobody sees it before it is whole and on disk.
   *
   * @param source SHA-256 of the image
   * @throws Qcow2Error; rejects with errors of the file system
   */
  async make(
    source: string,
    image: TreeFile,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<DerivedImage> {
    const opened = await image.opened()
    const read = async (offset: number, length: number) => {
      const bytes = Buffer.alloc(length)
      await opened.read(bytes, offset)
      return bytes
    }
    const stage = await this.#tree.stage()
    try {
      const disk = await Qcow2Disk.open({ size: image.size, read }, MAX_DISK)
      const total = disk.header.virtualSize
      const made = join(stage, 'disk')
      onProgress(0, total)
      const { size, sha256 } = await convert(disk, made, (done) => onProgress(done, total), signal)
      const folder = await this.#tree.makeFolder([...IMAGES.split('/'), DERIVED])
      const file = join(folder, nameOf(source))
      await rename(made, file)
      await syncFile(folder)
      await this.#tree.digests.keep(file, sha256)
      const record = { Path: pathOf(source), Bytes: size, Sha256: sha256, DiskBytes: total }
      await this.#write(source, record)
      return record
    } finally {
      await opened.close()
      await rm(stage, { recursive: true, force: true })
    }
  }

  /** Removes the disk made of an image. */
  async remove(source: string): Promise<void> {
    await this.#tree.remove(pathOf(source))
    await rm(this.#recordFile(source), { force: true })
  }

  /** Digests of all images of which there is a disk, or the remains of one, with the bytes it takes. */
  async all(): Promise<Map<string, number>> {
    const records = await readdir(this.#records).catch(() => [])
    const files = (await this.#tree.list(`${IMAGES}/${DERIVED}`)) ?? []
    const sources = [...records, ...files].flatMap((name) => /^([0-9a-f]{64})\./.exec(name)?.[1] ?? [])
    const found = new Map<string, number>()
    for (const source of sources) {
      found.set(source, (await this.#tree.open(pathOf(source)).catch(() => undefined))?.size ?? 0)
    }
    return found
  }

  async #record(source: string): Promise<DerivedImage | undefined> {
    try {
      const record = DerivedImage.parse(JSON.parse(await readFile(this.#recordFile(source), 'utf8')))
      return record.Path === pathOf(source) ? record : undefined
    } catch {
      return undefined
    }
  }

  async #write(source: string, record: DerivedImage): Promise<void> {
    await mkdir(this.#records, { recursive: true })
    const file = this.#recordFile(source)
    await writeFile(`${file}.draft`, `${JSON.stringify(record)}\n`, { flush: true })
    await rename(`${file}.draft`, file)
    await syncFile(this.#records)
  }

  #recordFile(source: string): string {
    return join(this.#records, `${source}.json`)
  }
}

function nameOf(source: string): string {
  return `${source}.raw.zst`
}

/** Path in the served tree. */
function pathOf(source: string): string {
  return `${IMAGES}/${DERIVED}/${nameOf(source)}`
}
