import type { Readable } from 'node:stream'
import { z } from 'zod'
import { fileAnswer } from '../boot/file-range.ts'
import type { FileTree } from '../boot/file-tree.ts'
import type { Announced, Received } from '../boot/intake.ts'
import { UploadError } from '../boot/upload-error.ts'
import { Problem } from '../objects/problem.ts'
import { filePart, isForm } from './multipart.ts'
import type { Answer, Call } from './route.ts'

/** What an upload answers: the name, and the bytes that came. */
export const Uploaded = z.object({ Path: z.string(), Size: z.number() })

/** Names of files; folders end with a slash. */
export const FileNames = z.array(z.string())

/** How one of the stores of the API, files, ISO images and disk images, words what it refuses (DRP). */
export interface StoreTexts {
  readonly model: 'files' | 'isos' | 'images'
  readonly missingBody: string
  readonly busy: string
  /** Refusal of a content type. */
  readonly wrongType: (type: string) => Problem
}

/** A file whole or in part; its digest where it is known. @throws Problem 404 */
export async function getFile(tree: FileTree, model: 'files' | 'isos', name: string, call: Call) {
  const place = `${model}/${name}`
  const file = await tree.open(place)
  if (file === undefined) throw new Problem(404, ['Not Found'], { model, key: name })
  const given = fileAnswer(file, call.headers)
  const headers = { ...given.headers, ...digestHeader(tree.knownDigest(place)) }
  if (given.kind === 'unchanged') return { status: 304, headers }
  if (given.kind === 'no such range') {
    const message = `The range is not in the file, which has ${file.size} bytes`
    const body = { Model: model, Key: name, Type: 'GET', Messages: [message], Code: 416 }
    return { status: 416, headers, body }
  }
  if (given.kind === 'another version') {
    const message = 'The file is another version than the one asked for'
    return {
      status: 412,
      headers,
      body: { Model: model, Key: name, Type: 'GET', Messages: [message], Code: 412 },
    }
  }
  const { status, start, end, length } = given.part
  return { status, headers, stream: length === 0 ? Buffer.alloc(0) : file.stream(start, end) }
}

/** Size and digest of a file; a digest that is not kept is worked out first. @throws Problem 404 */
export async function headOfFile(tree: FileTree, model: 'files' | 'isos', name: string): Promise<Answer> {
  const place = `${model}/${name}`
  const file = await tree.open(place)
  if (file === undefined) throw new Problem(404, ['Not Found'], { model, key: name })
  const headers = { ...fileAnswer(file, {}).headers, ...digestHeader(await tree.digest(place)) }
  return { status: 200, headers: { ...headers, 'Content-Type': 'application/octet-stream' } }
}

/**
 * Takes up the body of an upload: the bytes as they are, or the part `file` of a form.
 *
 * @param store puts the bytes where they belong
 * @throws Problem
 */
export async function upload(
  texts: StoreTexts,
  name: string,
  call: Call,
  store: (content: Readable, announced: Announced) => Promise<Received>,
): Promise<Answer> {
  const { model } = texts
  const type = call.headers['content-type'] ?? ''
  const isBytes = /^application\/octet-stream\s*(;|$)/i.test(type)
  if (!isBytes && !isForm(type)) throw texts.wrongType(type)
  const length = call.headers['content-length']
  const hasBody = length !== undefined || call.headers['transfer-encoding'] !== undefined
  const missing = new Problem(400, [texts.missingBody], { model, key: name })
  if (call.stream === undefined || !hasBody) throw missing
  const sha256 = announcedDigest(call)
  try {
    const received = isBytes
      ? await store(call.stream, { size: length === undefined ? undefined : Number(length), sha256 })
      : await filePart(call.stream, type, (part) => store(part, { sha256 }))
    if (received === undefined) throw missing
    const body = { Path: name, Size: received.size }
    return { status: 201, body, headers: digestHeader(received.sha256) }
  } catch (error) {
    throw error instanceof UploadError ? refusal(error, texts, name) : error
  }
}

function announcedDigest(call: Call): string | undefined {
  const digest = call.headers['x-drp-sha256sum']?.trim().toLowerCase()
  if (digest === undefined || digest === '') return undefined
  if (/^[0-9a-f]{64}$/.test(digest)) return digest
  throw new Problem(400, ['X-DRP-SHA256SUM is not the 64 hex digits of a SHA-256'])
}

function digestHeader(digest: string | undefined): Record<string, string> {
  return digest === undefined ? {} : { 'X-DRP-SHA256SUM': digest }
}

function refusal(error: UploadError, texts: StoreTexts, name: string): Problem {
  const place = { model: texts.model, key: name }
  switch (error.fault) {
    case 'name':
      return new Problem(403, [error.message], place, error)
    case 'folder':
      return new Problem(409, [`Cannot create directory ${name}`], place, error)
    case 'busy':
      return new Problem(409, [texts.busy], place, error)
    case 'in-the-way':
      return new Problem(409, ['Unable to upload', error.message], place, error)
    case 'not-stored':
      return new Problem(507, [`Unable to upload: ${error.message}`], place, error)
    default:
      return new Problem(400, [error.message], place, error)
  }
}
