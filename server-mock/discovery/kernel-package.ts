import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool, ToolMissingError } from './tool.ts'

/** The Debian kernel an image is built from. */
export type KernelPackage = {
  /** Package name, such as `linux-image-6.1.0-56-amd64`. */
  name: string
  /** Package version, such as `6.1.192-2`. */
  version: string
  /** Kernel release: the name of the module directory. */
  release: string
}

/** An unpacked kernel: where its image and its module tree lie. */
export type UnpackedKernel = KernelPackage & {
  /** The kernel image. */
  vmlinuz: string
  /** Directory that holds `lib/modules/<release>`. */
  root: string
}

/** The host cannot give a kernel. `code` is `KERNEL_UNAVAILABLE`. */
export class KernelUnavailableError extends Error {
  readonly code = 'KERNEL_UNAVAILABLE'

  constructor(reason: string) {
    super(`No kernel package for the image: ${reason}`)
    this.name = 'KernelUnavailableError'
  }
}

const META_PACKAGE = 'linux-image-amd64'

/**
 * Finds out which kernel package the distribution's meta package stands for now; needs apt's lists only.
 * @throws KernelUnavailableError when the host is not Debian-like or its package lists are empty.
 */
export async function resolveKernelPackage(): Promise<KernelPackage> {
  const shown = await runTool(['apt-cache', 'show', '--no-all-versions', META_PACKAGE]).catch(
    (error: unknown) => {
      if (error instanceof ToolMissingError) {
        throw new KernelUnavailableError('images are built from Debian packages, and this machine has no apt')
      }
      throw new KernelUnavailableError(`apt knows no package ${META_PACKAGE}; run: apt-get update`)
    },
  )
  const name = /^Depends: .*?(linux-image-(\S+?-amd64))\b/m.exec(shown)
  const version = /^Version: (\S+)/m.exec(shown)
  if (name?.[1] === undefined || name[2] === undefined || version?.[1] === undefined) {
    throw new KernelUnavailableError(`${META_PACKAGE} names no kernel; run: apt-get update`)
  }
  return { name: name[1], release: name[2], version: version[1] }
}

/**
 * Downloads and unpacks a kernel package below `<cacheDir>/kernels`, once per version; nothing is installed
 * on the host.
 * @throws ToolFailedError when the download fails.
 */
export async function unpackKernel(
  kernel: KernelPackage,
  cacheDir: string,
  log: (line: string) => void,
): Promise<UnpackedKernel> {
  const root = join(cacheDir, 'kernels', `${kernel.name}_${kernel.version.replaceAll(/[^\w.+~-]/g, '_')}`)
  const unpacked = { ...kernel, root, vmlinuz: join(root, 'boot', `vmlinuz-${kernel.release}`) }
  if (existsSync(root)) return unpacked
  const work = `${root}.${process.pid}.part`
  await mkdir(work, { recursive: true })
  try {
    log(`downloading ${kernel.name} ${kernel.version}`)
    await runTool(['apt-get', 'download', '-q', '-o', 'APT::Sandbox::User=root', kernel.name], { cwd: work })
    const archive = (await readdir(work)).find((file) => file.endsWith('.deb'))
    if (archive === undefined)
      throw new KernelUnavailableError(`apt-get download left no file for ${kernel.name}`)
    log(`unpacking ${archive}`)
    await runTool(['dpkg-deb', '-x', join(work, archive), work])
    await rm(join(work, archive))
    await runTool(['depmod', '-b', work, kernel.release])
    await rename(work, root).catch((error: unknown) => {
      // Another build was faster: its tree is the same.
      if (!existsSync(root)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return unpacked
}
