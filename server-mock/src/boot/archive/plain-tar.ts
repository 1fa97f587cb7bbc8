import { pipeline, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { ArchiveError } from './archive-error.ts'

/** Bytes handed over at once. */
const CHUNK = 256 * 1024

/** First bytes by which a format is known, the way it is read, or why it is not. */
const FORMATS: readonly {
  readonly magic: readonly number[]
  readonly name: string
  readonly open?: () => Zipper
}[] = [
  { magic: [0x1f, 0x8b], name: 'gzip', open: () => createGunzip({ chunkSize: CHUNK }) },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', open: () => createZstdDecompress({ chunkSize: CHUNK }) },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], name: 'xz' },
  { magic: [0x42, 0x5a, 0x68], name: 'bzip2' },
  { magic: [0x50, 0x4b, 3, 4], name: 'zip' },
]
const LONGEST_MAGIC = 6

type Zipper = NodeJS.ReadWriteStream & Readable

/**
 * The bytes of a tar archive that comes plain, or compressed by gzip or zstd.
 *
 * @throws ArchiveError `unrecognised` for other compressions, `damaged` while reading on
 */
export async function* plainTar(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = content[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < LONGEST_MAGIC) {
    const { done, value } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = (async function* () {
    try {
      yield head
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
    } finally {
      await chunks.return?.()
    }
  })()
  const format = FORMATS.find(({ magic }) => magic.every((byte, at) => head[at] === byte))
  if (format === undefined) return yield* whole
  if (format.open === undefined) {
    await whole.return()
    await chunks.return?.()
    const advice = 'send it as tar, tar.gz or tar.zst'
    throw new ArchiveError('unrecognised', `${format.name} archives are not unpacked; ${advice}`)
  }
  try {
    yield* unzipped(whole, format.open())
  } catch (error) {
    throw isZipError(error)
      ? new ArchiveError(
          'damaged',
          `the ${format.name} data is damaged or cut short: ${error.message}`,
          error,
        )
      : error
  }
}

function unzipped(content: AsyncIterable<Uint8Array>, zipper: Zipper): AsyncIterable<Uint8Array> {
  // An error of either side destroys both; the reader gets it.
  pipeline(Readable.from(content, { objectMode: false }), zipper, () => {})
  return zipper
}

function isZipError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_ZLIB|ERR_.*ZSTD)/.test(String(error.code))
  )
}
