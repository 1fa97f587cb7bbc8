import { fn1 } from '../values/func.ts'
import { string } from '../values/param.ts'
import { type Family, family } from './signature.ts'

/** Go's `path.Clean`. */
function cleanPath(path: string): string {
  if (path === '') return '.'
  const rooted = path.startsWith('/')
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!rooted) kept.push('..')
  }
  return (rooted ? '/' : '') + kept.join('/') || '.'
}

function base(path: string): string {
  if (path === '') return '.'
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end--
  const trimmed = path.slice(0, end)
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/'
}

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot)
}

const directory = (path: string): string => cleanPath(path.slice(0, path.lastIndexOf('/') + 1))

/** sprig's path functions; the `os` ones are those of a Unix system. */
export const pathFunctions: Family = family(
  ['base', 'osBase', fn1(string, base)],
  ['dir', 'osDir', fn1(string, directory)],
  ['clean', 'osClean', fn1(string, cleanPath)],
  ['ext', 'osExt', fn1(string, extension)],
  ['isAbs', 'osIsAbs', fn1(string, (path) => path.startsWith('/'))],
)
