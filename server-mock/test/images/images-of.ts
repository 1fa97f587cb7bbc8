import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Image } from '@metalwright/sdk/models'
import { rawCall } from '../api/raw-call.ts'
import type { TestServer } from '../api/test-server.ts'

/** SHA-256 in hex. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A disk with a boot sector. */
export const RAW = Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa]), randomBytes(40_000)])

/** Asks until what is asked for is so. */
export async function until<Value>(
  ask: () => Promise<Value>,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await ask()
    if (isSo(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The images of a server, over its API. */
export function imagesOf(server: TestServer) {
  const get = async (name: string) => (await server.json('GET', `/images/${name}`)) as Image
  return {
    upload: (name: string, body: Buffer, query = '') =>
      rawCall(server, 'POST', `/images/${name}${query}`, body),
    get,
    remove: (name: string) => server.call('DELETE', `/images/${name}?force=true`),
    /** An image when nothing is to be done with it any more. */
    done: (name: string) =>
      until(
        () => get(name),
        ({ State }) => State === 'ready' || State === 'failed',
      ),
    /** What failed uploads have left in the tree. */
    leftovers: async () =>
      (await readdir(join(server.folder, 'tftpboot'), { recursive: true })).filter(
        (name) => name.endsWith('.part') || /staged\/.*\//.test(name),
      ),
  }
}
