import type { FileTree, TreeFile } from '../boot/file-tree.ts'
import { MAX_DISK } from './derived-images.ts'
import { type FormatFacts, formatOf } from './image-format.ts'
import { IMAGES, imageName, imagePath } from './image-name.ts'

/** Images that are listed at most; who has more names them. */
const MAX_LISTED = 10_000
/** Folders in folders that are looked into. */
const MAX_DEPTH = 8
/** Files whose format is remembered. */
const MAX_FACTS = 10_000

/** The files of the image store, whoever put them there. */
export class ImageFiles {
  readonly #tree: FileTree
  readonly #facts = new Map<string, { readonly of: string; readonly facts: FormatFacts }>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** Names of all images, in order. */
  async names(): Promise<string[]> {
    const found: string[] = []
    const look = async (folder: string, depth: number) => {
      for (const entry of (await this.#tree.list(`${IMAGES}/${folder}`)) ?? []) {
        const name = imageName(`${folder}${entry}`)
        if (name === undefined || found.length >= MAX_LISTED) continue
        if (!entry.endsWith('/')) found.push(name)
        else if (depth < MAX_DEPTH) await look(`${name}/`, depth + 1)
      }
    }
    await look('', 0)
    return found
  }

  /** The file of an image; `undefined` when there is none. */
  open(name: string): Promise<TreeFile | undefined> {
    return this.#tree.open(imagePath(name)).catch(() => undefined)
  }

  /** SHA-256 of an image in hex, where it is known without reading the image. */
  digest(name: string): string | undefined {
    return this.#tree.knownDigest(imagePath(name))
  }

  /** Works the digest out. */
  async hash(name: string): Promise<void> {
    await this.#tree.digest(imagePath(name))
  }

  /** What a file is; looked at anew when the file has changed. */
  async format(name: string, file: TreeFile): Promise<FormatFacts> {
    const state = `${file.size}-${file.modified}`
    const known = this.#facts.get(name)
    if (known?.of === state) return known.facts
    const facts = await formatOf(file, name, MAX_DISK)
    if (this.#facts.size >= MAX_FACTS) this.#facts.clear()
    this.#facts.set(name, { of: state, facts })
    return facts
  }

  /** Deletes an image; false when there is none. */
  remove(name: string): Promise<boolean> {
    this.#facts.delete(name)
    return this.#tree.remove(imagePath(name))
  }
}
