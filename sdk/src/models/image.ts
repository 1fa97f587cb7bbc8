import { z } from 'zod'
import { text, time } from './fields.ts'

/** Form of an image file, by its first bytes: `unknown` is neither a disk nor an archive. */
export const ImageFormat = z.enum([
  'raw',
  'raw.gz',
  'raw.xz',
  'raw.zst',
  'qcow2',
  'tar',
  'tar.gz',
  'tar.xz',
  'tar.zst',
  'unknown',
])
export type ImageFormat = z.infer<typeof ImageFormat>

/**
 * How an image stands. `hashing`: its digest is worked out; `importing`: it is downloaded; `waiting`, `converting`: a
 * raw disk is about to be, or is made of a qcow2; `failed`: that could not be done, `Error` says why.
 */
export const ImageState = z.enum(['ready', 'hashing', 'importing', 'waiting', 'converting', 'failed'])
export type ImageState = z.infer<typeof ImageState>

/** A raw disk, compressed by zstd, that the server made of a qcow2 image. */
export const DerivedImage = z.object({
  /** Path on the file server. */
  Path: z.string(),
  /** Bytes of the file. */
  Bytes: z.int(),
  /** SHA-256 of the file in hex. */
  Sha256: z.string(),
  /** Bytes of the disk. */
  DiskBytes: z.int(),
})
export type DerivedImage = z.infer<typeof DerivedImage>

/** An object whose params name an image. */
export const ImageUse = z.object({ Prefix: z.string(), Key: z.string(), Name: z.string() })
export type ImageUse = z.infer<typeof ImageUse>

/** An image of the image store: a file below `files/images/` of the server. Extension of this server. */
export const Image = z.object({
  /** Path below `files/images/`. */
  Name: z.string(),
  State: ImageState,
  /** Bytes done of what `State` says is done. */
  Done: z.int().default(0),
  /** Bytes there are of it; 0 while nobody knows. */
  Total: z.int().default(0),
  /** Why it failed, and what to do; empty otherwise. */
  Error: text,
  /** Bytes of the file; those downloaded so far while it is imported. */
  Bytes: z.int(),
  /** SHA-256 of the file in hex; empty while it is not known. */
  Sha256: text,
  Format: ImageFormat,
  /** Bytes of the disk, where the file tells. */
  DiskBytes: z.int().optional(),
  /** When the file was written. */
  CreatedAt: time,
  /** Objects whose params name it, as far as the caller may see them. */
  UsedBy: z.array(ImageUse).default(() => []),
  /** The disk that machines write, of a qcow2 image; absent until it is made. */
  Derived: DerivedImage.optional(),
})
export type Image = z.infer<typeof Image>

/** Body of `POST /images/{name}` for an import. */
export const ImageImport = z.object({
  /** An http or https address. */
  Url: z.string().regex(/^https?:\/\/\S+$/i, 'Url is no http or https address'),
  /** SHA-256 that the file must have, in hex. */
  Sha256: z
    .string()
    .regex(/^[0-9A-Fa-f]{64}$/, 'Sha256 is not the 64 hex digits of a SHA-256')
    .toLowerCase(),
})
export type ImageImport = z.infer<typeof ImageImport>

/** Body of `POST /images/prune`. */
export const ImagePrune = z.object({
  /** Seconds that an image must have been there for; 7 days by default. */
  OlderThan: z
    .number()
    .min(0)
    .default(7 * 86_400),
  /** `false` removes the images; by default they are only listed. */
  DryRun: z.boolean().default(true),
})
export type ImagePrune = z.infer<typeof ImagePrune>

/** What `POST /images/prune` has removed, or would. */
export const ImagesPruned = z.object({
  DryRun: z.boolean(),
  /** Bytes on disk, those of derived disks included. */
  Bytes: z.int(),
  Images: z.array(Image),
})
export type ImagesPruned = z.infer<typeof ImagesPruned>

/** What a machine is to write: `GET /machines/{uuid}/image`, status 200. */
export const MachineImage = z.object({
  Url: z.string(),
  /** SHA-256 of the file there, in hex. */
  Sha256: z.string(),
  Format: ImageFormat,
  /** Bytes of the file, where they are known. */
  Bytes: z.int().optional(),
  /** Bytes of the disk, where they are known. */
  DiskBytes: z.int().optional(),
})
export type MachineImage = z.infer<typeof MachineImage>

/** That what a machine is to write is being made: `GET /machines/{uuid}/image`, status 202. Ask again soon. */
export const ImageProgress = z.object({
  State: ImageState,
  /** Bytes done. */
  Done: z.int(),
  /** Bytes there are; 0 while nobody knows. */
  Total: z.int(),
})
export type ImageProgress = z.infer<typeof ImageProgress>
