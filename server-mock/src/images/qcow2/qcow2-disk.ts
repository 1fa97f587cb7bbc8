import type { ByteSource } from '../byte-source.ts'
import { DiskMap } from './disk-map.ts'
import type { Extent } from './extent.ts'
import type { Qcow2Header } from './header.ts'
import { run } from './plan.ts'
import { unpackCluster } from './unpack-cluster.ts'

/** Bytes of compressed clusters that are unpacked at a time. */
const AHEAD = 512 * 1024

/** A part of a disk: its bytes, or how many zeros. */
export type DiskPart =
  | { readonly kind: 'zero'; readonly length: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

/**
 * The disk that a qcow2 image holds: versions 2 and 3, clusters that are stored, zero, absent or compressed (deflate,
 * zstd), subclusters. Internal snapshots are not looked at. A few MB of memory, whatever the image is.
 */
export class Qcow2Disk {
  readonly header: Qcow2Header
  readonly #map: DiskMap
  readonly #source: ByteSource

  private constructor(map: DiskMap, source: ByteSource) {
    this.header = map.header
    this.#map = map
    this.#source = source
  }

  /**
   * @param maxSize bytes that the disk may have
   * @throws Qcow2Error; rejects as the source does
   */
  static async open(source: ByteSource, maxSize: number): Promise<Qcow2Disk> {
    const map = await run(DiskMap.open(source.size, maxSize), (offset, length) => source.read(offset, length))
    return new Qcow2Disk(map, source)
  }

  /** The whole disk in order. @throws Qcow2Error */
  async *parts(): AsyncGenerator<DiskPart> {
    const walk = this.#map.walk()
    const next = () => run(walk.next(), (offset, length) => this.#source.read(offset, length))
    const perBatch = Math.max(1, Math.floor(AHEAD / this.header.clusterSize))
    for (let extent = await next(); extent !== undefined; ) {
      const isPacked: boolean = extent.kind === 'packed'
      const batch = [this.#begun(extent)]
      extent = await next()
      while (isPacked && extent?.kind === 'packed' && batch.length < perBatch) {
        batch.push(this.#begun(extent))
        extent = await next()
      }
      for (const part of batch) yield await part
    }
  }

  /** Bytes of the disk from an offset on; fewer where it ends. @throws Qcow2Error */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const result = Buffer.alloc(Math.max(0, Math.min(length, this.header.virtualSize - offset)))
    for (let done = 0; done < result.length; ) {
      const plan = this.#map.at(offset + done, result.length - done)
      const extent = await run(plan, (from, bytes) => this.#source.read(from, bytes))
      const part = await this.#part(extent)
      if (part.kind === 'bytes') result.set(part.bytes, done)
      done += part.kind === 'bytes' ? part.bytes.length : part.length
    }
    return result
  }

  /** A part that is read while the next ones are looked for: whoever takes them in order is told of the first error. */
  #begun(extent: Extent): Promise<DiskPart> {
    const part = this.#part(extent)
    part.catch(() => {})
    return part
  }

  async #part(extent: Extent): Promise<DiskPart> {
    switch (extent.kind) {
      case 'zero':
        return extent
      case 'stored': {
        const there = Math.max(0, Math.min(extent.length, this.#source.size - extent.at))
        const bytes = there === 0 ? new Uint8Array() : await this.#source.read(extent.at, there)
        if (there === extent.length) return { kind: 'bytes', bytes }
        return { kind: 'bytes', bytes: Buffer.concat([bytes, Buffer.alloc(extent.length - there)]) }
      }
      case 'packed': {
        const packed = await this.#source.read(extent.at, extent.size)
        const cluster = await unpackCluster(this.header, packed)
        return { kind: 'bytes', bytes: cluster.subarray(extent.skip, extent.skip + extent.length) }
      }
    }
  }
}
