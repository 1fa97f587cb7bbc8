import { readv, readvSync } from 'node:fs'
import { promisify } from 'node:util'

/** What is sent to a peer. */
export type TftpFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'file'
      /** Bytes. */
      readonly size: number
      /** Number by which the system knows it, until it is closed. */
      readonly descriptor: number
    }

/**
 * Fills pieces of memory, one after the other, with the bytes from an offset; gives how many they were, at once
 * where it can. Throws or rejects with the system's error.
 */
export type ReadPieces = (into: readonly Uint8Array[], offset: number) => number | Promise<number>

/** Bytes of a file. */
export function sizeOf(file: TftpFile): number {
  return file.kind === 'bytes' ? file.bytes.length : file.size
}

const readPieces = promisify(readv)

/** Reads a file without making the calling thread wait for the disk. */
export function readLater(file: TftpFile): ReadPieces {
  if (file.kind === 'bytes') return fromBytes(file.bytes)
  return async (into, offset) => (await readPieces(file.descriptor, into, offset)).bytesRead
}

/** Reads a file on the calling thread. */
export function readNow(file: TftpFile): ReadPieces {
  if (file.kind === 'bytes') return fromBytes(file.bytes)
  return (into, offset) => readvSync(file.descriptor, into, offset)
}

function fromBytes(bytes: Uint8Array): ReadPieces {
  return (into, offset) => {
    let at = offset
    for (const piece of into) {
      const part = bytes.subarray(at, at + piece.length)
      piece.set(part)
      at += part.length
    }
    return at - offset
  }
}
