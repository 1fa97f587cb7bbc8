/** One thing in a body: a block `name { … }`, or an argument `name = …`. Positions are those in the text. */
export interface Item {
  readonly name: string
  readonly kind: 'block' | 'object' | 'list' | 'value'
  /** Just after the opening brace or bracket; of a value, where it begins. */
  readonly open: number
  /** At the closing brace or bracket; of a value, just after it. */
  readonly close: number
  /** What stands in a block or object. */
  readonly items: readonly Item[]
}

/** The text of a CLI configuration cannot be read; the message names the line. */
export class ScanError extends Error {
  readonly code = 'cli_config_unreadable'
}

interface Token {
  readonly text: string
  readonly at: number
}

const blank = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y
const word = /"(?:[^"\\\n]|\\.)*"|[\w.:/+*-]+|[={}[\],]/y
/** Blocks in blocks; a CLI configuration needs three. */
const deepest = 32

/**
 * Reads a CLI configuration (HCL 1), far enough to add to it without touching anything else.
 *
 * @throws ScanError for what it does not know, such as a heredoc, and for braces that do not match.
 */
export function scan(text: string): readonly Item[] {
  const tokens = tokensOf(text)
  let next = 0
  const fail = (): never => {
    const { at } = tokens[next] ?? { at: text.length }
    const line = text.slice(0, at).split('\n').length
    throw new ScanError(`line ${line}: what stands there is not understood`)
  }
  const peek = () => tokens[next]?.text
  const take = (): Token => tokens[next++] ?? fail()
  const expect = (wanted: string): Token => (peek() === wanted ? take() : fail())
  const isName = (token: string | undefined) => token !== undefined && !/^[={}[\],]$/.test(token)

  const body = (end: string | undefined, depth: number): Item[] => {
    if (depth > deepest) fail()
    const items: Item[] = []
    while (peek() !== end) {
      if (!isName(peek())) fail()
      const name = take().text.replaceAll('"', '')
      while (isName(peek())) take()
      const assigned = peek() === '='
      if (assigned) take()
      items.push({
        name,
        ...(peek() === '{' ? braces(assigned ? 'object' : 'block', depth) : assigned ? value(depth) : fail()),
      })
      // Members of an object may be parted by commas.
      if (peek() === ',' && end !== undefined) take()
    }
    return items
  }
  const braces = (kind: 'block' | 'object', depth: number): Omit<Item, 'name'> => {
    const open = expect('{').at + 1
    const items = body('}', depth + 1)
    return { kind, open, close: expect('}').at, items }
  }
  const value = (depth: number): Omit<Item, 'name'> => {
    if (peek() === '[') return brackets(depth)
    if (!isName(peek())) fail()
    const { at, text: found } = take()
    return { kind: 'value', open: at, close: at + found.length, items: [] }
  }
  const brackets = (depth: number): Omit<Item, 'name'> => {
    if (depth > deepest) fail()
    const open = expect('[').at + 1
    while (peek() !== ']') {
      if (peek() === ',') take()
      else if (peek() === '{') braces('object', depth + 1)
      else value(depth + 1)
    }
    return { kind: 'list', open, close: expect(']').at, items: [] }
  }
  return body(undefined, 0)
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (true) {
    blank.lastIndex = at
    at += blank.exec(text)?.[0].length ?? 0
    if (at >= text.length) return tokens
    word.lastIndex = at
    const found = word.exec(text)?.[0]
    if (found === undefined) {
      const line = text.slice(0, at).split('\n').length
      throw new ScanError(`line ${line}: what stands there is not understood`)
    }
    tokens.push({ text: found, at })
    at += found.length
  }
}
