import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from './tool.ts'

/**
 * Makes the file of an EFI system partition (FAT16 with one sector per cluster, so that it may be as small as
 * 4 MiB) that holds one program at the place firmware looks at without being told: `EFI/BOOT/BOOTX64.EFI`.
 * The same program gives the same bytes.
 * @param size in KiB
 * @returns path of the file, in `work`
 * @throws ToolMissingError, ToolFailedError
 */
export async function makeEfiPartition(work: string, program: Uint8Array, size: number): Promise<string> {
  const image = join(work, 'esp.img')
  const source = join(work, 'BOOTX64.EFI')
  await writeFile(source, program)
  await utimes(source, 315_532_800, 315_532_800)
  await runTool(['mkfs.vfat', ...['--invariant', '-F', '16', '-s', '1', '-n', 'ESP', '-C', image, `${size}`]])
  const env = { SOURCE_DATE_EPOCH: '315532800', TZ: 'UTC' }
  await runTool(['mmd', '-i', image, '::/EFI', '::/EFI/BOOT'], { env })
  await runTool(['mcopy', '-m', '-i', image, source, '::/EFI/BOOT/BOOTX64.EFI'], { env })
  return image
}
