import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Content of a file; empty when there is none. */
export function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/**
 * Replaces a file as a whole, so that nobody ever reads half of it. What was there is kept beside it as `.bak`,
 * `.bak1`, …; a symbolic link stays one, and so do the file's rights. An empty text removes the file.
 *
 * @returns path of the copy; undefined when there was nothing to keep
 */
export function replaceText(file: string, text: string): string | undefined {
  const target = existsSync(file) ? realpathSync(file) : file
  const backup = existsSync(target) ? freeName(`${target}.bak`) : undefined
  if (backup) copyFileSync(target, backup)
  if (text.trim() === '') {
    rmSync(target, { force: true })
    return backup
  }
  mkdirSync(dirname(target), { recursive: true })
  const fresh = freeName(`${target}.new`)
  writeFileSync(fresh, text, { mode: backup ? statSync(target).mode : 0o644 })
  renameSync(fresh, target)
  return backup
}

function freeName(wanted: string): string {
  if (!existsSync(wanted)) return wanted
  let number = 1
  while (existsSync(`${wanted}${number}`)) number += 1
  return `${wanted}${number}`
}
