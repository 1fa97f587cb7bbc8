import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemRunner } from '@metalwright/server/rehearsal'
import { bootSector, placedCore } from '../../../server-mock/discovery/grub-bios.ts'
import { grubModules, makeGrub } from '../../../server-mock/discovery/grub-images.ts'

/** What the installer puts in beside its base system, as far as this lab needs it. */
const PACKAGES = 'linux-image-amd64,systemd-sysv,udev,dbus,iproute2,openssh-server,curl,jq,ca-certificates'
/** Milliseconds that the longest step may take. */
const LONGEST = 1_800_000
const MIB = 1024 ** 2

const NETWORK = '[Match]\nName=e*\n[Network]\nDHCP=ipv4\n'

/** What {@link installStandIn} needs. */
export interface StandIn {
  /** Disk of the machine, empty. */
  readonly disk: string
  /** Folder for this one's own files. */
  readonly work: string
  readonly release: string
  readonly mirror: string
  /** Runs a command in the network of the machine. */
  readonly inside: (argv: readonly string[], timeoutMs: number) => Promise<string>
  /** What the seed has as `late_command`, without `in-target`. */
  readonly lateCommand: readonly string[]
}

/**
 * Does on this computer what the installer does on the machine, for mirrors that lack the installer's own packages:
 * partition table, file system, base system by debootstrap, kernel, boot loader, and at last the late command of the
 * seed, which it gives to the new system as the installer does.
 *
 * @throws LabCommandError
 */
export async function installStandIn(options: StandIn): Promise<void> {
  const { disk, work, release, mirror } = options
  const run = (...argv: string[]) => systemRunner.run(argv, LONGEST)
  const target = join(work, 'target')
  await mkdir(target, { recursive: true })
  await run('sh', '-c', 'echo "start=1MiB, type=83, bootable" | sfdisk -q "$1"', 'sh', disk)
  // Not every kernel knows partitions of loop devices.
  const device = (await run('losetup', '--show', '-f', '-o', String(MIB), disk)).trim()
  const mounts: string[] = []
  const mount = async (...argv: string[]) => {
    await run('mount', ...argv)
    mounts.push(argv.at(-1) ?? '')
  }
  try {
    await run('mkfs.ext4', '-q', '-F', device)
    const uuid = (await run('blkid', '-p', '-s', 'UUID', '-o', 'value', device)).trim()
    await mount(device, target)
    await run('debootstrap', '--variant=minbase', `--include=${PACKAGES}`, release, target, mirror)
    for (const place of ['dev', 'proc', 'sys']) {
      await mount('--rbind', '--make-rslave', `/${place}`, join(target, place))
    }
    await writeFile(join(target, 'etc/fstab'), `UUID=${uuid} / ext4 errors=remount-ro 0 1\n`)
    await writeFile(join(target, 'etc/hostname'), 'installed\n')
    await writeFile(join(target, 'etc/systemd/network/lab.network'), NETWORK)
    await run('chroot', target, 'systemctl', 'enable', 'systemd-networkd', 'systemd-networkd-wait-online')
    await mkdir(join(target, 'boot/grub'), { recursive: true })
    await writeFile(
      join(target, 'boot/grub/grub.cfg'),
      `linux /vmlinuz root=UUID=${uuid} ro console=ttyS0,115200\ninitrd /initrd.img\nboot\n`,
    )
    await options.inside(['chroot', target, ...options.lateCommand], LONGEST)
    await placeGrub(disk, work, uuid)
  } finally {
    for (const place of mounts.reverse()) {
      await run('umount', '-R', place).catch(() => run('umount', '-lR', place))
    }
    await run('losetup', '-d', device)
    await rm(target, { recursive: true, force: true })
  }
}

/** Makes the disk start: GRUB lies between the partition table and the first partition. */
async function placeGrub(disk: string, work: string, uuid: string): Promise<void> {
  const bios = `search.fs_uuid ${uuid} root\nset prefix=($root)/boot/grub\nconfigfile /boot/grub/grub.cfg\n`
  const grub = await makeGrub(work, { bios, efi: '', efiPrefix: '/' }, [...grubModules, 'part_msdos'])
  const file = await open(disk, 'r+')
  try {
    const code = bootSector(grub.bootSector, 1)
    await file.write(code, 0, code.length, 0)
    const core = placedCore(grub.core, 1, MIB / 512 - 1)
    await file.write(core, 0, core.length, 512)
  } finally {
    await file.close()
  }
}
