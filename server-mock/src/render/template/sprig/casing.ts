import { fn1, type GoFunc } from '../values/func.ts'
import { string } from '../values/param.ts'
import { isSpace } from '../values/text.ts'
import { lowerChar, upperChar } from './char-case.ts'
import { type Family, family } from './signature.ts'
import { toPascalCase, toSeparatedCase } from './word-case.ts'

function mapChars(text: string, change: (char: string) => string): string {
  let out = ''
  for (const char of text) out += change(char)
  return out
}

const upper = (text: string): string => mapChars(text, upperChar)
const lower = (text: string): string => mapChars(text, lowerChar)

const isBlank = (char: string): boolean => isSpace(char.codePointAt(0) ?? 0)

/** Applies `change` to the first character after each gap. */
function eachWord(text: string, isGap: (char: string) => boolean, change: (char: string) => string): string {
  let first = true
  return mapChars(text, (char) => {
    const changed = first && !isGap(char) ? change(char) : char
    first = isGap(char)
    return changed
  })
}

/** Go's word separators for `strings.Title`. */
function isSeparator(char: string): boolean {
  if (char < '\x80') return !/[A-Za-z0-9_]/.test(char)
  return !/[\p{L}\p{Nd}]/u.test(char) && isBlank(char)
}

function swapCase(char: string): string {
  if (/\p{Lu}|\p{Lt}/u.test(char)) return lowerChar(char)
  return /\p{Ll}/u.test(char) ? upperChar(char) : char
}

/** sprig reads bytes as characters here too. */
function initials(text: string): string {
  const letters: string[] = []
  let gap = true
  for (const char of Buffer.from(text.toWellFormed(), 'utf8').toString('latin1')) {
    if (!isBlank(char) && gap) letters.push(char)
    gap = isBlank(char)
  }
  return letters.join('')
}

/** sprig reads bytes as characters here, which only matters outside ASCII. */
function noSpace(text: string): string {
  const blank = (char: string): boolean => isBlank(char)
  const bytes = Buffer.from(text.toWellFormed(), 'utf8').toString('latin1')
  const kept = [...bytes].filter((char) => !blank(char)).join('')
  return kept.length === bytes.length ? text : kept
}

/** @param passes how often the text is looked through, more or less */
function plain(change: (text: string) => string, passes = 1): GoFunc {
  return fn1(string, (text, { budget }) => {
    budget.scan(text.length * passes)
    return change(text)
  })
}

/** sprig's functions on letter case and word shape. */
export const casingFunctions: Family = family(
  ['upper', plain(upper)],
  ['lower', plain(lower)],
  ['title', plain((text) => eachWord(text, isSeparator, upperChar))],
  ['untitle', plain((text) => eachWord(text, isBlank, lowerChar))],
  ['swapcase', plain((text) => mapChars(text, swapCase))],
  ['initials', plain(initials)],
  ['nospace', plain(noSpace)],
  ['snakecase', plain((text) => toSeparatedCase(text, '_'), 16)],
  ['kebabcase', plain((text) => toSeparatedCase(text, '-'), 16)],
  ['camelcase', plain(toPascalCase)],
)
