import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const FOLDER = new URL('./corpus/', import.meta.url)

/** Kept inputs of a target, in the order of their names. */
export function readCorpus(target: string): Uint8Array[] {
  const folder = new URL(`${target}/`, FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder)))
}

/** Keeps an input that broke a promise, so that every later run begins with it. @returns its file */
export function keepInput(target: string, input: Uint8Array): string {
  return write(target, 'broke', input)
}

/** Keeps an input that led somewhere new. @returns its file */
export function keepFound(target: string, input: Uint8Array): string {
  return write(target, 'found', input)
}

function write(target: string, why: 'broke' | 'found', input: Uint8Array): string {
  const folder = new URL(`${target}/`, FOLDER)
  mkdirSync(folder, { recursive: true })
  const name = `${why}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`
  writeFileSync(new URL(name, folder), input)
  return `test/fuzz/corpus/${target}/${name}`
}
