import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import { Problem } from '../objects/problem.ts'

/** What a form may hold besides the file: little, since nothing else of it is used. */
const LIMITS = { files: 1, fields: 16, parts: 17, fieldSize: 1024, headerPairs: 32, headerSize: 8192 }

/** Whether a content type is that of a form with files. */
export function isForm(contentType: string): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(contentType)
}

/**
 * Hands over the part `file` of a form (RFC 7578) as it arrives.
 *
 * @param take reads the part to its end, or fails; a part that is cut off fails while it is read
 * @returns what `take` returned, or `undefined` when the form has no such part
 * @throws Problem 400 when it is no form; what `take` threw
 */
export function filePart<T>(
  body: Readable,
  contentType: string,
  take: (part: Readable) => Promise<T>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const form = openForm(contentType)
    let part: Readable | undefined
    const fail = (error: unknown) => {
      body.unpipe(form)
      part?.destroy()
      reject(error)
    }
    form.on('file', (_name, stream) => {
      part = stream
      // Its reader is told; when it is not read, a cut form must not end the process.
      stream.on('error', () => {})
      take(stream).then(resolve, fail)
    })
    form.on('finish', () => {
      if (part === undefined) resolve(undefined)
    })
    form.on('error', (error) => fail(unusable(error)))
    body.on('error', (error) => {
      part?.destroy(error)
      fail(error)
    })
    body.pipe(form)
  })
}

function openForm(contentType: string) {
  try {
    return Busboy({
      headers: { 'content-type': contentType },
      limits: LIMITS,
      isPartAFile: (name) => name === 'file',
    })
  } catch (error) {
    throw unusable(error)
  }
}

function unusable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error)
  return new Problem(400, [`The form is not usable: ${reason}`], {}, error)
}
