import { existsSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUNDLE_PATH, bundleInputs, installBundle } from './agent-bundle.ts'
import { installLoaders, loaderWords } from './deploy-loader.ts'
import { grubDirectories } from './grub-images.ts'
import { cachedDirectory, digestOf, sha256File } from './image-cache.ts'
import { packInitramfs } from './initramfs.ts'
import { installModules, resolveModules, serverModules, watchdogModules } from './kernel-modules.ts'
import { resolveKernelPackage, unpackKernel } from './kernel-package.ts'
import { libraryClosure } from './library-closure.ts'
import { RootTree } from './root-tree.ts'
import { findTool, runTool, ToolMissingError } from './tool.ts'
import { KernelUnreadableError, writeUnpackedKernel } from './unpacked-kernel.ts'

/** The files a machine boots to be discovered and deployed. */
export type DiscoveryImage = {
  /** Path of the kernel, `vmlinuz`. */
  kernel: string
  /** Path of the same kernel with nothing left to unpack, for kexec; absent when the kernel cannot be unpacked here. */
  unpacked?: string
  /** Path of the initramfs, `initrd.img`. */
  initrd: string
  /** Digest of all inputs: the same digest means the same image. */
  digest: string
  /** Kernel release, such as `6.1.0-56-amd64`. */
  release: string
  /** True when nothing had to be built. */
  cached: boolean
}

/** Where an image build keeps its results, and whom it tells. */
export type BuildOptions = {
  /** Directory of results; made when missing. */
  cacheDir: string
  /** Receives one line per step; default silence. */
  log?: (line: string) => void
}

const programs = [
  'bash',
  'blkdiscard',
  'blkid',
  'blockdev',
  'cat',
  'curl',
  'dd',
  'dmidecode',
  'e2fsck',
  'ethtool',
  'jq',
  'kexec',
  'kmod',
  'lsblk',
  'lspci',
  'mke2fs',
  'mkfs.vfat',
  'openssl',
  'resize2fs',
  'sfdisk',
  'sgdisk',
  'tar',
  'tee',
  'wipefs',
  'xz',
  'zstd',
]
/** Programs that only some deployments, wipes and inventories need: the image does without those that the host has not. */
const optionalPrograms = ['btrfs', 'hdparm', 'ipmitool', 'mkfs.xfs', 'nvme', 'socat', 'xfs_growfs']
/** Features of new ext4 file systems, as the host's boot loader can read them. */
const FILE_SYSTEM_DEFAULTS = '/etc/mke2fs.conf'

const UNPACKED = 'vmlinuz.unpacked'

const file = (name: string): string => fileURLToPath(new URL(`root-discovery/${name}`, import.meta.url))
const sources = ['init', 'udhcpc', 'lldp-listen'].map(file)

const installPrograms = async (
  tree: RootTree,
  paths: readonly string[],
  libraries: readonly string[],
): Promise<void> => {
  await tree.directories('/usr/bin', '/usr/lib', '/usr/lib64')
  for (const [target, link] of [
    ['usr/bin', '/bin'],
    ['usr/bin', '/sbin'],
    ['bin', '/usr/sbin'],
    ['usr/lib', '/lib'],
    ['usr/lib64', '/lib64'],
  ] as const) {
    await tree.symbolicLink(target, link)
  }
  const busybox = findTool('busybox')
  await tree.hardLink(join(BUNDLE_PATH, 'applets', 'busybox'), '/usr/bin/busybox')
  for (const applet of (await runTool(['busybox', '--list'])).split('\n')) {
    if (applet !== '' && applet !== basename(busybox))
      await tree.symbolicLink('busybox', `/usr/bin/${applet}`)
  }
  const bundled = new Set(await libraryClosure([findTool('curl'), findTool('jq')]))
  for (const library of libraries) {
    if (bundled.has(library)) await tree.hardLink(join(BUNDLE_PATH, 'lib', basename(library)), library)
    else await tree.copy(library, library)
  }
  for (const path of paths) {
    const name = basename(path)
    if (name === 'curl' || name === 'jq')
      await tree.hardLink(join(BUNDLE_PATH, 'libexec', name), `/usr/bin/${name}`)
    else await tree.copy(path, `/usr/bin/${name}`)
  }
  for (const name of ['modprobe', 'insmod', 'rmmod', 'lsmod', 'modinfo', 'depmod']) {
    await tree.symbolicLink('kmod', `/usr/bin/${name}`)
  }
  await tree.symbolicLink('mke2fs', '/usr/bin/mkfs.ext4')
}

const installSystem = async (tree: RootTree): Promise<void> => {
  await tree.directories('/dev', '/proc', '/sys', '/run', '/tmp', '/mnt', '/root', '/var/log')
  await tree.copy(file('init'), '/init')
  await tree.copy(file('udhcpc'), '/etc/udhcpc.script')
  await tree.copy(file('lldp-listen'), '/usr/bin/lldp-listen', 0o755)
  await tree.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n')
  await tree.write('/etc/group', 'root:x:0:\n')
  await tree.write('/etc/hosts', '127.0.0.1 localhost\n')
  const blacklist = watchdogModules.map((name) => `blacklist ${name}\n`).join('')
  await tree.write('/etc/modprobe.d/watchdogs.conf', blacklist)
  if (existsSync(FILE_SYSTEM_DEFAULTS)) await tree.copy(FILE_SYSTEM_DEFAULTS, FILE_SYSTEM_DEFAULTS, 0o644)
  await tree.write('/etc/os-release', 'NAME="Metalwright discovery"\nID=metalwright-discovery\n')
}

const foundTool = (tool: string, log: (line: string) => void): string[] => {
  try {
    return [findTool(tool)]
  } catch (error) {
    if (!(error instanceof ToolMissingError)) throw error
    log(`left out of the discovery image: ${error.message}`)
    return []
  }
}

/**
 * Builds the kernel and the initramfs of the discovery system from the host's Debian packages, or takes them
 * from the cache.
 * @throws ToolMissingError, ToolFailedError, KernelUnavailableError
 */
export async function buildDiscovery(options: BuildOptions): Promise<DiscoveryImage> {
  const log = options.log ?? (() => {})
  const kernelPackage = await resolveKernelPackage()
  const paths = [...programs.map(findTool), ...optionalPrograms.flatMap((tool) => foundTool(tool, log))]
  const libraries = await libraryClosure(paths)
  const kernelWords = [kernelPackage.name, kernelPackage.version]
  const words = [...kernelWords, 'discovery lz4 unpacked', ...paths, ...serverModules, ...loaderWords]
  const files = [
    ...sources,
    ...paths,
    ...libraries,
    ...[grubDirectories.bios, grubDirectories.efi].map((dir) => join(dir, 'moddep.lst')),
    ...[FILE_SYSTEM_DEFAULTS].filter(existsSync),
    ...(await bundleInputs()),
  ]
  const digest = await digestOf(words, files)
  const { dir, cached } = await cachedDirectory(options.cacheDir, 'discovery', digest, async (work) => {
    const kernel = await unpackKernel(kernelPackage, options.cacheDir, log)
    const tree = new RootTree(join(work, 'root'))
    log('collecting programs')
    await installBundle(tree)
    await installPrograms(tree, paths, libraries)
    await installSystem(tree)
    await installLoaders(tree, join(work, 'loaders'))
    await rm(join(work, 'loaders'), { recursive: true })
    log('collecting kernel modules')
    const modules = await resolveModules(kernel, serverModules)
    await installModules(tree, kernel, modules)
    log(`packing ${modules.length} modules and ${paths.length} programs`)
    const bytes = await packInitramfs(tree, join(work, 'initrd.img'))
    await runTool(['rm', '-rf', tree.root])
    await copyFile(kernel.vmlinuz, join(work, 'vmlinuz'))
    await writeUnpackedKernel(kernel.vmlinuz, join(work, UNPACKED)).catch((error: unknown) => {
      if (!(error instanceof KernelUnreadableError)) throw error
      log(error.message)
    })
    log(`discovery image: ${(bytes / 1e6).toFixed(1)} MB`)
  })
  const { release } = kernelPackage
  const unpacked = join(dir, UNPACKED)
  return {
    kernel: join(dir, 'vmlinuz'),
    initrd: join(dir, 'initrd.img'),
    ...(existsSync(unpacked) ? { unpacked } : {}),
    digest,
    release,
    cached,
  }
}

/**
 * What machines load, by the name it has on the server. The unpacked kernel is found by the digest of the kernel it was
 * made from: beside another kernel it is not used.
 */
export async function discoveryFiles(image: DiscoveryImage): Promise<Record<string, string>> {
  const { kernel, initrd, unpacked } = image
  const files = { vmlinuz: kernel, 'initrd.img': initrd }
  if (unpacked === undefined) return files
  return { ...files, [`vmlinuz.${(await sha256File(kernel)).slice(0, 16)}.unpacked`]: unpacked }
}
