import { createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../objects/problem.ts'
import { boundedStream } from './bounded-stream.ts'

/** How the folders of uploads begin; nothing else in the folder begins with a dot. */
const INCOMING = '.incoming-'

/** A program that has come but is not in its place yet. */
export interface Incoming {
  /** File of the program, under the name it is to have. */
  readonly file: string
  /** Bytes. */
  readonly size: number
  /** Puts it into its place, over one that is there. */
  take(): Promise<void>
  /** Throws it away, unless it was taken. */
  discard(): Promise<void>
}

/** Programs of plugin providers: the files of `<base root>/plugins`. */
export class ExecutableFolder {
  readonly #folder: string
  readonly #maxBytes: number

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder
    this.#maxBytes = maxBytes
  }

  /** Opens the folder, made when it is not there; uploads that a stop has cut off are removed. */
  static async at(folder: string, maxBytes: number): Promise<ExecutableFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await readdir(folder)) {
      if (name.startsWith(INCOMING)) await rm(join(folder, name), { recursive: true, force: true })
    }
    return new ExecutableFolder(folder, maxBytes)
  }

  /** Names of the programs, in order. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && isProviderName(entry.name))
      .map(({ name }) => name)
      .sort()
  }

  /** File of a program. @throws Problem 400 for what cannot be a name */
  file(name: string): string {
    if (!isProviderName(name)) {
      throw new Problem(400, [`Invalid plugin provider name ${JSON.stringify(name.slice(0, 100))}`], {
        model: 'plugin_providers',
      })
    }
    return join(this.#folder, name)
  }

  /**
   * Stores an upload beside the programs, where it can be tried.
   *
   * @param expected bytes there should be; undefined when nobody said
   * @throws Problem 400 for a bad name or size, or an upload that is cut off, 507 when it cannot be stored
   */
  async receive(name: string, content: Readable, expected: number | undefined): Promise<Incoming> {
    const target = this.file(name)
    const place = { model: 'plugin_providers', key: name }
    const folder = await mkdtemp(join(this.#folder, INCOMING))
    const discard = () => rm(folder, { recursive: true, force: true })
    const file = join(folder, name)
    const tooMuch = () =>
      new Problem(400, [`A plugin provider may have ${this.#maxBytes} bytes at most`], place)
    try {
      const out = createWriteStream(file, { flags: 'wx', mode: 0o700 })
      await pipeline(content, boundedStream(this.#maxBytes, tooMuch), out)
      const size = out.bytesWritten
      if (size === 0) throw new Problem(400, ['Missing upload body'], place)
      if (expected !== undefined && size !== expected) {
        throw new Problem(400, [`${expected} bytes expected, but only ${size} bytes received`], place)
      }
      await chmod(file, 0o700)
      const handle = await open(file, 'r')
      await handle.sync().finally(() => handle.close())
      const take = async () => {
        await rename(file, target)
        await discard()
      }
      return { file, size, take, discard }
    } catch (error) {
      await discard()
      if (error instanceof Problem) throw error
      if (content.errored) throw new Problem(400, ['The upload was cut off'], place, error)
      const why = error instanceof Error ? error.message : String(error)
      throw new Problem(507, [`Unable to upload: ${why}`], place, error)
    }
  }

  /** Removes a program; none is fine. */
  async remove(name: string): Promise<void> {
    await rm(this.file(name), { force: true })
  }
}

/** Whether a provider may have this name: DRP's general pattern, short enough for a file. */
function isProviderName(name: string): boolean {
  return /^\p{L}[-_.\p{N}\p{L}]+$/u.test(name) && Buffer.byteLength(name) <= 200
}
