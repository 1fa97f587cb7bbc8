import { open } from 'node:fs/promises'
import type { ByteSource } from './byte-source.ts'

/** Reads a file on disk while `use` runs. Rejects when it cannot be opened, and as `use` does. */
export async function withFile<Result>(
  file: string,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const read = async (offset: number, length: number) =>
      (await handle.read(Buffer.alloc(length), 0, length, offset)).buffer
    return await use({ size, read })
  } finally {
    await handle.close()
  }
}
