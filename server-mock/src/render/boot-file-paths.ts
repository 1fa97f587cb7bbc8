import type { ArchInfo, BootEnv } from '@metalwright/sdk/models'

/** Names of one architecture: the one this server uses first. */
const ARCHITECTURES: readonly (readonly string[])[] = [
  ['amd64', 'x86_64', 'x64'],
  ['arm64', 'aarch64'],
  ['386', 'i386', 'i686', 'x86'],
]

/** The usual name of an architecture: `amd64` for `x86_64`; `amd64` too when none is given. */
export function architecture(name: string): string {
  if (name === '') return 'amd64'
  return ARCHITECTURES.find((names) => names.includes(name))?.[0] ?? name
}

/** What a bootenv boots on one architecture. */
export interface BootFiles {
  readonly Kernel: string
  readonly Initrds: readonly string[]
  readonly BootParams: string
}

/** What a bootenv boots on an architecture: what it says for that one, or what it says for all (DRP 3.12). */
export function bootFilesOf(bootEnv: BootEnv, arch: string): BootFiles {
  return archInfo(bootEnv, arch) ?? bootEnv
}

/**
 * Folder of a bootenv's files in the served tree (DRP): its operating system's name, the architecture when it
 * is not amd64 and the bootenv has it apart, and `install` for bootenvs whose name ends so.
 */
export function filesOf(bootEnv: BootEnv, arch = 'amd64'): string {
  const apart = architecture(arch) !== 'amd64' && archInfo(bootEnv, arch) !== undefined
  const parts = [bootEnv.OS.Name]
  if (apart) parts.push(architecture(arch))
  if (bootEnv.Name.endsWith('-install')) parts.push('install')
  return parts.join('/')
}

/** A kernel or initrd of a bootenv. */
export interface BootFilePath {
  readonly arch: string
  readonly kind: 'kernel' | 'initrd'
  /** As the bootenv names it. */
  readonly file: string
  /** Below the root of the served tree. */
  readonly path: string
}

/** All kernels and initrds of a bootenv, of every architecture it has. */
export function bootFilePaths(bootEnv: BootEnv): BootFilePath[] {
  const ofAll = { arch: 'amd64', files: bootEnv }
  const apart = Object.entries(bootEnv.OS.SupportedArchitectures).map(([arch, files]) => ({ arch, files }))
  return [ofAll, ...apart].flatMap(({ arch, files: { Kernel, Initrds } }) => {
    const folder = filesOf(bootEnv, arch)
    return [Kernel, ...Initrds].flatMap((file, at): BootFilePath[] =>
      file === '' ? [] : [{ arch, kind: at === 0 ? 'kernel' : 'initrd', file, path: `${folder}/${file}` }],
    )
  })
}

/** Whether a bootenv boots a kernel, on any architecture; machines in others start from their disk. */
export function bootsKernel({ Kernel, OS }: Pick<BootEnv, 'Kernel' | 'OS'>): boolean {
  return Kernel !== '' || Object.values(OS.SupportedArchitectures).some((files) => files.Kernel !== '')
}

function archInfo(bootEnv: BootEnv, arch: string): ArchInfo | undefined {
  const wanted = architecture(arch)
  return Object.entries(bootEnv.OS.SupportedArchitectures).find(
    ([name]) => architecture(name) === wanted,
  )?.[1]
}
