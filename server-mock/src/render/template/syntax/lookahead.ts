import type { Lexer } from './lexer.ts'
import type { Token } from './token.ts'

/**
 * Tokens of a lexer with up to three put back. The slots are filled as Go's parser fills them, because its
 * error messages give the line of the slot read last.
 */
export class Lookahead {
  readonly #lexer: Lexer
  readonly #slots: [Token, Token, Token]
  #held = 0

  constructor(lexer: Lexer) {
    const none: Token = { type: 'eof', pos: 0, text: '', line: 0 }
    this.#lexer = lexer
    this.#slots = [none, none, none]
  }

  /** Line for error messages. */
  get line(): number {
    return this.#slots[0].line
  }

  /** The next token. */
  next(): Token {
    if (this.#held > 0) this.#held -= 1
    else this.#slots[0] = this.#lexer.next()
    return this.#slots[this.#held] ?? this.#slots[0]
  }

  /** The next token, left in place. */
  peek(): Token {
    if (this.#held > 0) return this.#slots[this.#held - 1] ?? this.#slots[0]
    this.#held = 1
    this.#slots[0] = this.#lexer.next()
    return this.#slots[0]
  }

  /** Puts the last token back. */
  backup(): void {
    this.#held += 1
  }

  /** Puts back the last token and `token` before it. */
  backup2(token: Token): void {
    this.#slots[1] = token
    this.#held = 2
  }

  /** Puts back the last token and, before it, `first` and `second`. */
  backup3(first: Token, second: Token): void {
    this.#slots[1] = second
    this.#slots[2] = first
    this.#held = 3
  }

  /** The next token that is not space. */
  nextNonSpace(): Token {
    let token = this.next()
    while (token.type === 'space') token = this.next()
    return token
  }

  /** The next token that is not space, left in place; space before it is dropped. */
  peekNonSpace(): Token {
    const token = this.nextNonSpace()
    this.backup()
    return token
  }
}
