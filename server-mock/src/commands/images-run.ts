import { basename } from 'node:path'
import { Client } from '@metalwright/sdk'
import type { Image, ImageProgress } from '@metalwright/sdk/models'
import { hostSettings } from '../doctor/gather/settings.ts'
import { bytesText, imageLines, imageTable } from './images-text.ts'

/** What the commands of images work with. */
export interface ImagesOptions {
  /** URL of the server; `RS_ENDPOINT` or this host when left out. */
  readonly endpoint: string | undefined
  /** Folder of the server on this host. */
  readonly baseRoot: string | undefined
  readonly format: 'text' | 'json'
  /** `RS_KEY`, `RS_TOKEN`, `RS_FINGERPRINT` and so on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Takes what is printed. */
  readonly write: (text: string) => void
  /** Takes lines of progress. */
  readonly tell: (line: string) => void
  /** Milliseconds, steady. */
  readonly now: () => number
  /** Gives up. */
  readonly signal: AbortSignal
}

/** Milliseconds between two lines of progress. */
const PROGRESS = 1000

/** Runs a command with a client, which is closed then. Rejects with what the client says. */
export async function withImages(
  options: ImagesOptions,
  work: (images: ImagesRun) => Promise<void>,
): Promise<void> {
  const { environment, endpoint, baseRoot } = options
  const client = new Client(await hostSettings(environment, endpoint, baseRoot))
  try {
    await work(new ImagesRun(client, options))
  } finally {
    await client.close()
  }
}

/** The commands of images. */
export class ImagesRun {
  readonly #client: Client
  readonly #options: ImagesOptions
  #next = 0

  constructor(client: Client, options: ImagesOptions) {
    this.#client = client
    this.#options = options
  }

  async list(): Promise<void> {
    const images = await this.#client.images.list(this.#options)
    this.#print(images, () => (images.length === 0 ? 'There are no images.' : imageTable(images)))
  }

  async show(name: string): Promise<void> {
    const image = await this.#client.images.get(name, this.#options)
    this.#print(image, () => imageLines(image))
  }

  /** Uploads or imports, and waits until the image is ready. */
  async add(
    source: string,
    { name, sha256 }: { readonly name?: string; readonly sha256?: string },
  ): Promise<void> {
    const { signal } = this.#options
    const url = /^https?:\/\//i.test(source) ? URL.parse(source) : undefined
    if (url === null) throw new Error(`${source} is no address`)
    const called = name ?? basename(url === undefined ? source : decodeURIComponent(url.pathname))
    if (called === '') throw new Error(`${source} names no file; choose a name with --name`)
    if (url === undefined) {
      const onProgress = (done: number, total: number | undefined) =>
        this.#progress({ State: 'uploading', Done: done, Total: total ?? 0 })
      await this.#client.images.upload(called, { file: source }, { sha256, onProgress, signal })
    } else {
      if (sha256 === undefined) throw new Error('An address needs a digest; give it with --sha256.')
      await this.#client.images.import(called, url.href, sha256, { signal })
    }
    const onProgress = (progress: ImageProgress) => this.#progress(progress)
    const image = await this.#client.images.wait(called, { onProgress, signal })
    this.#print(image, () => imageLines(image))
  }

  async remove(name: string, force: boolean): Promise<void> {
    await this.#client.images.delete(name, { force, signal: this.#options.signal })
    this.#print({ Removed: name }, () => `${name} is removed.`)
  }

  async prune(olderThan: number, apply: boolean): Promise<void> {
    const { signal } = this.#options
    const pruned = await this.#client.images.prune({ olderThan, dryRun: !apply, signal })
    this.#print(pruned, () => {
      const images: Image[] = pruned.Images
      const what = `${images.length} images, ${bytesText(pruned.Bytes)}`
      const outcome = apply ? `Removed ${what}.` : `${what} would be removed; do it with --apply.`
      return images.length === 0 ? outcome : `${imageTable(images)}\n${outcome}`
    })
  }

  #print(value: unknown, text: () => string): void {
    const { format, write } = this.#options
    write(`${format === 'json' ? JSON.stringify(value) : text()}\n`)
  }

  /** Tells how far something is, now and then. */
  #progress({
    State,
    Done,
    Total,
  }: {
    readonly State: string
    readonly Done: number
    readonly Total: number
  }): void {
    const { now, tell } = this.#options
    if (now() < this.#next) return
    this.#next = now() + PROGRESS
    const part = Total > 0 ? `${bytesText(Done)} of ${bytesText(Total)}` : bytesText(Done)
    tell(Done === 0 && Total === 0 ? State : `${State}: ${part}`)
  }
}
