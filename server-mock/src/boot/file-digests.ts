import { createHash, randomUUID } from 'node:crypto'
import { type BigIntStats, createReadStream, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Bytes read from disk at once. */
const READ_SIZE = 1024 * 1024

/**
 * SHA-256 digests of files, kept across restarts. A record holds size, modification time and inode besides the
 * digest, so it ends by itself when somebody changes the file, by whatever way.
 */
export class FileDigests {
  readonly #folder: string
  readonly #root: string
  readonly #running = new Map<string, Promise<string>>()

  private constructor(folder: string, root: string) {
    this.#folder = folder
    this.#root = root
  }

  /**
   * Opens the folder of the records, which is made when it is not there.
   *
   * @param root folder that the files are in; they keep their records when it is moved as a whole
   */
  static async at(folder: string, root: string): Promise<FileDigests> {
    await mkdir(folder, { recursive: true })
    return new FileDigests(folder, root)
  }

  /** The digest in hex, when it is kept and the file is still the same; `undefined` otherwise. */
  known(file: string): string | undefined {
    try {
      const [identity, digest] = readFileSync(this.#record(file), 'utf8').trim().split(' ')
      const isDigest = digest !== undefined && /^[0-9a-f]{64}$/.test(digest)
      return isDigest && identity === identityOf(statSync(file, { bigint: true })) ? digest : undefined
    } catch {
      return undefined
    }
  }

  /** The digest in hex: the kept one, or read from the whole file. Rejects when the file cannot be read. */
  of(file: string): Promise<string> {
    const known = this.known(file)
    if (known !== undefined) return Promise.resolve(known)
    const running = this.#running.get(file) ?? this.#compute(file).finally(() => this.#running.delete(file))
    this.#running.set(file, running)
    return running
  }

  /** Keeps a digest that was worked out while the file was written. */
  async keep(file: string, digest: string): Promise<void> {
    await this.#write(file, await stat(file, { bigint: true }), digest)
  }

  /** Forgets a file that is gone. */
  async forget(file: string): Promise<void> {
    await rm(this.#record(file), { force: true })
  }

  async #compute(file: string): Promise<string> {
    const before = await stat(file, { bigint: true })
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file, { highWaterMark: READ_SIZE })) hash.update(chunk)
    const digest = hash.digest('hex')
    // What changed meanwhile has another digest by now.
    const after = await stat(file, { bigint: true })
    if (identityOf(before) === identityOf(after)) await this.#write(file, after, digest)
    return digest
  }

  async #write(file: string, facts: BigIntStats, digest: string): Promise<void> {
    const record = this.#record(file)
    const draft = `${record}.${randomUUID()}`
    await writeFile(draft, `${identityOf(facts)} ${digest}\n`)
    await rename(draft, record)
  }

  #record(file: string): string {
    return join(this.#folder, createHash('sha256').update(relative(this.#root, file)).digest('hex'))
  }
}

function identityOf({ size, mtimeNs, ino }: BigIntStats): string {
  return `${size}-${mtimeNs}-${ino}`
}
