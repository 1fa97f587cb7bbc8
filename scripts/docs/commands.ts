import type { Block } from './markdown.ts'

/** Languages whose blocks a reader types into a shell. */
const SHELLS: readonly string[] = ['console', 'sh', 'bash', 'shell']

/** What is known about whether a block of commands works. */
export type Proof =
  | { readonly kind: 'run' }
  | { readonly kind: 'tested'; readonly by: string }
  | { readonly kind: 'not run'; readonly reason: string }

/** Whether the block holds commands. */
export function isCommands({ language }: Block): boolean {
  return SHELLS.includes(language)
}

/**
 * Reads the comment before a block: `run`, `tested by <file>` or `not run: <reason>`.
 *
 * @returns undefined when it says none of these
 */
export function proofOf({ note }: Block): Proof | undefined {
  if (note === 'run') return { kind: 'run' }
  const [, by] = /^tested by (\S+)$/.exec(note) ?? []
  if (by !== undefined) return { kind: 'tested', by }
  const [, reason] = /^not run: (.{10,})$/.exec(note) ?? []
  return reason === undefined ? undefined : { kind: 'not run', reason }
}

/** The commands of a block, as a shell takes them: what follows `$ ` or `# ` in a console, with the lines they go on. */
export function commandsOf({ language, text }: Block): string {
  if (language !== 'console') return text
  const commands: string[] = []
  let goesOn = false
  for (const line of text.split('\n')) {
    const [, command] = /^[$#] (.*)$/.exec(line) ?? []
    if (command !== undefined) commands.push(command)
    else if (goesOn) commands.push(line)
    goesOn = (command !== undefined || goesOn) && unfinished(commands.join('\n'))
  }
  return commands.join('\n')
}

/** Whether a command goes on in the next line: after a backslash, or while a quote is open. */
function unfinished(commands: string): boolean {
  if (commands.endsWith('\\')) return true
  let quote = ''
  for (let at = 0; at < commands.length; at += 1) {
    const char = commands[at] ?? ''
    if (char === '\\' && quote !== "'") at += 1
    else if (quote === '' && (char === "'" || char === '"')) quote = char
    else if (quote === char) quote = ''
  }
  return quote !== ''
}
