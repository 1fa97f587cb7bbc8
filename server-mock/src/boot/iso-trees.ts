import type { BootEnv } from '@metalwright/sdk/models'
import { architecture, bootFilesOf, filesOf } from '../render/boot-file-paths.ts'
import { pathParts } from './tree-path.ts'

/** A folder of the served tree that a bootenv wants to be made from an ISO image. */
export interface IsoTree {
  /** Path of the folder, such as `demo-7/install`. */
  readonly path: string
  /** Name of the image among the ISO images. */
  readonly iso: string
  /** SHA-256 in hex that the image must have; empty for any. */
  readonly sha256: string
  /** Where the image can be downloaded from; may be empty. */
  readonly url: string
  /** Name of the hidden file in the folder that holds the digest of the image it was made from (DRP). */
  readonly canary: string
  /** Kernel and initial RAM disks that must be in the folder. */
  readonly files: readonly { readonly kind: 'kernel' | 'initrd'; readonly path: string }[]
}

/** Folders of the tree that uploads go to; no operating system can have their names. */
const UPLOADS = ['files', 'isos']

/**
 * The folders that a bootenv wants to be made from ISO images: one for its `OS.IsoFile`, one for each architecture
 * with an image of its own.
 *
 * @returns also what keeps a folder from ever being made, worded for the bootenv's errors
 */
export function isoTrees(bootEnv: BootEnv): {
  readonly trees: readonly IsoTree[]
  readonly problems: readonly string[]
} {
  const trees: IsoTree[] = []
  const problems: string[] = []
  for (const [arch, image] of images(bootEnv)) {
    const path = filesOf(bootEnv, arch)
    const [top = '', ...below] = pathParts(path) ?? []
    if ([top, ...below].join('/') !== path || UPLOADS.includes(top)) {
      problems.push(`Explode ISO: ${JSON.stringify(path)} cannot be a folder of the served tree`)
    } else if (pathParts(image.iso)?.length !== 1) {
      problems.push(`Explode ISO: ${JSON.stringify(image.iso)} cannot be the name of an ISO`)
    } else {
      const canary = `.${bootEnv.OS.Name.replaceAll('/', '_')}.rebar_canary`
      trees.push({
        path,
        ...image,
        sha256: image.sha256.toLowerCase(),
        canary,
        files: bootFiles(bootEnv, arch),
      })
    }
  }
  return { trees, problems }
}

/** Whether a name is that of the hidden file that marks a folder as made from an ISO image. */
export function isCanary(name: string): boolean {
  return /^\..*\.rebar_canary$/.test(name)
}

/** What tells the wish for a folder from an image apart from others. */
export function wishOf({ path, iso }: IsoTree): string {
  return `${path}\n${iso}`
}

/** Images by usual name of the architecture. */
function images({ OS }: BootEnv): Map<string, Pick<IsoTree, 'iso' | 'sha256' | 'url'>> {
  const found = new Map<string, Pick<IsoTree, 'iso' | 'sha256' | 'url'>>()
  if (OS.IsoFile !== '') found.set('amd64', { iso: OS.IsoFile, sha256: OS.IsoSha256, url: OS.IsoUrl })
  for (const [name, { IsoFile, Sha256, IsoUrl }] of Object.entries(OS.SupportedArchitectures)) {
    if (IsoFile !== '') found.set(architecture(name), { iso: IsoFile, sha256: Sha256, url: IsoUrl })
  }
  return found
}

function bootFiles(bootEnv: BootEnv, arch: string): IsoTree['files'] {
  const { Kernel, Initrds } = bootFilesOf(bootEnv, arch)
  const kernel = { kind: 'kernel', path: Kernel } as const
  const all = [kernel, ...Initrds.map((path) => ({ kind: 'initrd', path }) as const)]
  // What comes from another server by its URL is not in the folder.
  return all.filter(({ path }) => path !== '' && !path.includes('://'))
}
