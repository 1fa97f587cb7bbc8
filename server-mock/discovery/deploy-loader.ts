import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bootSector, placedCore } from './grub-bios.ts'
import { grubModules, makeGrub } from './grub-images.ts'
import type { RootTree } from './root-tree.ts'

/** Where they lie in the discovery system; the script of the task knows it. */
const LOADER_PATH = '/usr/local/lib/metalwright-grub'

/** First sector of the core image: the partition for it begins at 1 MiB and has 1 MiB. */
const CORE_SECTOR = 2048

/**
 * First commands on BIOS: the disk that was started from is looked at before any other. The system may have its
 * `/boot` on a partition of its own.
 */
const biosCommands = ['/boot/grub', '/grub']
  .map(
    (dir) =>
      `search --no-floppy --file --hint=$root, --set=root ${dir}/grub.cfg\nconfigfile ($root)${dir}/grub.cfg\n`,
  )
  .join('')
/** First commands on UEFI: beside the program lies what says where the system is. */
const efiCommands = 'configfile $cmdpath/grub.cfg\n'

const modules = [
  ...grubModules,
  'part_msdos',
  'search_fs_file',
  'search_label',
  'xfs',
  'btrfs',
  'test',
  'echo',
]

/** Words for the digest of an image with these boot loaders. */
export const loaderWords: readonly string[] = [biosCommands, efiCommands, ...modules]

/**
 * Puts the boot loaders for BIOS (boot sector and core image, ready to be written) and UEFI into a tree.
 * @param work directory for scratch files; made when missing
 * @throws ToolMissingError, ToolFailedError
 */
export async function installLoaders(tree: RootTree, work: string): Promise<void> {
  await mkdir(work, { recursive: true })
  const early = { bios: biosCommands, efi: efiCommands, efiPrefix: '/EFI/BOOT' }
  const grub = await makeGrub(work, early, modules)
  await tree.write(join(LOADER_PATH, 'boot.img'), bootSector(grub.bootSector, CORE_SECTOR))
  await tree.write(join(LOADER_PATH, 'core.img'), placedCore(grub.core, CORE_SECTOR, CORE_SECTOR))
  await tree.write(join(LOADER_PATH, 'bootx64.efi'), grub.efi)
}
