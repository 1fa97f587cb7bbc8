import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { BootEnv } from '@metalwright/sdk/models'
import type { FileTree } from './file-tree.ts'
import { type IsoTree, isoTrees, wishOf } from './iso-trees.ts'

/**
 * How the folder of an ISO image stands: `there`, `exploding` or about to be, `due` for it, `unhashed` when the
 * image's digest must be known first, `no-iso` when there is neither image nor folder, `bad-digest` when the image
 * is another than wanted, `failed` with the reason.
 */
export type Standing =
  | { readonly kind: 'there' | 'exploding' | 'due' | 'unhashed' | 'no-iso' }
  | { readonly kind: 'bad-digest'; readonly actual: string }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * What is on disk and under way of the ISO images that bootenvs name. It answers at once and changes nothing, so
 * that rules can ask it.
 */
export class IsoState {
  readonly #tree: FileTree
  readonly #exploding = new Set<string>()
  readonly #failed = new Map<string, string>()
  #conflicts: ReadonlyMap<string, string> = new Map()
  readonly #listeners = new Set<() => Promise<void> | void>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** Why a bootenv cannot be booted from its ISO images, worded as DRP does; none for one without images. */
  problemsOf(bootEnv: BootEnv): string[] {
    const { trees, problems } = isoTrees(bootEnv)
    return [...problems, ...trees.flatMap((tree) => this.#problems(bootEnv.Name, tree))]
  }

  /** How the folder of an image stands. */
  standing(tree: IsoTree): Standing {
    if (this.#exploding.has(tree.path)) return { kind: 'exploding' }
    const made = this.#canary(tree)
    const image = `isos/${tree.iso}`
    const exists = this.#tree.isFile(image)
    if (made !== undefined && (tree.sha256 === made || (tree.sha256 === '' && !exists)))
      return { kind: 'there' }
    if (!exists) return { kind: 'no-iso' }
    const actual = this.#tree.knownDigest(image)
    if (actual === undefined) return this.#failure(tree) ?? { kind: 'unhashed' }
    if (tree.sha256 !== '' && tree.sha256 !== actual) return { kind: 'bad-digest', actual }
    if (made === actual) return { kind: 'there' }
    return this.#failure(tree) ?? { kind: 'due' }
  }

  /**
   * Calls the listener whenever the answers may have changed, and waits for it before anything else is done.
   *
   * @returns how to stop it
   */
  onChange(listener: () => Promise<void> | void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Notes that a folder is being made. */
  begin(tree: IsoTree): Promise<void> {
    this.#exploding.add(tree.path)
    return this.changed()
  }

  /** Notes that a folder has been made, or why not: that stands until the image changes. */
  end(tree: IsoTree, failure?: string): Promise<void> {
    this.#exploding.delete(tree.path)
    if (failure === undefined) this.#failed.delete(wishOf(tree))
    else this.#failed.set(wishOf(tree), failure)
    return this.changed()
  }

  /** Forgets failures with an image: what made them may be gone. */
  retry(iso: string): void {
    for (const wish of this.#failed.keys()) if (wish.endsWith(`\n${iso}`)) this.#failed.delete(wish)
  }

  /** Takes note of wishes that cannot be met, in place of those before. */
  async setConflicts(conflicts: ReadonlyMap<string, string>): Promise<void> {
    const before = this.#conflicts
    this.#conflicts = conflicts
    if (!isDeepStrictEqual(before, conflicts)) await this.changed()
  }

  /** Whether the folder was made from an image with this digest. */
  isMade(tree: IsoTree, digest: string): boolean {
    return this.#canary(tree) === digest
  }

  /** Tells the listeners that something on disk has changed, and waits for them. */
  async changed(): Promise<void> {
    for (const listener of this.#listeners) await listener()
  }

  #problems(bootEnv: string, tree: IsoTree): string[] {
    const standing = this.standing(tree)
    const conflict = this.#conflicts.get(wishOf(tree))
    if (conflict !== undefined && (standing.kind === 'due' || standing.kind === 'unhashed')) {
      return [`Explode ISO: isos/${tree.iso}: ${conflict}`]
    }
    switch (standing.kind) {
      case 'there':
        return this.#missingFiles(bootEnv, tree)
      case 'exploding':
      case 'due':
      case 'unhashed':
        return [`Exploding ISO: isos/${tree.iso}`]
      case 'no-iso': {
        const hint = tree.url === '' ? [] : [`You can download the required ISO from ${tree.url}`]
        return [`Explode ISO: iso does not exist: isos/${tree.iso}`, ...hint]
      }
      case 'bad-digest':
        return [`SHA256 bad. actual: ${standing.actual} expected: ${tree.sha256}`]
      case 'failed':
        return [`Explode ISO: isos/${tree.iso}: ${standing.reason}`]
    }
  }

  #missingFiles(bootEnv: string, { path, files }: IsoTree): string[] {
    return files
      .filter((file) => !this.#tree.isFile(`${path}/${file.path}`))
      .map((file) => `bootenv: ${bootEnv}: missing ${file.kind} ${file.path} (${path}/${file.path})`)
  }

  #failure(tree: IsoTree): Standing | undefined {
    const reason = this.#failed.get(wishOf(tree))
    return reason === undefined ? undefined : { kind: 'failed', reason }
  }

  /** Digest of the image that the folder was made from; `undefined` when it was made from none. */
  #canary({ path, canary }: IsoTree): string | undefined {
    try {
      return readFileSync(join(this.#tree.root, path, canary), 'utf8')
        .trim()
        .toLowerCase()
    } catch {
      return undefined
    }
  }
}
