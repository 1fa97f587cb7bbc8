/*
 * The parsed form of a template. `pos` is an index into the template text, used for error messages.
 */

/** Literal text; `bytes` is its UTF-8 length. */
interface TextNode {
  readonly type: 'text'
  readonly pos: number
  readonly text: string
  readonly bytes: number
}

/** `{{pipeline}}`. */
interface ActionNode {
  readonly type: 'action'
  readonly pos: number
  readonly pipe: PipeNode
}

/** `{{if}}`, `{{with}}` and `{{range}}`. */
export interface BranchNode {
  readonly type: 'if' | 'with' | 'range'
  readonly pos: number
  readonly pipe: PipeNode
  readonly list: ListNode
  readonly elseList: ListNode | undefined
}

/** `{{break}}` and `{{continue}}`. */
interface LoopNode {
  readonly type: 'break' | 'continue'
  readonly pos: number
}

/** `{{template "name" pipeline}}`, also what `{{block}}` leaves behind. */
export interface TemplateNode {
  readonly type: 'template'
  readonly pos: number
  readonly name: string
  readonly pipe: PipeNode | undefined
}

/** A sequence of statements. */
export interface ListNode {
  readonly type: 'list'
  readonly pos: number
  readonly nodes: StatementNode[]
}

/** Anything a list may hold. */
export type StatementNode = TextNode | ActionNode | BranchNode | LoopNode | TemplateNode

/** `$a, $b := command | command`. */
export interface PipeNode {
  readonly type: 'pipe'
  readonly pos: number
  readonly assign: boolean
  readonly decl: readonly VariableNode[]
  readonly cmds: readonly CommandNode[]
}

/** An operand and its arguments. */
export interface CommandNode {
  readonly type: 'command'
  readonly pos: number
  readonly args: readonly [OperandNode, ...OperandNode[]]
}

/** `name`: a function. */
export interface IdentifierNode {
  readonly type: 'identifier'
  readonly pos: number
  readonly name: string
}

/** `$name.a.b`: the first identifier includes the dollar. */
export interface VariableNode {
  readonly type: 'variable'
  readonly pos: number
  readonly ident: readonly string[]
}

/** `.a.b`. */
export interface FieldNode {
  readonly type: 'field'
  readonly pos: number
  readonly ident: readonly string[]
}

/** `(pipeline).a.b` or `function.a.b`. */
export interface ChainNode {
  readonly type: 'chain'
  readonly pos: number
  readonly node: OperandNode
  readonly ident: readonly string[]
}

/** `.`, `nil`. */
interface WordNode {
  readonly type: 'dot' | 'nil'
  readonly pos: number
}

/** `true`, `false`. */
interface BoolNode {
  readonly type: 'bool'
  readonly pos: number
  readonly value: boolean
}

/** A string literal with its spelling. */
interface StringNode {
  readonly type: 'string'
  readonly pos: number
  readonly quoted: string
  readonly value: string
}

/** A number literal under every Go type it fits, as Go's ideal constants do. */
export interface NumberNode {
  readonly type: 'number'
  readonly pos: number
  readonly text: string
  /** Value as an int64, when it is one. */
  readonly int: bigint | undefined
  /** Set for integers above int64. */
  readonly overflowsInt: boolean
  /** Value as float64. */
  readonly float: number
  /** Whether the spelling is that of a float (`1.0`, `1e3`). */
  readonly spelledFloat: boolean
}

/** Anything that may stand in a command. */
export type OperandNode =
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | WordNode
  | BoolNode
  | StringNode
  | NumberNode
  | PipeNode

/** Nodes an error message may quote. */
export type Node = StatementNode | ListNode | CommandNode | OperandNode

/** A named template: its body and the text it was written in. */
export interface Definition {
  readonly name: string
  readonly root: ListNode
  /** Name of the template whose text holds this definition, for error places. */
  readonly parseName: string
  readonly text: string
}
