import { quoteText } from '../format/quote.ts'
import type { CommandNode, Node, OperandNode, PipeNode } from './node.ts'

/** The node in template syntax, as Go quotes it in error messages. */
export function nodeText(node: Node): string {
  switch (node.type) {
    case 'text':
      return quoteText(node.text)
    case 'action':
      return `{{${nodeText(node.pipe)}}}`
    case 'if':
    case 'with':
    case 'range': {
      const other = node.elseList ? `{{else}}${nodeText(node.elseList)}` : ''
      return `{{${node.type} ${nodeText(node.pipe)}}}${nodeText(node.list)}${other}{{end}}`
    }
    case 'break':
    case 'continue':
      return `{{${node.type}}}`
    case 'template': {
      const pipe = node.pipe ? ` ${nodeText(node.pipe)}` : ''
      return `{{template ${quoteText(node.name)}${pipe}}}`
    }
    case 'list':
      return node.nodes.map(nodeText).join('')
    case 'pipe':
      return pipeText(node)
    case 'command':
      return commandText(node)
    default:
      return operandText(node)
  }
}

function pipeText(pipe: PipeNode): string {
  const names = pipe.decl.map((variable) => variable.ident.join('.')).join(', ')
  const head = pipe.decl.length > 0 ? `${names} ${pipe.assign ? '=' : ':='} ` : ''
  return head + pipe.cmds.map(commandText).join(' | ')
}

function commandText(command: CommandNode): string {
  return command.args.map((arg) => (arg.type === 'pipe' ? `(${pipeText(arg)})` : operandText(arg))).join(' ')
}

function operandText(node: OperandNode): string {
  switch (node.type) {
    case 'identifier':
      return node.name
    case 'variable':
      return node.ident.join('.')
    case 'field':
      return node.ident.map((name) => `.${name}`).join('')
    case 'chain': {
      const inner = node.node.type === 'pipe' ? `(${pipeText(node.node)})` : operandText(node.node)
      return inner + node.ident.map((name) => `.${name}`).join('')
    }
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
    case 'bool':
      return String(node.value)
    case 'string':
      return node.quoted
    case 'number':
      return node.text
    case 'pipe':
      return pipeText(node)
  }
}
