import { gzipSync } from 'node:zlib'

/** A file in an archive. */
export interface ArchivedFile {
  /** At most 100 bytes. */
  readonly name: string
  readonly text: string
  readonly mode: number
}

const BLOCK = 512

/** Packs files into a tar.gz archive (POSIX ustar). The same files give the same bytes. */
export function tarGz(files: readonly ArchivedFile[]): Buffer {
  const blocks = files.flatMap(({ name, text, mode }) => {
    const content = Buffer.from(text)
    return [header(name, content.length, mode), content, Buffer.alloc(-content.length & (BLOCK - 1))]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 })
}

function header(name: string, size: number, mode: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, offset: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'latin1')
  block.write(name, 0, 100)
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  block.write('        0', 148, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}
