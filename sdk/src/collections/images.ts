import { Image, ImageProgress, ImagesPruned, MachineImage } from '../models/image.ts'
import { apiPath, apiPathOfName, NotFoundError, SdkError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { digestMismatch, type FileSource, type OnProgress, openSource, Sending } from './file-source.ts'
import { WaitTimeoutError } from './wait.ts'

/** How an image is uploaded. */
export interface ImageUploadOptions extends CallOptions {
  /** SHA-256 it must have, in hex; when it has another, nothing is stored. */
  readonly sha256?: string | undefined
  /** Bytes of a stream, where the caller knows; the server then notices when some are missing. */
  readonly size?: number | undefined
  /** Told what is on its way; starts again at 0 when the upload is repeated. */
  readonly onProgress?: OnProgress | undefined
}

/** How the server is waited for. */
export interface ImageWaitOptions extends CallOptions {
  /** Milliseconds to wait at most; without end by default. */
  readonly timeoutMs?: number | undefined
  /** Told how far the server is, about once a second. */
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined
}

/** Which images are pruned. */
export interface PruneOptions extends CallOptions {
  /** Seconds they must have been there for; 7 days by default. */
  readonly olderThan?: number | undefined
  /** `false` removes them; by default they are only listed. */
  readonly dryRun?: boolean | undefined
}

/** Milliseconds a server may take to put gigabytes on disk. */
const PATIENCE = 10 * 60_000
/** Milliseconds between two looks at what the server is doing. */
const POLL = 1000

/** The image store of the server: disk images that machines write (extension of this project's server). */
export class Images {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** All images by name, those that are being imported among them. */
  list(options: CallOptions = {}): Promise<Image[]> {
    return this.#api.many(Image, { method: 'GET', path: apiPath('images'), ...options })
  }

  /** An image. @throws NotFoundError */
  get(name: string, options: CallOptions = {}): Promise<Image> {
    return this.#api.one(Image, { method: 'GET', path: pathOf(name), ...options })
  }

  /**
   * Stores an image, over one that is there. The server takes it up only when all of it has come. Of a qcow2 image it
   * makes a raw disk then: see `wait`.
   *
   * @throws SdkError `digest_mismatch`, `unreadable_file`, `source_spent`; BadRequestError for a qcow2 image that no
   *   disk can be made of
   */
  async upload(name: string, source: FileSource, options: ImageUploadOptions = {}): Promise<Image> {
    const { sha256, size, onProgress, signal } = options
    const opened = await openSource(source, size)
    let sending = new Sending()
    const answer = await this.#api.transport.send({
      method: 'POST',
      path: pathOf(name),
      headers: opened.size === undefined ? {} : { 'content-length': String(opened.size) },
      query: sha256 === undefined ? [] : [['sha256', sha256]],
      content: () => {
        sending = new Sending()
        return sending.bytes(opened, sha256, onProgress)
      },
      idempotent: opened.repeatable,
      holdMs: PATIENCE,
      signal,
    })
    const image = this.#api.object(Image, answer)
    const stored = answer.headers.get('x-drp-sha256sum')
    if (stored !== undefined && stored !== sending.sha256) {
      throw digestMismatch('What the server stored', stored, sending.sha256)
    }
    return image
  }

  /**
   * Has the server load an image from an http or https address; resolves when it has begun. See `wait`.
   *
   * @throws ConflictError while another image of that name comes
   */
  import(name: string, url: string, sha256: string, options: CallOptions = {}): Promise<Image> {
    const json = { Url: url, Sha256: sha256 }
    return this.#api.one(Image, { method: 'POST', path: pathOf(name), json, idempotent: true, ...options })
  }

  /**
   * Waits until an image is ready: imported, its digest known, the raw disk of a qcow2 image made.
   *
   * @throws SdkError `image_failed` with the server's reason; WaitTimeoutError; NotFoundError
   */
  async wait(name: string, options: ImageWaitOptions = {}): Promise<Image> {
    const { onProgress, signal } = options
    return this.#until(`Image ${name}`, options, async () => {
      const image = await this.get(name, { signal })
      if (image.State === 'failed') throw new SdkError('image_failed', `Image ${name}: ${image.Error}.`)
      if (image.State === 'ready') return image
      onProgress?.({ State: image.State, Done: image.Done, Total: image.Total })
      return undefined
    })
  }

  /**
   * What a machine is to write by its params `image-deploy/*`; waits while the server imports or converts it.
   *
   * @throws ValidationError with the next step when the params name no image that can be had; WaitTimeoutError
   */
  async ofMachine(key: string, options: ImageWaitOptions = {}): Promise<MachineImage> {
    const { onProgress, signal } = options
    return this.#until(`Image of machine ${key}`, options, async () => {
      const path = apiPath('machines', key, 'image')
      const answer = await this.#api.transport.send({ method: 'GET', path, signal })
      if (answer.status !== 202) return this.#api.object(MachineImage, answer)
      onProgress?.(this.#api.object(ImageProgress, answer))
      return undefined
    })
  }

  /**
   * Deletes an image and what was made of it.
   *
   * @throws InUseError while params name it, unless forced; NotFoundError
   */
  async delete(
    name: string,
    options: CallOptions & { readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    const { force = false, signal } = options
    const query: [string, string][] = force ? [['force', 'true']] : []
    try {
      await this.#api.transport.send({ method: 'DELETE', path: pathOf(name), query, signal })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }

  /** Removes the images that nobody uses and that are older than some time, or says which those are. */
  prune(options: PruneOptions = {}): Promise<ImagesPruned> {
    const { olderThan, dryRun, signal } = options
    const json = { OlderThan: olderThan, DryRun: dryRun }
    return this.#api.one(ImagesPruned, { method: 'POST', path: apiPath('images', 'prune'), json, signal })
  }

  async #until<Value>(
    what: string,
    { timeoutMs = Number.POSITIVE_INFINITY, signal }: ImageWaitOptions,
    look: () => Promise<Value | undefined>,
  ): Promise<Value> {
    const { clock } = this.#api.transport
    const end = clock.now() + timeoutMs
    for (;;) {
      const value = await look()
      if (value !== undefined) return value
      if (clock.now() >= end) throw new WaitTimeoutError(what, undefined, timeoutMs)
      await clock.sleep(Math.min(POLL, end - clock.now()), signal)
    }
  }
}

function pathOf(name: string): string {
  return `${apiPath('images')}${apiPathOfName(name)}`
}
