import { once } from 'node:events'
import { Parser, type ReadEntry } from 'tar'
import { ArchiveError } from './archive-error.ts'
import { entryParts } from './entry-path.ts'
import type { Extraction } from './extraction.ts'
import { plainTar } from './plain-tar.ts'

/** Bytes of a header that only holds the long name or the attributes of another entry. */
const MAX_META = 64 * 1024

/**
 * Unpacks a tar archive, plain or compressed, as it arrives. Files and folders are made, and symbolic links that
 * stay in the tree; anything else refuses the archive: hard links, devices, sparse files, names that lead out.
 *
 * @throws ArchiveError; or what the content or the file system throws
 */
export async function explodeTar(content: AsyncIterable<Uint8Array>, extraction: Extraction): Promise<void> {
  const parser = new Parser({ strict: true, maxMetaEntrySize: MAX_META })
  const stop = new AbortController()
  let active: ReadEntry | undefined
  let unpacking = Promise.resolve()
  let ended = false
  const fail = (error: unknown) => {
    stop.abort(error)
    active?.destroy(new Error('the archive is not unpacked'))
  }
  parser.on('error', (error: Error) =>
    fail(new ArchiveError('damaged', `the tar archive is damaged: ${error.message}`, error)),
  )
  parser.on('ignoredEntry', (entry: ReadEntry) => fail(unsupported(entry)))
  parser.on('eof', () => {
    ended = true
  })
  parser.on('entry', (entry: ReadEntry) => {
    // Whoever reads the entry is told of an error; when nobody does, it must not end the process.
    entry.on('error', () => {})
    active = entry
    unpacking = unpack(entry, extraction, stop.signal).catch(fail)
  })
  const finished = once(parser, 'finish', { signal: stop.signal })
  finished.catch(() => {})
  try {
    for await (const chunk of plainTar(content)) {
      // Behind its end mark an archive may be padded; the parser would keep all of that.
      if (ended) continue
      const flows = parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))
      // When something is wrong with it, the rest is not waited for.
      stop.signal.throwIfAborted()
      if (!flows) await once(parser, 'drain', { signal: stop.signal })
    }
    parser.end()
    await finished
  } catch (error) {
    fail(error)
  }
  await unpacking
  stop.signal.throwIfAborted()
}

async function unpack(entry: ReadEntry, extraction: Extraction, stop: AbortSignal): Promise<void> {
  const parts = entryParts(entry.path)
  switch (entry.type) {
    case 'Directory':
      await extraction.folder(parts)
      entry.resume()
      return
    case 'File':
    case 'OldFile':
    case 'ContiguousFile': {
      const executable = ((entry.mode ?? 0) & 0o111) !== 0
      return extraction.file(parts, bytesOf(entry, stop), { executable, replace: true })
    }
    case 'SymbolicLink':
      if (!extraction.link(parts, entry.linkpath ?? '')) {
        throw new ArchiveError('unsafe', `the link ${show(entry.path)} may lead out of its tree`)
      }
      entry.resume()
      return
    default:
      throw unsupported(entry)
  }
}

/** The bytes of an entry until it ends, or until the archive is given up: the entry would wait for ever then. */
async function* bytesOf(entry: ReadEntry, stop: AbortSignal): AsyncGenerator<Uint8Array> {
  stop.throwIfAborted()
  for await (const chunk of entry) {
    yield chunk
    stop.throwIfAborted()
  }
}

function unsupported(entry: ReadEntry): ArchiveError {
  return new ArchiveError('unsafe', `${show(entry.path)} is a ${entry.type}, which is not unpacked`)
}

function show(path: string): string {
  return JSON.stringify(path.slice(0, 200))
}
