import { mkdir, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from './discovery-image.ts'
import { makeEfiPartition } from './efi-partition.ts'
import { bootSector, placedCore } from './grub-bios.ts'
import { grubDirectories, makeGrub } from './grub-images.ts'
import { cachedDirectory, digestOf, sha256File } from './image-cache.ts'
import { packInitramfs } from './initramfs.ts'
import { installModules, resolveModules, smallModules } from './kernel-modules.ts'
import { resolveKernelPackage, type UnpackedKernel, unpackKernel } from './kernel-package.ts'
import { makeManaged } from './managed-system.ts'
import { RootTree } from './root-tree.ts'
import { findTool, runTool } from './tool.ts'

/** A small operating system to deploy in rehearsals: Debian's kernel and a busybox root on one ext4. */
export type TestOsImage = {
  /** Path of the compressed disk image (`raw.zst`). */
  image: string
  /** SHA-256 of the compressed file, in hex: what `image-deploy/image-sha256` wants. */
  sha256: string
  /** Size of the compressed file in bytes. */
  bytes: number
  /** Size of the disk image in bytes: the smallest disk it fits. */
  rawBytes: number
  /** The same system as a tree of files (`tar.zst`), and the SHA-256 of that file. */
  tree: { path: string; sha256: string }
  /** Digest of all inputs. */
  digest: string
  /** True when nothing had to be built. */
  cached: boolean
}

/** Which test system is built. */
export type TestOsOptions = BuildOptions & {
  /** Whether it takes logins by SSH and has Python, as Ansible needs them; default false, the smallest one. */
  managed?: boolean
}

const MIB = 1024 * 1024
const ESP_MIB = 4
const ROOT_MIB = 40
const MANAGED_ROOT_MIB = 128
/** Size of the disk image: 1 MiB partition table, 1 MiB boot loader, ESP, root, 1 MiB second partition table. */
const rawBytes = (rootMib: number): number => (ESP_MIB + rootMib + 3) * MIB
const CORE_SECTOR = 2048
const ESP_SECTOR = CORE_SECTOR * 2
const ROOT_SECTOR = ESP_SECTOR + (ESP_MIB * MIB) / 512
const ROOT_UUID = '6d657461-6c77-4e69-8768-742d74657374'
const DISK_GUID = '6d657461-6c77-4e69-8768-742d6469736b'

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const sources = ['initrd-init', 'rc', 'run-agent', 'run-ssh', 'inittab'].map((name) =>
  file(`root-test-os/${name}`),
)
const udhcpcScript = file('root-discovery/udhcpc')

const busyboxRoot = async (root: string): Promise<RootTree> => {
  const tree = new RootTree(root)
  await tree.directories('/bin', '/sbin', '/usr/bin', '/usr/sbin', '/dev', '/proc', '/sys', '/run', '/tmp')
  await tree.copy(findTool('busybox'), '/bin/busybox')
  for (const applet of (await runTool(['busybox', '--list'])).split('\n')) {
    if (applet !== '' && applet !== 'busybox') await tree.symbolicLink('/bin/busybox', `/bin/${applet}`)
  }
  return tree
}

const buildInitrd = async (work: string, kernel: UnpackedKernel): Promise<string> => {
  const tree = await busyboxRoot(join(work, 'initrd-root'))
  await tree.directories('/newroot')
  await tree.copy(file('root-test-os/initrd-init'), '/init')
  const modules = await installModules(tree, kernel, await resolveModules(kernel, smallModules))
  await tree.write('/modules.list', `${modules.join('\n')}\n`)
  const target = join(work, 'initrd.img')
  await packInitramfs(tree, target)
  return target
}

const buildRoot = async (work: string, kernel: UnpackedKernel, managed: boolean): Promise<string> => {
  const tree = await busyboxRoot(join(work, 'root'))
  await tree.directories('/root', '/mnt', '/etc', '/var/lib/cloud/seed/nocloud')
  for (const applet of ['init', 'getty', 'reboot', 'poweroff', 'halt']) {
    await tree.symbolicLink('/bin/busybox', `/sbin/${applet}`)
  }
  await tree.copy(file('root-test-os/rc'), '/etc/rc')
  await tree.copy(file('root-test-os/run-agent'), '/etc/run-agent')
  await tree.copy(file('root-test-os/run-ssh'), '/etc/run-ssh')
  await tree.copy(file('root-test-os/inittab'), '/etc/inittab', 0o644)
  await tree.copy(udhcpcScript, '/etc/udhcpc.script')
  if (managed) await makeManaged(tree)
  await tree.write('/etc/passwd', 'root:*:0:0:root:/root:/bin/sh\n')
  await tree.write('/etc/group', 'root:x:0:\n')
  await tree.write('/etc/os-release', 'NAME="Metalwright test system"\nID=metalwright-test\n')
  await tree.copy(kernel.vmlinuz, `/boot/${basename(kernel.vmlinuz)}`, 0o644)
  // Found by the agent when it is to be armed, as in images of distributions.
  await installModules(tree, kernel, await resolveModules(kernel, ['i6300esb']))
  await tree.copy(await buildInitrd(work, kernel), `/boot/initrd.img-${kernel.release}`, 0o644)
  const line = `root=UUID=${ROOT_UUID} ro console=ttyS0,115200 panic=10`
  await tree.write(
    '/boot/grub/grub.cfg',
    `linux /boot/${basename(kernel.vmlinuz)} ${line}\ninitrd /boot/initrd.img-${kernel.release}\nboot\n`,
  )
  await tree.seal()
  return tree.root
}

const packTree = async (root: string, target: string): Promise<void> => {
  const owner = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0']
  await runTool(['tar', ...owner, '-I', 'zstd -q -9', '-C', root, '-cf', target, '.'])
}

const writeAt = async (path: string, data: Uint8Array, position: number): Promise<void> => {
  const handle = await open(path, 'r+')
  try {
    await handle.write(data, 0, data.length, position)
  } finally {
    await handle.close()
  }
}

const assembleDisk = async (work: string, raw: string, root: string, rootMib: number): Promise<void> => {
  await writeFile(raw, '')
  await truncate(raw, rawBytes(rootMib))
  const last = ROOT_SECTOR + (rootMib * MIB) / 512 - 1
  const guid = (number: number): string => DISK_GUID.replace(/.$/, `${number}`)
  await runTool([
    'sgdisk',
    ...['-U', DISK_GUID],
    ...['-n', `1:${CORE_SECTOR}:${ESP_SECTOR - 1}`, '-t', '1:ef02', '-u', `1:${guid(1)}`],
    ...['-n', `2:${ESP_SECTOR}:${ROOT_SECTOR - 1}`, '-t', '2:ef00', '-u', `2:${guid(2)}`],
    ...['-n', `3:${ROOT_SECTOR}:${last}`, '-t', '3:8300', '-u', `3:${guid(3)}`],
    raw,
  ])
  await runTool(
    [
      'mke2fs',
      ...['-q', '-F', '-t', 'ext4', '-b', '4096', '-m', '0', '-U', ROOT_UUID, '-L', 'root', '-d', root],
      ...['-E', `offset=${ROOT_SECTOR * 512},hash_seed=${ROOT_UUID}`],
      raw,
      `${rootMib * 1024}k`,
    ],
    { env: { E2FSPROGS_FAKE_TIME: '1', SOURCE_DATE_EPOCH: '1' } },
  )
  const early = `search --no-floppy --fs-uuid --set=root ${ROOT_UUID}\nconfigfile ($root)/boot/grub/grub.cfg\n`
  const grub = await makeGrub(work, { bios: early, efi: early, efiPrefix: '/boot/grub' })
  await writeAt(raw, bootSector(grub.bootSector, CORE_SECTOR), 0)
  await writeAt(raw, placedCore(grub.core, CORE_SECTOR, ESP_SECTOR - CORE_SECTOR), CORE_SECTOR * 512)
  const esp = await makeEfiPartition(work, grub.efi, ESP_MIB * 1024)
  await writeAt(raw, await readFile(esp), ESP_SECTOR * 512)
}

/**
 * Builds the test system as a disk image for BIOS and UEFI machines (GRUB on the disk, so it also starts
 * without a network), or takes it from the cache.
 * @throws ToolMissingError, ToolFailedError, KernelUnavailableError
 */
export async function buildTestOs(options: TestOsOptions): Promise<TestOsImage> {
  const { log = () => {}, managed = false } = options
  const rootMib = managed ? MANAGED_ROOT_MIB : ROOT_MIB
  const kernelPackage = await resolveKernelPackage()
  const words = [
    kernelPackage.name,
    kernelPackage.version,
    'test-os lz4',
    `${managed}`,
    ...smallModules,
    ROOT_UUID,
  ]
  const inputs = [
    ...sources,
    udhcpcScript,
    findTool('busybox'),
    file('test-os-image.ts'),
    file('managed-system.ts'),
    file('grub-bios.ts'),
    file('grub-images.ts'),
    file('efi-partition.ts'),
    ...[grubDirectories.bios, grubDirectories.efi].map((dir) => join(dir, 'moddep.lst')),
  ]
  const digest = await digestOf(words, inputs)
  const { dir, cached } = await cachedDirectory(options.cacheDir, 'test-os', digest, async (work) => {
    const kernel = await unpackKernel(kernelPackage, options.cacheDir, log)
    const scratch = join(work, 'scratch')
    await mkdir(scratch)
    log('collecting the test system')
    const root = await buildRoot(scratch, kernel, managed)
    const raw = join(scratch, 'test-os.raw')
    await packTree(root, join(work, 'test-os.tar.zst'))
    log('writing the disk image')
    await assembleDisk(scratch, raw, root, rootMib)
    log('compressing the disk image')
    await runTool(['zstd', '-q', '-f', '-9', raw, '-o', join(work, 'test-os.raw.zst')])
    await rm(scratch, { recursive: true })
  })
  const image = join(dir, 'test-os.raw.zst')
  const { size } = await stat(image)
  const tree = join(dir, 'test-os.tar.zst')
  return {
    image,
    sha256: await sha256File(image),
    bytes: size,
    rawBytes: rawBytes(rootMib),
    tree: { path: tree, sha256: await sha256File(tree) },
    digest,
    cached,
  }
}
