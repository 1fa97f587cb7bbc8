import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Qcow2Disk } from '../../src/images/qcow2/qcow2-disk.ts'
import { sourceOf } from './qcow2-builder.ts'

const isThere = spawnSync('qemu-img', ['--version']).error === undefined

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metalwright-qcow2-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What QEMU does to an image. */
type Step =
  | { readonly kind: 'write'; readonly byte: number; readonly at: number; readonly length: number }
  | { readonly kind: 'zero'; readonly at: number; readonly length: number }
  | { readonly kind: 'pack'; readonly byte: number; readonly cluster: number }
  | { readonly kind: 'snapshot' }

const SIZE = 8 * 1024 * 1024 + 512

/** Makes an image with QEMU; gives it and the disk that QEMU finds in it. */
function made(options: string, clusterSize: number, steps: readonly Step[]): { qcow2: Buffer; raw: Buffer } {
  const [qcow2, raw] = [join(folder, 'disk.qcow2'), join(folder, 'disk.raw')]
  const qemu = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  qemu(
    'qemu-img',
    'create',
    '-q',
    '-f',
    'qcow2',
    '-o',
    `cluster_size=${clusterSize},${options}`,
    qcow2,
    `${SIZE}`,
  )
  const commands: string[] = []
  const flush = () => {
    if (commands.length > 0) {
      // A compressed write over a cluster that is there fails, and the others go on.
      spawnSync('qemu-io', ['-f', 'qcow2', ...commands.flatMap((command) => ['-c', command]), qcow2])
    }
    commands.length = 0
  }
  for (const step of steps) {
    if (step.kind === 'snapshot') {
      flush()
      qemu('qemu-img', 'snapshot', '-c', 'before', qcow2)
    } else if (step.kind === 'pack') {
      const at = step.cluster * clusterSize
      if (at + clusterSize <= SIZE) commands.push(`write -c -P ${step.byte} ${at} ${clusterSize}`)
    } else {
      const length = Math.min(step.length, SIZE - step.at)
      commands.push(`write ${step.kind === 'zero' ? '-z' : `-P ${step.byte}`} ${step.at} ${length}`)
    }
  }
  flush()
  qemu('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', qcow2, raw)
  return { qcow2: readFileSync(qcow2), raw: readFileSync(raw) }
}

/** Compares what the reader finds with what QEMU found: all of it in order, and some of it at random offsets. */
async function compare(qcow2: Uint8Array, raw: Buffer, offsets: readonly number[]): Promise<void> {
  const disk = await Qcow2Disk.open(sourceOf(qcow2), 2 ** 40)
  expect(disk.header.virtualSize).toBe(raw.length)
  let at = 0
  for await (const part of disk.parts()) {
    const bytes = part.kind === 'zero' ? Buffer.alloc(part.length) : part.bytes
    if (raw.compare(bytes, 0, bytes.length, at, at + bytes.length) !== 0)
      throw new Error(`others from ${at} on`)
    at += bytes.length
  }
  expect(at).toBe(raw.length)
  for (const offset of offsets) {
    const bytes = await disk.read(offset, 70_000)
    expect(raw.subarray(offset, offset + 70_000).equals(bytes)).toBe(true)
  }
}

const at = fc.nat(SIZE / 512 - 1).map((sector) => sector * 512)
const length = fc.integer({ min: 1, max: 1500 }).map((sectors) => sectors * 512)
const byte = fc.integer({ min: 1, max: 255 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), byte, at, length }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('zero' as const), at, length }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pack' as const), byte, cluster: fc.nat(60) }) },
)
const steps = fc
  .tuple(fc.array(step, { maxLength: 8 }), fc.boolean(), fc.array(step, { maxLength: 4 }))
  .map(([before, snapshot, after]): Step[] => [
    ...before,
    ...(snapshot ? [{ kind: 'snapshot' } as const] : []),
    ...after.filter(({ kind }) => kind !== 'pack' && kind !== 'snapshot'),
  ])

describe.skipIf(!isThere)('images that QEMU made (apt-get install qemu-utils)', () => {
  it.each([
    ['compat=0.10', 65_536],
    ['compat=1.1', 512],
    ['compression_type=zstd', 65_536],
    ['compression_type=zstd', 4096],
    ['lazy_refcounts=on', 2_097_152],
    ['extended_l2=on', 65_536],
    ['extended_l2=on,compression_type=zstd', 16_384],
    ['preallocation=metadata', 65_536],
    ['preallocation=full', 4096],
    ['refcount_bits=1', 65_536],
  ])('%s, clusters of %i bytes', async (options, clusterSize) => {
    const layouts = fc.sample(steps, { numRuns: 1, seed: clusterSize })
    for (const layout of layouts) {
      // Reference counts of one bit have no room for a snapshot.
      const wanted = options.includes('refcount_bits')
        ? layout.filter(({ kind }) => kind !== 'snapshot')
        : layout
      const { qcow2, raw } = made(options, clusterSize, wanted)
      await compare(qcow2, raw, [0, 511, 70_001, SIZE - 1000, SIZE - 1])
    }
  })

  it('of any layout', async () => {
    const kinds = fc.constantFrom('compat=1.1', 'compression_type=zstd', 'extended_l2=on')
    const clusters = fc.constantFrom(16_384, 65_536, 262_144)
    const offsets = fc.array(fc.nat(SIZE - 1), { minLength: 3, maxLength: 5 })
    const property = fc.asyncProperty(
      kinds,
      clusters,
      steps,
      offsets,
      async (kind, clusterSize, layout, where) => {
        const { qcow2, raw } = made(kind, clusterSize, layout)
        await compare(qcow2, raw, where)
      },
    )
    await fc.assert(property, { numRuns: 10 })
  })

  it.each(['deflate', 'zstd'])('converted and compressed whole by %s', async (packing) => {
    const raw = join(folder, 'whole.raw')
    const qcow2 = join(folder, 'whole.qcow2')
    // A real file system: text, zeros, and what does not compress.
    execFileSync('mke2fs', [
      '-q',
      '-t',
      'ext4',
      '-d',
      join(import.meta.dirname, '../../src/images'),
      raw,
      '6M',
    ])
    const options = `compression_type=${packing === 'zstd' ? 'zstd' : 'zlib'}`
    execFileSync('qemu-img', ['convert', '-c', '-O', 'qcow2', '-o', options, raw, qcow2])
    await compare(readFileSync(qcow2), readFileSync(raw), [1000, 3_000_000])
  })
})
