import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from './tool.ts'

/** GRUB's parts for a disk that starts under either firmware. */
export type GrubImages = {
  /** GRUB's boot sector for BIOS, as the package brings it. */
  bootSector: Buffer
  /** GRUB's core image for BIOS, not yet placed on a disk. */
  core: Buffer
  /** GRUB as one EFI program for x86-64. */
  efi: Buffer
}

/** What GRUB finds its configuration by, in either program. */
export type GrubEarly = {
  /** Commands of the BIOS program. */
  bios: string
  /** Commands of the EFI program. */
  efi: string
  /** Directory that the EFI program takes as its own, on the partition it was started from. */
  efiPrefix: string
}

/** Directories of GRUB's programs and modules: package grub-pc-bin, package grub-efi-amd64-bin. */
export const grubDirectories = { bios: '/usr/lib/grub/i386-pc', efi: '/usr/lib/grub/x86_64-efi' }

/** Modules of both programs; nothing is loaded later from the disk. */
export const grubModules: readonly string[] = [
  'part_gpt',
  'ext2',
  'search',
  'search_fs_uuid',
  'configfile',
  'normal',
  'linux',
]

const mkimage = async (
  work: string,
  format: 'i386-pc' | 'x86_64-efi',
  prefix: string,
  early: string,
  modules: readonly string[],
): Promise<Buffer> => {
  const config = join(work, `${format}.cfg`)
  const output = join(work, `${format}.img`)
  await writeFile(config, early)
  await runTool(['grub-mkimage', '-O', format, '-p', prefix, '-c', config, '-o', output, ...modules])
  return await readFile(output)
}

/**
 * Makes GRUB for BIOS and for UEFI with the given first commands and modules (`biosdisk` and `fat` are added
 * where they belong). Scratch files are left in `work`.
 * @throws ToolMissingError, ToolFailedError
 */
export async function makeGrub(
  work: string,
  early: GrubEarly,
  modules: readonly string[] = grubModules,
): Promise<GrubImages> {
  return {
    bootSector: await readFile(join(grubDirectories.bios, 'boot.img')),
    core: await mkimage(work, 'i386-pc', '/boot/grub', early.bios, ['biosdisk', ...modules]),
    efi: await mkimage(work, 'x86_64-efi', early.efiPrefix, early.efi, ['fat', ...modules]),
  }
}
