import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImageSources } from './address-policy.ts'
import { guardedRequest } from './guarded-request.ts'
import { ImportError, shownUrl } from './import-error.ts'

/** What a download is told besides the address. */
export interface DownloadOptions {
  readonly sources: ImageSources
  /** Bytes that there is room for. */
  readonly room: number
  readonly signal: AbortSignal
  /** Told of the bytes so far, and of how many there are; 0 while that is not known. */
  readonly onProgress: (done: number, total: number) => void
  /** Milliseconds before the first repetition; each further one waits twice as long. */
  readonly pause?: number
}

/** Times in a row that it is tried again without a byte coming. */
const MAX_FAILURES = 6

/**
 * The bytes of a file at an address. A connection that breaks goes on where it was; when the other server cannot, the
 * bytes that are there already are passed over, since the digest tells whether all belong together.
 *
 * @throws ImportError; rejects with the signal's reason
 */
export async function* download(url: URL, options: DownloadOptions): AsyncGenerator<Uint8Array> {
  const { signal, room, onProgress, pause = 500 } = options
  const place = shownUrl(url)
  let [done, failures] = [0, 0]
  let total: number | undefined
  let version: string | undefined
  while (total === undefined || done < total) {
    let cause: unknown
    try {
      const answer = await ask(url, done, version, options)
      const facts = factsOf(answer, done)
      if (facts.kind === 'refused') {
        answer.destroy()
        throw new ImportError('answer', `${place} answers ${facts.status}; check the address`)
      }
      if (facts.kind === 'part') {
        if (total !== undefined && facts.total !== undefined && facts.total !== total) throw changed(place)
        total ??= facts.total
        version ??= facts.version
        if ((total ?? 0) > room) throw noRoom(place, total ?? 0, room)
        onProgress(done, total ?? 0)
        let skip = done - facts.from
        for await (const chunk of answer) {
          const bytes: Uint8Array = chunk.subarray(Math.min(skip, chunk.length))
          skip -= chunk.length - bytes.length
          if (bytes.length === 0) continue
          done += bytes.length
          failures = 0
          if (done > room) throw noRoom(place, done, room)
          if (total !== undefined && done > total) throw changed(place)
          yield bytes
          onProgress(done, total ?? 0)
        }
        // Without a length the end of the answer is the end of the file.
        if (total === undefined) return
      } else {
        answer.destroy()
        cause = new Error(`it answers ${facts.status}`)
      }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ImportError) throw error
      cause = error
    }
    if (done === total) return
    failures += 1
    if (failures > MAX_FAILURES) throw lost(place, cause)
    await sleep(pause * 2 ** Math.min(failures - 1, 5), undefined, { signal })
  }
}

function ask(url: URL, done: number, version: string | undefined, options: DownloadOptions) {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'metalwright' }
  if (done > 0) headers['range'] = `bytes=${done}-`
  if (done > 0 && version !== undefined) headers['if-range'] = version
  return guardedRequest(url, headers, options.sources, options.signal)
}

type Facts =
  | {
      readonly kind: 'part'
      readonly from: number
      readonly total: number | undefined
      readonly version: string | undefined
    }
  | { readonly kind: 'refused' | 'again'; readonly status: number }

/** What an answer is, to a question for the bytes from `done` on. */
function factsOf({ statusCode: status = 0, headers }: IncomingMessage, done: number): Facts {
  const tag = headers.etag
  // A weak tag says nothing about single bytes.
  const version = tag !== undefined && !tag.startsWith('W/') ? tag : headers['last-modified']
  if (status === 200) {
    const length = Number(headers['content-length'] ?? Number.NaN)
    return { kind: 'part', from: 0, total: Number.isSafeInteger(length) ? length : undefined, version }
  }
  if (status === 206) {
    const [, from, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? []
    if (done > 0 && Number(from) === done) {
      return { kind: 'part', from: done, total: whole === '*' ? undefined : Number(whole), version }
    }
    return { kind: 'refused', status }
  }
  const passes = status === 408 || status === 429 || status >= 500
  return { kind: passes ? 'again' : 'refused', status }
}

function noRoom(place: string, bytes: number, room: number): ImportError {
  const message = `${place} has ${bytes} bytes or more, and ${Math.floor(room)} are free here; remove images (prune)`
  return new ImportError('space', message)
}

function changed(place: string): ImportError {
  return new ImportError('changed', `${place} changed while it was loaded; import it again`)
}

function lost(place: string, cause: unknown): ImportError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new ImportError(
    'lost',
    `${place} cannot be loaded: ${why}; check the address and the network`,
    cause,
  )
}
