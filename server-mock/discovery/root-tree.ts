import {
  chmod,
  copyFile,
  link,
  lstat,
  lutimes,
  mkdir,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A directory tree that becomes the root of an image. Paths inside are absolute, as the image will see them. */
export class RootTree {
  /** The directory on the host. */
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  /** Makes directories, with their parents. */
  async directories(...paths: readonly string[]): Promise<void> {
    for (const path of paths) await mkdir(join(this.root, path), { recursive: true })
  }

  /** Copies a file of the host to `path`; `mode` defaults to 0755. What lay there is replaced. */
  async copy(source: string, path: string, mode = 0o755): Promise<void> {
    const target = await this.#fresh(path)
    await copyFile(source, target)
    await chmod(target, mode)
  }

  /** Gives a file of the tree a second name without a second copy (initramfs archives keep hard links). */
  async hardLink(existing: string, path: string): Promise<void> {
    await link(join(this.root, existing), await this.#fresh(path))
  }

  /** Makes a symbolic link at `path`. */
  async symbolicLink(target: string, path: string): Promise<void> {
    await symlink(target, await this.#fresh(path))
  }

  /** Writes a file; `mode` defaults to 0644. */
  async write(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
    const target = await this.#fresh(path)
    await writeFile(target, content)
    await chmod(target, mode)
  }

  /**
   * Sorted paths of everything in the tree, relative to the root, parents first. All time stamps are set to
   * the epoch on the way, so that the same inputs pack to the same bytes.
   */
  async seal(): Promise<string[]> {
    const paths: string[] = []
    const visit = async (relative: string): Promise<void> => {
      for (const name of (await readdir(join(this.root, relative))).sort()) {
        const path = relative === '' ? name : `${relative}/${name}`
        paths.push(path)
        if ((await lstat(join(this.root, path))).isDirectory()) await visit(path)
        await lutimes(join(this.root, path), 0, 0)
      }
    }
    await visit('')
    return paths
  }

  async #fresh(path: string): Promise<string> {
    const target = join(this.root, path)
    await mkdir(dirname(target), { recursive: true })
    await rm(target, { force: true })
    return target
  }
}
