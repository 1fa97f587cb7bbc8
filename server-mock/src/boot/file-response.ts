import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { ClientGoneError } from './client-gone-error.ts'
import type { FileBodies } from './file-bodies.ts'
import { codedFile } from './file-codings.ts'
import { fileAnswer } from './file-range.ts'
import type { FileTree, TreeFile } from './file-tree.ts'

/** A file to answer with, and where it is. */
export interface FoundFile {
  readonly file: TreeFile
  readonly path: string
  readonly tree: FileTree
}

/**
 * Answers with a file of the tree: in a coding the caller asks for when it lies beside the file, and as the headers on
 * versions and ranges say. A caller that goes away in the middle, and a file that ends early, end the connection.
 *
 * @param onShort a file could not be sent whole, by no fault of the caller
 */
export async function answerFile(
  { file, path, tree }: FoundFile,
  bodies: FileBodies,
  request: IncomingMessage,
  response: ServerResponse,
  onShort: (error: unknown) => void,
): Promise<void> {
  const coded = await codedFile(tree, path, file, textOf(request.headers['accept-encoding']))
  const sent = coded ?? file
  const given = fileAnswer(sent, request.headers, request.method)
  for (const [name, value] of Object.entries(given.headers)) response.setHeader(name, value)
  response.setHeader('Vary', 'Accept-Encoding')
  if (given.kind === 'unchanged') return void response.writeHead(304).end()
  if (given.kind === 'another version') return answerText(response, 412, 'The file is another version\n')
  if (given.kind === 'no such range') return answerText(response, 416, 'The range is not in the file\n')
  const { part } = given
  response.setHeader('Content-Type', 'application/octet-stream')
  if (coded !== undefined) response.setHeader('Content-Encoding', coded.coding)
  response.writeHead(part.status)
  if (request.method === 'HEAD' || part.length === 0) return void response.end()
  try {
    await bodies.send(sent, part, request, response)
  } catch (error) {
    // A machine that goes away in the middle is everyday business.
    if (!(error instanceof ClientGoneError)) onShort(error)
    response.destroy()
  }
}

/** Gives a mirror's answer to the machine as it comes. */
export async function passOn(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const length = answer.headers['content-length']
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    ...(length === undefined ? {} : { 'Content-Length': length }),
  })
  // A mirror that breaks off in the middle breaks off the machine's download, which asks again.
  await pipeline(answer, response).catch(() => response.destroy())
}

/** Answers with a text. */
export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
