import { Header } from 'tar'

/** An entry of a tar archive; a file unless a type is given. */
export interface TarEntry {
  readonly path: string
  readonly body?: string | Buffer
  readonly mode?: number
  readonly type?: 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO' | 'SparseFile'
  readonly target?: string
}

/** Writes a tar archive, however odd its entries are. */
export function buildTar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, body = '', mode = 0o644, type, target }) => {
    const bytes = Buffer.from(body)
    const head = Buffer.alloc(512)
    new Header({
      path,
      mode,
      size: bytes.length,
      type: type ?? 'File',
      ...(target === undefined ? {} : { linkpath: target }),
      mtime: new Date(0),
    }).encode(head, 0)
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
