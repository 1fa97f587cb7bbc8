import { quoteText } from '../format/quote.ts'
import { TemplateError } from '../template-error.ts'
import { trimSpace } from '../values/text.ts'
import { Lexer } from './lexer.ts'
import { Lookahead } from './lookahead.ts'
import type {
  BranchNode,
  ChainNode,
  CommandNode,
  Definition,
  ListNode,
  OperandNode,
  PipeNode,
  StatementNode,
  VariableNode,
} from './node.ts'
import { nodeText } from './node-text.ts'
import { readNumber } from './number.ts'
import { type Token, type TokenType, tokenText } from './token.ts'
import { unquote } from './unquote.ts'

/** Blocks and parentheses may nest this deep in one text. */
const maxNesting = 400

/** Variables that may be in scope at once; each use of one is looked up among them. */
const maxVariables = 10_000

type End = { readonly type: 'end'; readonly text: string } | { readonly type: 'else'; readonly text: string }

interface Shared {
  readonly lexer: Lexer
  readonly parseName: string
  readonly text: string
  readonly hasFunction: (name: string) => boolean
  readonly definitions: Map<string, Definition>
}

/**
 * Parses one template text. The result holds the template itself under `name` and every `define` and `block`
 * of the text. Throws TemplateError `parse` with Go's wording.
 */
export function parseTemplate(
  name: string,
  text: string,
  hasFunction: (name: string) => boolean,
): Map<string, Definition> {
  const shared = { lexer: new Lexer(text), parseName: name, text, hasFunction, definitions: new Map() }
  new Parser(shared, 0).parse(name)
  return shared.definitions
}

/** Whether a body is only space, so that it does not replace an earlier definition. */
export function isEmptyBody(list: ListNode): boolean {
  return list.nodes.every((node) => node.type === 'text' && trimSpace(node.text) === '')
}

/** Parser of one body: the whole text, or one `define` or `block` in it, sharing the lexer. */
class Parser {
  readonly #shared: Shared
  readonly #tokens: Lookahead
  #vars = ['$']
  #actionLine = 0
  #rangeDepth = 0
  #nesting: number

  constructor(shared: Shared, nesting: number) {
    this.#shared = shared
    this.#nesting = nesting
    this.#tokens = new Lookahead(shared.lexer)
  }

  parse(name: string): void {
    const root: ListNode = { type: 'list', pos: this.#tokens.peek().pos, nodes: [] }
    while (this.#tokens.peek().type !== 'eof') {
      if (this.#tokens.peek().type === 'left-delim') {
        const delim = this.#tokens.next()
        if (this.#tokens.nextNonSpace().type === 'define') {
          new Parser(this.#shared, this.#nesting).#parseDefinition()
          continue
        }
        this.#tokens.backup2(delim)
      }
      const node = this.#textOrAction()
      if (node.type === 'end' || node.type === 'else') this.#fail(`unexpected ${node.text}`)
      root.nodes.push(node)
    }
    this.#define(name, root)
  }

  #parseDefinition(): void {
    const context = 'define clause'
    const token = this.#tokens.nextNonSpace()
    if (token.type !== 'string' && token.type !== 'raw-string') this.#unexpected(token, context)
    const name = this.#unquoted(token)
    this.#expect('right-delim', context)
    this.#defineBody(name, context, this)
  }

  /** Reads a body up to its end and defines it; a wrong end is reported by `outer`, at its line. */
  #defineBody(name: string, context: string, outer: Parser): void {
    this.#deeper()
    const [list, end] = this.#itemList()
    if (end.type !== 'end') outer.#fail(`unexpected ${end.text} in ${context}`)
    this.#define(name, list)
  }

  #define(name: string, root: ListNode): void {
    const { definitions, parseName, text } = this.#shared
    const earlier = definitions.get(name)
    if (earlier === undefined || isEmptyBody(earlier.root)) {
      definitions.set(name, { name, root, parseName, text })
    } else if (!isEmptyBody(root)) {
      this.#fail(`template: multiple definition of template ${quoteText(name)}`)
    }
  }

  #itemList(): [ListNode, End] {
    const list: ListNode = { type: 'list', pos: this.#tokens.peekNonSpace().pos, nodes: [] }
    while (this.#tokens.peekNonSpace().type !== 'eof') {
      const node = this.#textOrAction()
      if (node.type === 'end' || node.type === 'else') return [list, node]
      list.nodes.push(node)
    }
    return this.#fail('unexpected EOF')
  }

  #textOrAction(): StatementNode | End {
    const token = this.#tokens.nextNonSpace()
    if (token.type === 'text') {
      return { type: 'text', pos: token.pos, text: token.text, bytes: Buffer.byteLength(token.text) }
    }
    if (token.type !== 'left-delim') return this.#unexpected(token, 'input')
    this.#actionLine = token.line
    const node = this.#action()
    this.#actionLine = 0
    return node
  }

  #action(): StatementNode | End {
    const token = this.#tokens.nextNonSpace()
    switch (token.type) {
      case 'block':
        return this.#blockControl()
      case 'break':
      case 'continue': {
        const context = `{{${token.type}}}`
        const close = this.#tokens.nextNonSpace()
        if (close.type !== 'right-delim') this.#unexpected(close, context)
        if (this.#rangeDepth === 0) this.#fail(`${context} outside {{range}}`)
        return { type: token.type, pos: token.pos }
      }
      case 'else':
        return this.#elseControl()
      case 'end':
        this.#expect('right-delim', 'end')
        return { type: 'end', text: '{{end}}' }
      case 'if':
      case 'range':
      case 'with':
        return this.#control(token.type)
      case 'template':
        return this.#templateControl()
      default: {
        this.#tokens.backup()
        const first = this.#tokens.peek()
        return { type: 'action', pos: first.pos, pipe: this.#pipeline('command', 'right-delim') }
      }
    }
  }

  #control(type: 'if' | 'range' | 'with'): BranchNode {
    this.#deeper()
    const vars = this.#vars.length
    const pipe = this.#pipeline(type, 'right-delim')
    if (type === 'range') this.#rangeDepth += 1
    const [list, next] = this.#itemList()
    if (type === 'range') this.#rangeDepth -= 1
    const elseList = next.type === 'else' ? this.#elseList(type) : undefined
    this.#vars.length = vars
    this.#nesting -= 1
    return { type, pos: pipe.pos, pipe, list, elseList }
  }

  #elseList(type: 'if' | 'range' | 'with'): ListNode {
    // `{{else if}}` is an if nested in the else branch, closed by the same end.
    if (type !== 'range' && this.#tokens.peek().type === type) {
      const token = this.#tokens.next()
      return { type: 'list', pos: token.pos, nodes: [this.#control(type)] }
    }
    const [list, end] = this.#itemList()
    if (end.type !== 'end') this.#fail(`expected end; found ${end.text}`)
    return list
  }

  #elseControl(): End {
    const peek = this.#tokens.peekNonSpace()
    if (peek.type !== 'if' && peek.type !== 'with') this.#expect('right-delim', 'else')
    return { type: 'else', text: '{{else}}' }
  }

  #blockControl(): StatementNode {
    const context = 'block clause'
    const token = this.#tokens.nextNonSpace()
    const name = this.#templateName(token, context)
    const pipe = this.#pipeline(context, 'right-delim')
    new Parser(this.#shared, this.#nesting).#defineBody(name, context, this)
    return { type: 'template', pos: token.pos, name, pipe }
  }

  #templateControl(): StatementNode {
    const context = 'template clause'
    const token = this.#tokens.nextNonSpace()
    const name = this.#templateName(token, context)
    let pipe: PipeNode | undefined
    if (this.#tokens.nextNonSpace().type !== 'right-delim') {
      this.#tokens.backup()
      pipe = this.#pipeline(context, 'right-delim')
    }
    return { type: 'template', pos: token.pos, name, pipe }
  }

  #templateName(token: Token, context: string): string {
    if (token.type === 'string' || token.type === 'raw-string') return this.#unquoted(token)
    return this.#unexpected(token, context)
  }

  #pipeline(context: string, end: TokenType): PipeNode {
    const pos = this.#tokens.peekNonSpace().pos
    const { decl, assign } = this.#declarations(context)
    const cmds: CommandNode[] = []
    for (;;) {
      const token = this.#tokens.nextNonSpace()
      if (token.type === end) break
      if (!operandStarts.has(token.type)) this.#unexpected(token, context)
      this.#tokens.backup()
      cmds.push(this.#command())
    }
    if (cmds.length === 0) this.#fail(`missing value for ${context}`)
    cmds.forEach((command, index) => {
      if (index > 0 && literals.has(command.args[0].type)) {
        this.#fail(`non executable command in pipeline stage ${index + 1}`)
      }
    })
    return { type: 'pipe', pos, assign, decl, cmds }
  }

  #declarations(context: string): { decl: VariableNode[]; assign: boolean } {
    const decl: VariableNode[] = []
    for (;;) {
      const variable = this.#tokens.peekNonSpace()
      if (variable.type !== 'variable') return { decl, assign: false }
      this.#tokens.next()
      const after = this.#tokens.peek()
      const next = this.#tokens.peekNonSpace()
      const isComma = next.type === 'char' && next.text === ','
      if (next.type !== 'assign' && next.type !== 'declare' && !isComma) {
        if (after.type === 'space') this.#tokens.backup3(variable, after)
        else this.#tokens.backup2(variable)
        return { decl, assign: false }
      }
      this.#tokens.nextNonSpace()
      decl.push({ type: 'variable', pos: variable.pos, ident: variable.text.split('.') })
      if (this.#vars.push(variable.text) > maxVariables) this.#fail('too many variables')
      if (!isComma) return { decl, assign: next.type === 'assign' }
      if (context !== 'range' || decl.length >= 2) this.#fail(`too many declarations in ${context}`)
      const following = this.#tokens.peekNonSpace().type
      if (following !== 'variable' && following !== 'right-delim' && following !== 'right-paren') {
        this.#fail('range can only initialize variables')
      }
    }
  }

  #command(): CommandNode {
    const pos = this.#tokens.peekNonSpace().pos
    const args: OperandNode[] = []
    for (;;) {
      this.#tokens.peekNonSpace()
      const operand = this.#operand()
      if (operand) args.push(operand)
      const token = this.#tokens.next()
      if (token.type === 'space') continue
      if (token.type === 'right-delim' || token.type === 'right-paren') this.#tokens.backup()
      else if (token.type !== 'pipe') this.#unexpected(token, 'operand')
      break
    }
    const [first, ...rest] = args
    if (first === undefined) return this.#fail('empty command')
    return { type: 'command', pos, args: [first, ...rest] }
  }

  #operand(): OperandNode | undefined {
    const node = this.#term()
    if (node === undefined || this.#tokens.peek().type !== 'field') return node
    const pos = this.#tokens.peek().pos
    const names: string[] = []
    while (this.#tokens.peek().type === 'field') names.push(this.#tokens.next().text.slice(1))
    if (node.type === 'field' || node.type === 'variable') {
      return { type: node.type, pos, ident: [...node.ident, ...names] }
    }
    if (literals.has(node.type)) this.#fail(`unexpected . after term ${quoteText(nodeText(node))}`)
    const chain: ChainNode = { type: 'chain', pos, node, ident: names }
    return chain
  }

  #term(): OperandNode | undefined {
    const token = this.#tokens.nextNonSpace()
    const { pos } = token
    switch (token.type) {
      case 'identifier':
        if (!this.#shared.hasFunction(token.text)) this.#fail(`function ${quoteText(token.text)} not defined`)
        return { type: 'identifier', pos, name: token.text }
      case 'dot':
      case 'nil':
        return { type: token.type, pos }
      case 'variable':
        if (!this.#vars.includes(token.text)) this.#fail(`undefined variable ${quoteText(token.text)}`)
        return { type: 'variable', pos, ident: [token.text] }
      case 'field':
        return { type: 'field', pos, ident: [token.text.slice(1)] }
      case 'bool':
        return { type: 'bool', pos, value: token.text === 'true' }
      case 'char-constant':
      case 'complex':
      case 'number': {
        const number = readNumber(pos, token.text, token.type)
        return typeof number === 'string' ? this.#fail(number) : number
      }
      case 'left-paren': {
        this.#deeper()
        const pipe = this.#pipeline('parenthesized pipeline', 'right-paren')
        this.#nesting -= 1
        return pipe
      }
      case 'string':
      case 'raw-string':
        return { type: 'string', pos, quoted: token.text, value: this.#unquoted(token) }
      default:
        this.#tokens.backup()
        return undefined
    }
  }

  #unquoted(token: Token): string {
    return unquote(token.text) ?? this.#fail('invalid syntax')
  }

  #deeper(): void {
    this.#nesting += 1
    if (this.#nesting > maxNesting) this.#fail('max expression depth exceeded')
  }

  #expect(type: TokenType, context: string): Token {
    const token = this.#tokens.nextNonSpace()
    return token.type === type ? token : this.#unexpected(token, context)
  }

  #unexpected(token: Token, context: string): never {
    if (token.type !== 'error') return this.#fail(`unexpected ${tokenText(token)} in ${context}`)
    let extra = ''
    if (this.#actionLine !== 0 && this.#actionLine !== token.line) {
      const started = ` started at ${this.#shared.parseName}:${this.#actionLine}`
      extra = token.text.endsWith(' action') ? started : ` in action${started}`
    }
    return this.#fail(tokenText(token) + extra)
  }

  #fail(message: string): never {
    const template = this.#shared.parseName
    const { line } = this.#tokens
    throw new TemplateError({
      code: 'parse',
      template,
      line,
      message: `template: ${template}:${line}: ${message}`,
    })
  }
}

const literals: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string'])

const operandStarts: ReadonlySet<TokenType> = new Set<TokenType>([
  'bool',
  'char-constant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw-string',
  'string',
  'variable',
  'left-paren',
])
