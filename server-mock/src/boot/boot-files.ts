import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts files where machines load them from: `<base root>/tftpboot/<folder>`.
 *
 * @param files source by the name it gets
 * @returns the folder
 */
export async function installBootFiles(
  baseRoot: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const target = join(baseRoot, 'tftpboot', folder)
  await mkdir(target, { recursive: true })
  for (const [name, source] of Object.entries(files)) await copyFile(source, join(target, name))
  return target
}
