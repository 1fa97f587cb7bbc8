import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Path of a program on PATH or among the tools that were built here; undefined when there is none. */
export function findProgram(name: string): string | undefined {
  const built = join(import.meta.dirname, '..', '..', '..', '.tools', 'bin')
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), built]
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  const files = folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
  return files.find((file) => existsSync(file))
}
