import { createHash } from 'node:crypto'
import { finished } from 'node:stream/promises'
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import type { ImageType } from './image-settings.ts'

/** What an image turned out to be. */
export interface SinkResult {
  /** SHA-256 of the file as it was downloaded. */
  readonly sha256: string
  /** Why it could not be unpacked; absent when it could. */
  readonly unpackError?: string
}

/** Takes an image file, piece by piece: digests it, unpacks it, and counts what a disk would have to hold. */
export class ImageSink {
  readonly #digest = createHash('sha256')
  readonly #isPlain: boolean
  readonly #unpacker: Gunzip | ZstdDecompress | undefined
  /** Resolves when the file turns out not to be what it should be. */
  readonly #broken = Promise.withResolvers<void>()
  #unpacked = 0
  #error: string | undefined

  constructor(type: ImageType) {
    this.#unpacker = type.endsWith('.zst')
      ? createZstdDecompress()
      : type.endsWith('.gz')
        ? createGunzip()
        : undefined
    this.#unpacker?.on('data', (chunk: Buffer) => {
      this.#unpacked += chunk.length
    })
    this.#unpacker?.on('error', (error: Error) => {
      this.#error ??= error.message
      this.#broken.resolve()
    })
    this.#isPlain = type === 'raw' || type === 'tar'
  }

  /** Unpacked bytes so far; 0 for forms that are not unpacked here (xz). */
  get unpacked(): number {
    return this.#unpacked
  }

  /** Takes a piece. What cannot be unpacked is digested all the same. */
  async take(chunk: Buffer): Promise<void> {
    this.#digest.update(chunk)
    if (this.#isPlain) this.#unpacked += chunk.length
    const unpacker = this.#unpacker
    if (unpacker === undefined || this.#error !== undefined) return
    // A write that fails never calls back.
    const written = new Promise<void>((resolve) => unpacker.write(chunk, () => resolve()))
    await Promise.race([written, this.#broken.promise])
  }

  /** The end of the file. */
  async finish(): Promise<SinkResult> {
    if (this.#unpacker !== undefined && this.#error === undefined) {
      this.#unpacker.end()
      // Its error handler has the reason.
      await finished(this.#unpacker).catch(() => {})
    }
    const sha256 = this.#digest.digest('hex')
    return this.#error === undefined ? { sha256 } : { sha256, unpackError: this.#error }
  }

  /** Lets go of the memory of the unpacker. */
  close(): void {
    this.#unpacker?.destroy()
  }
}
