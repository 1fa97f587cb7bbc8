import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileSource, SdkError } from '@metalwright/sdk'
import type { ByteSource } from '../resources/objects/remote-files.ts'

/** What the SDK uploads from a source: it can be sent again. */
export function fileSource(from: ByteSource, signal: AbortSignal): FileSource {
  if ('text' in from) return from.text
  if ('file' in from) return { file: from.file }
  return () => download(from.url, signal)
}

/** The bytes of a source. @throws SdkError `unreadable_file`, `download_failed` */
export function bytesOf(from: ByteSource, signal: AbortSignal): AsyncIterable<Uint8Array> {
  if ('url' in from) return download(from.url, signal)
  return 'text' in from ? once(Buffer.from(from.text)) : readFile(from.file, signal)
}

/** SHA-256 of all bytes of a source, in hex. */
export async function digestOf(from: ByteSource, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(from, signal)) hash.update(chunk)
  return hash.digest('hex')
}

/** The text of a source. @throws SdkError `too_large` */
export async function textOf(from: ByteSource, limit: number, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytesOf(from, signal)) {
    size += chunk.length
    if (size > limit) throw new SdkError('too_large', `More than ${limit} bytes are not read as one text.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function* readFile(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new SdkError(
      'unreadable_file',
      `${file} cannot be read (${reason(error)}). Correct the path.`,
      error,
    )
  }
}

async function* download(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const answer = await fetch(url, { signal })
    if (!answer.ok || answer.body === null) throw new Error(`it answered ${answer.status}`)
    yield* answer.body
  } catch (error) {
    signal.throwIfAborted()
    const message = `${shown(url)} cannot be downloaded: ${reason(error)}. Check the URL from this computer.`
    throw new SdkError('download_failed', message, error)
  }
}

/** A URL without what may be secret in it. */
function shown(url: string): string {
  if (!URL.canParse(url)) return 'The URL'
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
