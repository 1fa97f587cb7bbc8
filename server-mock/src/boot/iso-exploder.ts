import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BootEnv } from '@metalwright/sdk/models'
import type { Log } from '../log.ts'
import { fromStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import type { Change } from '../store/port.ts'
import { ArchiveError } from './archive/archive-error.ts'
import { explodeIso } from './archive/explode-iso.ts'
import { type Extracted, syncFile } from './archive/extraction.ts'
import type { FileTree } from './file-tree.ts'
import { plan } from './iso-plan.ts'
import type { IsoState } from './iso-state.ts'
import { type IsoTree, isoTrees } from './iso-trees.ts'
import { placeTree } from './place-tree.ts'

/** Times an image is unpacked in one go; it may be replaced while that is done. */
const MAX_TRIES = 3

/** What the exploder is built from. */
export interface IsoExploderOptions {
  readonly tree: FileTree
  readonly state: IsoState
  readonly objects: Objects
  readonly log: Log
}

/**
 * Keeps the folders that bootenvs want from ISO images: unpacks an image when it comes or when a bootenv asks for
 * it, one at a time. How it stands is told by the state, which bootenvs are judged by.
 */
export class IsoExploder {
  readonly #tree: FileTree
  readonly #state: IsoState
  readonly #objects: Objects
  readonly #log: Log
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #asked = false

  constructor(options: IsoExploderOptions) {
    this.#tree = options.tree
    this.#state = options.state
    this.#objects = options.objects
    this.#log = options.log
  }

  /** An image came or went; resolves when those who want to know of it have been told. */
  async isoChanged(name: string): Promise<void> {
    this.#state.retry(name)
    await this.#state.changed()
    this.look()
  }

  /** Takes note of commits: bootenvs may want other images now. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, action, object } of changes) {
      // What is saved because of others, this class among them, brings no new wishes.
      if (prefix !== 'bootenvs' || action === 'save') continue
      for (const { iso } of isoTrees(fromStored('bootenvs', object)).trees) this.#state.retry(iso)
      this.look()
    }
  }

  /** Looks at all bootenvs and does what is to be done; call it when content packs have changed. */
  look(): void {
    if (this.#asked || this.#stop.signal.aborted) return
    this.#asked = true
    this.#running = this.#running.then(async () => {
      this.#asked = false
      if (this.#stop.signal.aborted) return
      await this.#round().catch((error: unknown) => {
        if (!this.#stop.signal.aborted)
          this.#log.error({ error: text(error) }, 'ISO images could not be looked at')
      })
    })
  }

  /** Resolves when nothing is left to be done. */
  async settled(): Promise<void> {
    for (let last = this.#running; ; last = this.#running) {
      await last
      if (last === this.#running) return
    }
  }

  /** Gives up what is under way and waits for that. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('the server stops'))
    await this.settled()
  }

  async #round(): Promise<void> {
    const tries = new Map<string, number>()
    while (!this.#stop.signal.aborted) {
      const { next, conflicts } = plan(this.#state, await this.#bootEnvs())
      await this.#state.setConflicts(conflicts)
      if (next === undefined) return
      await this.#state.begin(next)
      const count = (tries.get(next.path) ?? 0) + 1
      tries.set(next.path, count)
      const failure = count > MAX_TRIES ? 'the image changes all the time' : await this.#make(next)
      await this.#state.end(next, failure)
    }
  }

  async #bootEnvs(): Promise<BootEnv[]> {
    const bodies = await this.#objects.session().bodies('bootenvs')
    return bodies.map((body) => fromStored('bootenvs', body)).filter((one) => isoTrees(one).trees.length > 0)
  }

  /** Makes a folder; returns why that failed. */
  async #make(tree: IsoTree): Promise<string | undefined> {
    const facts = { iso: tree.iso, folder: tree.path }
    const stage = await this.#tree.stage()
    try {
      const started = performance.now()
      const image = join(this.#tree.root, 'isos', tree.iso)
      const digest = await this.#tree.digests.of(image)
      // With the digest known the image may turn out to be the wrong one, or unpacked already.
      if ((tree.sha256 !== '' && tree.sha256 !== digest) || this.#state.isMade(tree, digest)) return undefined
      const made = join(stage, 'made')
      const extracted = await this.#unpack(image, digest, made)
      await writeFile(join(made, tree.canary), `${digest}\n`, { flag: 'wx', flush: true })
      const parts = tree.path.split('/')
      const parent = await this.#tree.makeFolder(parts.slice(0, -1))
      await placeTree(made, join(parent, parts.at(-1) ?? ''), join(stage, 'old'))
      await syncFile(parent)
      const seconds = Math.round(performance.now() - started) / 1000
      this.#log.info({ ...facts, ...extracted, seconds }, 'an ISO image was unpacked')
      return undefined
    } catch (error) {
      if (this.#stop.signal.aborted) return undefined
      this.#log.warn({ ...facts, error: text(error) }, 'an ISO image could not be unpacked')
      // Objects may be read elsewhere, where local paths mean nothing: the log has them.
      return error instanceof ArchiveError ? error.message : `it could not be unpacked (${codeOf(error)})`
    } finally {
      await rm(stage, { recursive: true, force: true })
    }
  }

  async #unpack(image: string, digest: string, folder: string): Promise<Extracted> {
    await mkdir(folder)
    const file = await open(image)
    try {
      const { size } = await file.stat()
      if (this.#tree.digests.known(image) !== digest)
        throw new ArchiveError('damaged', 'it was replaced meanwhile')
      const read = async (buffer: Buffer, offset: number) =>
        (await file.read(buffer, 0, buffer.length, offset)).bytesRead
      return await explodeIso({ size, read }, folder, this.#stop.signal)
    } finally {
      await file.close()
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'see the log of the server'
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
