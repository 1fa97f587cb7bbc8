import { type Image, type ImageUse, ZERO_TIME } from '@metalwright/sdk/models'
import type { FileTree } from '../boot/file-tree.ts'
import type { Uploads } from '../boot/uploads.ts'
import type { Log } from '../log.ts'
import { DerivedImages } from './derived-images.ts'
import { ImageFiles } from './image-files.ts'
import { ImageImports, type Wanted } from './image-imports.ts'
import { IMAGES, imageName } from './image-name.ts'
import type { ImageUsers } from './image-users.ts'
import type { ImageSources } from './import/address-policy.ts'
import { Qcow2Error } from './qcow2/qcow2-error.ts'
import { WorkQueue, type WorkState } from './work-queue.ts'

/** What an image store is built from. */
export interface ImageStoreOptions {
  readonly tree: FileTree
  readonly uploads: Uploads
  readonly users: ImageUsers
  readonly sources: ImageSources
  /** Milliseconds since the epoch, steady. */
  readonly now: () => number
  readonly log: Log
  /** Told of what becomes of an image: it came, it stands otherwise than before, it went. */
  readonly onEvent: (action: 'create' | 'update' | 'delete', name: string, image: Image | undefined) => void
}

/** Milliseconds a conversion that the disk refused is not tried again for. */
const REMEMBER = 60_000
/** An image of the store, as everybody may see it: without those who use it. */
export type StoredImage = Omit<Image, 'UsedBy'>

/**
 * The images of this server: files below `files/images/`, whoever put them there. Nothing is remembered that a changed
 * file would make wrong: digests end with the file they are of, and what was made of an image is found by its digest.
 */
export class ImageStore {
  readonly #options: ImageStoreOptions
  readonly #files: ImageFiles
  readonly #derived: DerivedImages
  readonly #imports: ImageImports
  /** Disks that are made, by the digest of the image. */
  readonly #conversions: WorkQueue
  /** Digests that are worked out, by the name of the image. */
  readonly #hashes: WorkQueue
  /** Image that a disk is made of, by its digest. */
  readonly #named = new Map<string, string>()
  /** Looks at images that changed. */
  readonly #looks = new Set<Promise<void>>()

  constructor(options: ImageStoreOptions) {
    const { tree, uploads, sources, now } = options
    this.#options = options
    this.#files = new ImageFiles(tree)
    this.#derived = new DerivedImages(tree)
    const onChange = (name: string) => this.#tell('update', name)
    this.#imports = new ImageImports({ tree, uploads, sources, now, onChange })
    const remember = (error: unknown) => (error instanceof Qcow2Error ? Number.POSITIVE_INFINITY : REMEMBER)
    const converted = (sha256: string) => {
      const name = this.#named.get(sha256)
      const state = this.#conversions.state(sha256)
      if (state === undefined || state.kind === 'failed') this.#named.delete(sha256)
      if (name !== undefined) onChange(name)
    }
    this.#conversions = new WorkQueue({ atOnce: 1, now, remember, onChange: converted })
    this.#hashes = new WorkQueue({ atOnce: 1, now, remember, onChange })
    uploads.listen((path) => {
      const name = path.startsWith(`${IMAGES}/`) ? imageName(path.slice(IMAGES.length + 1)) : undefined
      if (name !== undefined) this.#tell('create', name)
    })
  }

  /** Goes on with what an earlier process left undone: disks of qcow2 images whose digest is known. */
  async resume(): Promise<void> {
    for (const name of await this.#files.names()) {
      if (this.#files.digest(name) !== undefined) await this.get(name)
    }
  }

  /** All images by name, those that are imported among them. What is not known of one is found out meanwhile. */
  async list(): Promise<Image[]> {
    const names = new Set([...(await this.#files.names()), ...this.#imports.names()])
    const images: Image[] = []
    for (const name of [...names].sort()) {
      const image = await this.get(name)
      if (image !== undefined) images.push(image)
    }
    return images
  }

  /** An image; `undefined` when there is none. What is not known of it is found out meanwhile. */
  async get(name: string): Promise<Image | undefined> {
    const image = await this.#image(name)
    if (image === undefined) return undefined
    return { ...image, UsedBy: [...(await this.#options.users.of(name))] }
  }

  /** Begins an import, or joins the same one; false when the name is taken by another that is under way. */
  import(name: string, wanted: Wanted): boolean {
    return this.#imports.start(name, wanted)
  }

  /** How an import stands; `undefined` when there is none. */
  importing(name: string): WorkState | undefined {
    return this.#imports.state(name)
  }

  /** Forgets how an import failed, so that it can be tried again at once. */
  forget(name: string): Promise<void> {
    return this.#imports.give(name)
  }

  /** The disk that was made of an image with this SHA-256. */
  derived(sha256: string): ReturnType<DerivedImages['find']> {
    return this.#derived.find(sha256)
  }

  /** Objects that name an image. */
  users(name: string): Promise<readonly ImageUse[]> {
    return this.#options.users.of(name)
  }

  /** Deletes an image and what was made of it, gives up its import; false when there is none. */
  async remove(name: string): Promise<boolean> {
    const wasImported = this.#imports.state(name) !== undefined
    await this.#imports.give(name)
    const sha256 = this.#files.digest(name)
    const removed = await this.#files.remove(name)
    if (removed || wasImported) this.#options.onEvent('delete', name, undefined)
    if (sha256 !== undefined && !(await this.#isThere(sha256))) {
      await this.#conversions.give(sha256)
      await this.#derived.remove(sha256)
    }
    return removed || wasImported
  }

  /** Disks of images that are no more, by the digest of the image, with the bytes they take. */
  async orphans(): Promise<Map<string, number>> {
    const left = await this.#derived.all()
    for (const name of await this.#files.names()) left.delete(this.#files.digest(name) ?? '')
    for (const sha256 of this.#conversions.keys()) left.delete(sha256)
    return left
  }

  /** Removes the disk that was made of an image. */
  removeDerived(sha256: string): Promise<void> {
    return this.#derived.remove(sha256)
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    do {
      for (const queue of [this.#imports, this.#hashes, this.#conversions]) await queue.settled()
      await Promise.all(this.#looks)
    } while (this.#looks.size > 0 || this.#conversions.keys().length > 0 || this.#hashes.keys().length > 0)
  }

  /** Gives up everything that is under way, and waits for that. */
  async stop(): Promise<void> {
    await Promise.all([this.#imports.stop(), this.#hashes.stop(), this.#conversions.stop()])
    await Promise.all(this.#looks)
  }

  async #isThere(sha256: string): Promise<boolean> {
    return (await this.#files.names()).some((name) => this.#files.digest(name) === sha256)
  }

  async #image(name: string): Promise<StoredImage | undefined> {
    const importing = this.#imports.state(name)
    const file = await this.#files.open(name)
    if (file === undefined) return importing === undefined ? undefined : comingImage(name, importing)
    const { format, diskBytes } = await this.#files.format(name, file)
    const sha256 = this.#files.digest(name)
    const known = {
      Name: name,
      Bytes: file.size,
      Sha256: sha256 ?? '',
      Format: format,
      ...(diskBytes === undefined ? {} : { DiskBytes: diskBytes }),
      CreatedAt: new Date(file.modified).toISOString(),
    }
    // An import over an image: the image is there until it is replaced.
    if (importing !== undefined) return { ...known, ...stateOf('importing', importing) }
    if (sha256 === undefined) {
      return {
        ...known,
        ...stateOf(
          'hashing',
          this.#ask(this.#hashes, name, () => this.#files.hash(name)),
        ),
      }
    }
    if (format !== 'qcow2') return { ...known, ...READY }
    const derived = await this.#derived.find(sha256)
    if (derived !== undefined) return { ...known, ...READY, Derived: derived }
    return { ...known, ...stateOf('converting', this.#convert(name, sha256)) }
  }

  #convert(name: string, sha256: string): WorkState {
    this.#named.set(sha256, name)
    return this.#ask(this.#conversions, sha256, async (report, signal) => {
      const started = performance.now()
      const facts = { image: name, sha256 }
      try {
        const file = await this.#files.open(name)
        if (file === undefined || this.#files.digest(name) !== sha256) return
        const made = await this.#derived.make(sha256, file, report, signal)
        // What was read while somebody wrote to it is of no use.
        if (this.#files.digest(name) !== sha256) return await this.#derived.remove(sha256)
        const seconds = Math.round(performance.now() - started) / 1000
        const { Bytes: bytes, DiskBytes: diskBytes } = made
        this.#options.log.info(
          { ...facts, bytes, diskBytes, seconds },
          'a raw disk was made of a qcow2 image',
        )
      } catch (error) {
        if (!signal.aborted) {
          const why = error instanceof Error ? error.message : String(error)
          this.#options.log.warn({ ...facts, error: why }, 'no disk could be made of a qcow2 image')
        }
        throw error
      }
    })
  }

  /** How work stands, which is begun unless it failed a moment ago. */
  #ask(queue: WorkQueue, key: string, work: Parameters<WorkQueue['start']>[1]): WorkState {
    const state = queue.state(key)
    if (state !== undefined) return state
    queue.start(key, work)
    return queue.state(key) ?? { kind: 'waiting' }
  }

  /** Looks at an image, which begins what is to be made of it, and tells of it. */
  #tell(action: 'create' | 'update', name: string): void {
    const look = this.get(name)
      .then((image) => {
        if (image !== undefined) this.#options.onEvent(action, name, image)
      })
      .catch((error: unknown) => {
        this.#options.log.warn({ image: name, error: String(error) }, 'an image cannot be read')
      })
      .finally(() => this.#looks.delete(look))
    this.#looks.add(look)
  }
}

const READY = { State: 'ready', Done: 0, Total: 0, Error: '' } as const

/** The fields that tell of work under way. */
function stateOf(
  doing: 'hashing' | 'importing' | 'converting',
  work: WorkState,
): Pick<Image, 'State' | 'Done' | 'Total' | 'Error'> {
  if (work.kind === 'failed') return { ...READY, State: 'failed', Error: reasonOf(work.error) }
  if (work.kind === 'running') return { State: doing, Done: work.done, Total: work.total, Error: '' }
  return { ...READY, State: doing === 'converting' ? 'waiting' : doing }
}

function comingImage(name: string, work: WorkState): StoredImage {
  const state = stateOf('importing', work)
  return { Name: name, ...state, Bytes: state.Done, Sha256: '', Format: 'unknown', CreatedAt: ZERO_TIME }
}

/** Why work failed, in words for whoever asks; places on the server's disk are the log's business. */
export function reasonOf(error: unknown): string {
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code)
  ) {
    return `the disk of the server refused it (${error.code}); look at the free space and the log of the server`
  }
  return error instanceof Error ? error.message : String(error)
}
