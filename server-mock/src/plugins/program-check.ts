import { open } from 'node:fs/promises'
import { PluginFailure } from './plugin-failure.ts'

/** Bytes that tell what a file is. */
const HEADER = 20

/**
 * Refuses what this machine cannot run. Without that, the system would hand such a file to a shell, which would
 * take a program of another machine for a script.
 *
 * @throws PluginFailure
 */
export async function checkProgram(file: string): Promise<void> {
  const [own, given] = await Promise.all([headerOf(process.execPath), headerOf(file)])
  if (given.subarray(0, 2).toString('latin1') === '#!' || kindOf(given) === kindOf(own)) return
  throw new PluginFailure([
    'it cannot be run here: upload a program for this machine and system, or a script that begins with #!',
  ])
}

/** What a program is made for: of an ELF file its class, byte order and machine, of others the first bytes. */
function kindOf(header: Buffer): string {
  const isElf = header.subarray(0, 4).toString('latin1') === '\x7fELF'
  const parts = isElf ? [header.subarray(0, 6), header.subarray(18, 20)] : [header.subarray(0, 8)]
  return Buffer.concat(parts).toString('hex')
}

async function headerOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
