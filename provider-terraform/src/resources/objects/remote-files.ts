import type { CallLimits } from './remote-objects.ts'

/** Where files lie on a server. */
export type FileStoreName = 'files' | 'isos'

/** What a server says of a file. */
export interface RemoteFile {
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex; null where the server knows none. */
  readonly sha256: string | null
}

/** Where bytes come from: text, a file of this computer, or what a URL gives. */
export type ByteSource = { readonly text: string } | { readonly file: string } | { readonly url: string }

/** What is to be stored. */
export interface FileUpload {
  readonly from: ByteSource
  /** SHA-256 it must have, in hex; null for any. */
  readonly sha256: string | null
}

/** Files and programs on a server. Methods reject as those of RemoteObjects. */
export interface RemoteFiles {
  /** A file on the server; null when there is none. */
  stat(store: FileStoreName, path: string, limits: CallLimits): Promise<RemoteFile | null>
  /** Stores a file, over one that is there. Rejects when it has another digest than is wanted. */
  upload(store: FileStoreName, path: string, upload: FileUpload, limits: CallLimits): Promise<RemoteFile>
  /** Resolves when the file is gone; one that was gone before is a success. */
  remove(store: FileStoreName, path: string, limits: CallLimits): Promise<void>
  /** Stores the program of a plugin provider, over one that is there; gives the SHA-256 of what was sent, in hex. */
  uploadProvider(name: string, from: ByteSource, limits: CallLimits): Promise<string>
  /** Resolves when the plugin provider is gone; one that was gone before is a success. */
  removeProvider(name: string, limits: CallLimits): Promise<void>
  /** SHA-256 of what a source gives, in hex. Reads all of it. */
  digest(from: ByteSource, limits: CallLimits): Promise<string>
  /** The text that a source gives, up to a bound that no content pack reaches. */
  text(from: ByteSource, limits: CallLimits): Promise<string>
}
