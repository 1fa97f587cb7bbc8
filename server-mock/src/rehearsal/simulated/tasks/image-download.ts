import type { IncomingMessage } from 'node:http'
import { bytesOf, type DownloadPorts, openDownload } from '../network/file-client.ts'

/** Tries without a byte in between after which a download is given up. */
const MAX_TRIES = 20
/** Tries to read the start of a file. */
const START_TRIES = 8
/** Bytes of a file's start that tell what it is. */
const START = 32

/** The start of a file. */
export interface FileStart {
  readonly bytes: Buffer
  /** Size of the whole file, 0 when the server does not say. */
  readonly size: number
}

/** Reads the first bytes of a file; the reason as text when they cannot be had. */
export async function readStart(url: URL, needs: DownloadPorts): Promise<FileStart | string> {
  const { ports, signal } = needs
  for (let tries = 1; ; tries++) {
    const reply = await open(url, `bytes=0-${START - 1}`, needs)
    const start = typeof reply === 'string' ? reply : await startOf(reply, signal)
    if (typeof start !== 'string') return start.bytes.length === 0 ? 'it is empty' : start
    // Only what may pass by itself is worth another try.
    if (tries >= START_TRIES || /^status 4(?!08|29)/.test(start)) return start
    await ports.sleep(Math.min(2 ** (tries - 1), 8) * 1000, signal)
  }
}

async function startOf(reply: IncomingMessage, signal: AbortSignal): Promise<FileStart | string> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of bytesOf(reply)) {
      chunks.push(chunk)
      // A server without ranges sends it all.
      if (Buffer.concat(chunks).length >= START) break
    }
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error ? error.message : String(error)
  }
  const size = /^bytes .*\/(\d+)$/.exec(reply.headers['content-range'] ?? '')?.[1]
  return { bytes: Buffer.concat(chunks).subarray(0, START), size: Number(size ?? 0) }
}

/**
 * Downloads a file; a connection that breaks goes on where it was.
 *
 * @param take called with each piece in order; the next is read when it is done. False ends the download
 * @returns bytes that came, or the reason why it ended early
 */
export async function download(
  url: URL,
  needs: DownloadPorts,
  log: (line: string) => void,
  take: (chunk: Buffer) => Promise<boolean>,
): Promise<number | string> {
  const { ports, signal } = needs
  let done = 0
  for (let tries = 0; ; ) {
    const before = done
    const reply = await open(url, `bytes=${done}-`, needs)
    let reason = typeof reply === 'string' ? reply : ''
    if (typeof reply !== 'string') {
      if (done > 0 && reply.statusCode !== 206) {
        reply.destroy()
        return `the server cannot continue a download (status ${reply.statusCode})`
      }
      try {
        for await (const chunk of bytesOf(reply)) {
          done += chunk.length
          if (!(await take(chunk))) return done
        }
        return done
      } catch (error) {
        signal.throwIfAborted()
        reason = error instanceof Error ? error.message : String(error)
      }
    }
    tries = done > before ? 1 : tries + 1
    if (tries > MAX_TRIES) return reason
    log(`Download interrupted after ${done} bytes (${reason}); going on`)
    await ports.sleep(tries * 1000, signal)
  }
}

/** Asks for a range; the reason as text when it cannot be had. */
async function open(url: URL, range: string, ports: DownloadPorts): Promise<IncomingMessage | string> {
  try {
    const response = await openDownload(url, ports, { Range: range })
    const { statusCode = 0 } = response
    if (statusCode === 200 || statusCode === 206) return response
    response.destroy()
    return `status ${statusCode}`
  } catch (error) {
    ports.signal.throwIfAborted()
    return error instanceof Error ? error.message : String(error)
  }
}
