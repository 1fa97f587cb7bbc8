import { SdkError } from '@metalwright/sdk'

/** Largest file that is read, bytes: what is rendered for machines is small. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * Reads a file from the file port of a server as machines do: over plain HTTP, without credentials.
 *
 * @param origin origin of the API; the files are on the same host
 * @param path path on the file port, without a slash in front
 * @returns the text, or null when there is no such file
 * @throws SdkError `no_file_port`, `connection_failed`, `refused`, `too_large`
 */
export async function readServedFile(
  origin: string,
  port: number,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (port === 0)
    throw new SdkError('no_file_port', `${origin} serves no files. Start it with its file port.`)
  const url = new URL(`http://${new URL(origin).hostname}:${port}/`)
  url.pathname = path.split('/').map(encodeURIComponent).join('/')
  const answer = await fetch(url, { signal, redirect: 'error' }).catch((error: unknown) => {
    signal.throwIfAborted()
    const hint = 'Check that nothing keeps this computer from the file port.'
    throw new SdkError('connection_failed', `GET ${url} got no answer. ${hint}`, error)
  })
  if (answer.status === 404) {
    await answer.body?.cancel()
    return null
  }
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new SdkError('refused', `GET ${url} was answered by ${answer.status}.`)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > MAX_BYTES) throw new SdkError('too_large', `${url} has over ${MAX_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8').toWellFormed()
}
