import { isSpace } from '../values/text.ts'
import { lowerChar, upperChar } from './char-case.ts'

type WordType = 'number' | 'upper' | 'alphabet' | 'connector' | 'punctuation' | 'other' | 'none'

interface Word {
  readonly type: WordType
  readonly text: string
}

const none: Word = { type: 'none', text: '' }

const isConnector = (char: string): boolean =>
  char === '-' || char === '_' || isSpace(char.codePointAt(0) ?? 0)
const isUpper = (char: string): boolean => /^\p{Lu}$/u.test(char)

// A word starting in upper case is either one capital and its lower case tail, or a run of capitals, of which
// the last is left to a lower case tail that follows.
const wordPattern =
  /(?<connector>[-_\s\u0085]+)|(?<punctuation>\p{P}+)|(?<upper>\p{Lu}{2,}(?![\p{Ll}\p{Lt}\p{Lm}\p{Lo}])|\p{Lu}+(?=\p{Lu}[\p{Ll}\p{Lt}\p{Lm}\p{Lo}])|\p{Lu}[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]*)|(?<alphabet>[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]+)|(?<number>\p{N}+)|(?<other>[^-_\s\p{L}\p{N}\p{P}]+)/gu

const types: readonly WordType[] = ['connector', 'punctuation', 'upper', 'alphabet', 'number', 'other']

function words(text: string): Word[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    type: types.find((type) => match.groups?.[type] !== undefined) ?? 'other',
    text: match[0],
  }))
}

/** Words in lower case with `connector` between them: `HTTPServer2xx` becomes `http_server_2xx`. */
export function toSeparatedCase(text: string, connector: string): string {
  const list = words(text)
  const out: string[] = []
  let at = 0
  const next = (): Word => list[at++] ?? none
  const more = (): boolean => at < list.length
  const emit = (word: Word): void => {
    if (word.type !== 'upper' && word.type !== 'connector') out.push(word.text)
    else for (const char of word.text) out.push(isConnector(char) ? connector : lowerChar(char))
  }
  const joins = (word: Word): boolean =>
    word.type !== 'none' && word.type !== 'punctuation' && word.type !== 'connector'
  const tail = (word: Word): Word => {
    let current = word
    while (current.type === 'alphabet' || current.type === 'number') {
      emit(current)
      current = next()
    }
    if (joins(current)) out.push(connector)
    return current
  }
  let word = next()
  while (more()) {
    if (word.type !== 'connector') emit(word)
    const last = word
    word = next()
    if (last.type === 'number') word = tail(word)
    else if (last.type === 'connector') emit(last)
    else if (last.type === 'punctuation') continue
    else if (word.type !== 'number') {
      if (joins(word)) out.push(connector)
    } else if (more()) {
      // A number stays with the word before it unless lower case letters follow.
      const number = word
      word = next()
      if (word.type === 'alphabet') {
        out.push(connector)
        emit(number)
        word = tail(word)
      } else {
        emit(number)
        if (joins(word)) out.push(connector)
      }
    }
  }
  emit(word)
  return out.join('')
}

/** Words joined with capitals: `http_server` becomes `HttpServer`; outer connectors stay. */
export function toPascalCase(text: string): string {
  const chars = [...text]
  const start = chars.findIndex((char) => !isConnector(char))
  // xstrings writes the last of nothing but connectors twice.
  if (start < 0) return text + (chars.at(-1) ?? '')
  const out = chars.slice(0, start)
  const first = chars[start] ?? ''
  // While a word began in upper case, its further capitals are lowered.
  let lowering = isUpper(first)
  let pending = upperChar(first)
  for (const char of chars.slice(start + 1)) {
    const previous = pending
    pending = char
    if (isConnector(char) && isConnector(previous)) {
      out.push(previous)
      continue
    }
    if (isConnector(previous)) {
      lowering = isUpper(char)
      pending = upperChar(char)
      continue
    }
    if (lowering && isUpper(char)) pending = lowerChar(char)
    else lowering = false
    out.push(previous)
  }
  out.push(pending)
  return out.join('')
}
