import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { UploadError } from './upload-error.ts'

/** What is known of the bytes before they come. */
export interface Announced {
  /** Bytes there should be. */
  readonly size?: number | undefined
  /** Their SHA-256 in hex. */
  readonly sha256?: string | undefined
}

/** What came. */
export interface Received {
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex. */
  readonly sha256: string
}

/** Counts and hashes what comes, and compares it with what was announced. */
export class Intake {
  readonly #content: Readable
  readonly #announced: Announced
  readonly #hash = createHash('sha256')
  #size = 0

  constructor(content: Readable, announced: Announced) {
    this.#content = content
    this.#announced = announced
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  /** The bytes as they come; leaving early does not end the connection. @throws UploadError when they stop coming */
  async *bytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#content.iterator({ destroyOnReturn: false })) {
        this.#hash.update(chunk)
        this.#size += chunk.length
        yield chunk
      }
    } catch (error) {
      throw this.#tooShort(error)
    }
  }

  /** @throws UploadError when it is not what was announced */
  result(): Received {
    const { size, sha256 } = this.#announced
    if (size !== undefined && size !== this.#size) throw this.#tooShort()
    const digest = this.#hash.digest('hex')
    if (sha256 !== undefined && sha256 !== digest) {
      throw new UploadError('digest', `SHA256 bad. actual: ${digest} expected: ${sha256}`)
    }
    return { size: this.#size, sha256: digest }
  }

  #tooShort(cause?: unknown): UploadError {
    const expected = this.#announced.size ?? 'more'
    const message = `${expected} bytes expected, but only ${this.#size} bytes received`
    return new UploadError('short', message, cause)
  }
}
