import { quoteText } from '../format/quote.ts'

/** Kinds of token inside and outside `{{ }}`. */
export type TokenType =
  | 'error'
  | 'bool'
  | 'char'
  | 'char-constant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'left-delim'
  | 'left-paren'
  | 'number'
  | 'pipe'
  | 'raw-string'
  | 'right-delim'
  | 'right-paren'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword

/** Reserved words; `dot` is the lone `.`. */
type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'dot'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with'

/** Spelling of each reserved word. */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['.', 'dot'],
  ['block', 'block'],
  ['break', 'break'],
  ['continue', 'continue'],
  ['define', 'define'],
  ['else', 'else'],
  ['end', 'end'],
  ['if', 'if'],
  ['nil', 'nil'],
  ['range', 'range'],
  ['template', 'template'],
  ['with', 'with'],
])

/** One token; `pos` is an index into the text, `line` 1-based where it starts. */
export interface Token {
  readonly type: TokenType
  readonly pos: number
  readonly text: string
  readonly line: number
}

const keywordTypes: ReadonlySet<string> = new Set(keywords.values())

/** The token as Go's error messages show it. */
export function tokenText(token: Token): string {
  if (token.type === 'eof') return 'EOF'
  if (token.type === 'error') return token.text
  if (keywordTypes.has(token.type)) return `<${token.text}>`
  const chars = [...token.text]
  const bytes = Buffer.byteLength(token.text)
  return bytes > 10 ? `${quoteText(chars.slice(0, 10).join(''))}...` : quoteText(token.text)
}
