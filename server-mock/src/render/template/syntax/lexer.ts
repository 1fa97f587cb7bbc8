import { quoteText, unicodeText } from '../format/quote.ts'
import { isPrint } from '../values/text.ts'
import { keywords, type Token, type TokenType } from './token.ts'

const spaceChars = ' \t\r\n'
const eof = ''

function isBlank(char: string): boolean {
  return char !== eof && spaceChars.includes(char)
}

function isWordChar(char: string): boolean {
  return char !== eof && /^[\p{L}\p{Nd}_]$/u.test(char)
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Splits a template into tokens, one per `next()`, with Go's trimming and error texts. */
export class Lexer {
  readonly #input: string
  #pos = 0
  #start = 0
  #line = 1
  #startLine = 1
  #inAction = false
  #parens = 0
  #failed = false

  constructor(input: string) {
    this.#input = input
  }

  /** The next token; after the end or an error, `eof` for ever. */
  next(): Token {
    if (this.#failed) return { type: 'eof', pos: this.#pos, text: 'EOF', line: this.#startLine }
    return this.#inAction ? this.#lexAction() : this.#lexText()
  }

  #take(type: TokenType): Token {
    const text = this.#input.slice(this.#start, this.#pos)
    const token = { type, pos: this.#start, text, line: this.#startLine }
    this.#line += countLines(text)
    this.#start = this.#pos
    this.#startLine = this.#line
    return token
  }

  #skipTo(pos: number): void {
    this.#line += countLines(this.#input.slice(this.#start, pos))
    this.#pos = pos
    this.#start = pos
    this.#startLine = this.#line
  }

  #fail(text: string): Token {
    this.#failed = true
    return { type: 'error', pos: this.#start, text, line: this.#startLine }
  }

  #peek(at = this.#pos): string {
    const code = this.#input.codePointAt(at)
    return code === undefined ? eof : String.fromCodePoint(code)
  }

  #read(): string {
    const char = this.#peek()
    this.#pos += char.length
    return char
  }

  #lexText(): Token {
    for (;;) {
      const open = this.#input.indexOf('{{', this.#pos)
      if (open < 0) {
        this.#pos = this.#input.length
        return this.#take(this.#pos > this.#start ? 'text' : 'eof')
      }
      const trim = this.#input[open + 2] === '-' && isBlank(this.#peek(open + 3))
      let end = open
      if (trim) while (end > this.#start && isBlank(this.#input[end - 1] ?? eof)) end--
      if (end > this.#start) {
        this.#pos = end
        const token = this.#take('text')
        this.#skipTo(open)
        return token
      }
      this.#skipTo(open)
      const inside = open + 2 + (trim ? 2 : 0)
      if (!this.#input.startsWith('/*', inside)) {
        this.#pos = open + 2
        const token = this.#take('left-delim')
        this.#skipTo(inside)
        this.#inAction = true
        this.#parens = 0
        return token
      }
      this.#skipTo(inside)
      const fault = this.#skipComment()
      if (fault !== undefined) return this.#fail(fault)
    }
  }

  #skipComment(): string | undefined {
    const close = this.#input.indexOf('*/', this.#pos + 2)
    if (close < 0) return 'unclosed comment'
    const after = close + 2
    const trim = this.#closesWithTrim(after)
    if (!trim && !this.#input.startsWith('}}', after)) return 'comment ends before closing delimiter'
    this.#skipTo(this.#afterClose(after + (trim ? 2 : 0), trim))
    return undefined
  }

  /** Whether ` -}}` stands at `at`. */
  #closesWithTrim(at: number): boolean {
    return isBlank(this.#input[at] ?? eof) && this.#input.startsWith('-}}', at + 1)
  }

  #afterClose(delim: number, trim: boolean): number {
    let at = delim + 2
    if (trim) while (at < this.#input.length && isBlank(this.#input[at] ?? eof)) at++
    return at
  }

  #lexClose(trim: boolean): Token {
    if (trim) this.#skipTo(this.#pos + 2)
    this.#pos += 2
    const token = this.#take('right-delim')
    this.#skipTo(this.#afterClose(token.pos, trim))
    this.#inAction = false
    return token
  }

  #lexAction(): Token {
    const trim = this.#closesWithTrim(this.#pos)
    if (trim || this.#input.startsWith('}}', this.#pos)) {
      return this.#parens === 0 ? this.#lexClose(trim) : this.#fail('unclosed left paren')
    }
    const char = this.#read()
    if (isBlank(char)) return this.#lexSpace()
    switch (char) {
      case eof:
        return this.#fail('unclosed action')
      case '=':
        return this.#take('assign')
      case ':':
        return this.#read() === '=' ? this.#take('declare') : this.#fail('expected :=')
      case '|':
        return this.#take('pipe')
      case '"':
        return this.#lexQuoted('"', 'string', 'unterminated quoted string')
      case "'":
        return this.#lexQuoted("'", 'char-constant', 'unterminated character constant')
      case '`':
        return this.#lexRaw()
      case '$':
        return this.#lexName('variable')
      case '(':
        this.#parens += 1
        return this.#take('left-paren')
      case ')':
        this.#parens -= 1
        return this.#parens < 0 ? this.#fail('unexpected right paren') : this.#take('right-paren')
      default:
        return this.#lexOther(char)
    }
  }

  #lexOther(char: string): Token {
    const isDigit = (text: string): boolean => text >= '0' && text <= '9' && text.length === 1
    if (char === '.' && this.#pos < this.#input.length && !isDigit(this.#peek()))
      return this.#lexName('field')
    if (char === '.' || char === '+' || char === '-' || isDigit(char)) {
      this.#pos -= char.length
      return this.#lexNumber()
    }
    if (isWordChar(char)) {
      this.#pos -= char.length
      return this.#lexIdentifier()
    }
    const code = char.codePointAt(0) ?? 0
    if (code < 0x80 && isPrint(code)) return this.#take('char')
    return this.#fail(`unrecognized character in action: ${unicodeText(code)}`)
  }

  #lexSpace(): Token {
    while (isBlank(this.#peek())) this.#pos++
    // The last blank may belong to a trimming ` -}}`.
    if (this.#closesWithTrim(this.#pos - 1)) {
      this.#pos -= 1
      if (this.#pos === this.#start) return this.#lexClose(true)
    }
    return this.#take('space')
  }

  #lexIdentifier(): Token {
    while (isWordChar(this.#peek())) this.#read()
    if (!this.#atTerminator()) return this.#badCharacter()
    const word = this.#input.slice(this.#start, this.#pos)
    if (word === 'true' || word === 'false') return this.#take('bool')
    return this.#take(keywords.get(word) ?? 'identifier')
  }

  #lexName(type: 'field' | 'variable'): Token {
    if (this.#atTerminator()) return this.#take(type === 'field' ? 'dot' : type)
    while (isWordChar(this.#peek())) this.#read()
    return this.#atTerminator() ? this.#take(type) : this.#badCharacter()
  }

  #badCharacter(): Token {
    return this.#fail(`bad character ${unicodeText(this.#peek().codePointAt(0) ?? 0)}`)
  }

  #atTerminator(): boolean {
    const char = this.#peek()
    return isBlank(char) || char === eof || '.,|:)('.includes(char) || this.#input.startsWith('}}', this.#pos)
  }

  #lexQuoted(quote: string, type: TokenType, fault: string): Token {
    for (;;) {
      let char = this.#read()
      if (char === quote) return this.#take(type)
      if (char === '\\') {
        char = this.#read()
        if (char !== eof && char !== '\n') continue
      }
      if (char === eof || char === '\n') return this.#fail(fault)
    }
  }

  #lexRaw(): Token {
    const close = this.#input.indexOf('`', this.#pos)
    if (close < 0) return this.#fail('unterminated raw quoted string')
    this.#pos = close + 1
    return this.#take('raw-string')
  }

  #lexNumber(): Token {
    let good = this.#scanNumber()
    let type: TokenType = 'number'
    if (good && (this.#peek() === '+' || this.#peek() === '-')) {
      good = this.#scanNumber() && this.#input[this.#pos - 1] === 'i'
      type = 'complex'
    }
    if (good) return this.#take(type)
    return this.#fail(`bad number syntax: ${quoteText(this.#input.slice(this.#start, this.#pos))}`)
  }

  #accept(valid: string): boolean {
    const char = this.#peek()
    if (char === eof || !valid.includes(char)) return false
    this.#pos += 1
    return true
  }

  #acceptRun(valid: string): void {
    while (this.#accept(valid));
  }

  #scanNumber(): boolean {
    const decimal = '0123456789_'
    const hex = '0123456789abcdefABCDEF_'
    let digits = decimal
    this.#accept('+-')
    if (this.#accept('0')) {
      if (this.#accept('xX')) digits = hex
      else if (this.#accept('oO')) digits = '01234567_'
      else if (this.#accept('bB')) digits = '01_'
    }
    this.#acceptRun(digits)
    if (this.#accept('.')) this.#acceptRun(digits)
    if ((digits === decimal && this.#accept('eE')) || (digits === hex && this.#accept('pP'))) {
      this.#accept('+-')
      this.#acceptRun(decimal)
    }
    this.#accept('i')
    if (!isWordChar(this.#peek())) return true
    this.#read()
    return false
  }
}
