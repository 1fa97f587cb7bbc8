import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { commandsOf, isCommands, proofOf } from './commands.ts'
import { type Document, type Link, readMarkdown } from './markdown.ts'

/** Documents whose commands must be proved. */
const GUIDES = /^(README\.md|docs\/guides\/.*\.md)$/

/** Something wrong with a document. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly message: string
}

/**
 * Looks for links that lead nowhere, and for commands of guides that nothing runs and no reason excuses.
 *
 * @param root folder of the repository
 * @param files paths of its Markdown documents, relative to it
 */
export function faultsOf(root: string, files: readonly string[]): Fault[] {
  const documents = new Map<string, Document>()
  const read = (file: string): Document => {
    const known = documents.get(file) ?? readMarkdown(readFileSync(join(root, file), 'utf8'))
    documents.set(file, known)
    return known
  }
  return files.flatMap((file) => {
    const { links, blocks } = read(file)
    const found = links.flatMap((link): Fault[] => {
      const message = faultOfLink(root, file, link, read)
      return message === undefined ? [] : [{ file, line: link.line, message }]
    })
    if (!GUIDES.test(file)) return found
    for (const block of blocks.filter(isCommands)) {
      const proof = proofOf(block)
      if (proof === undefined) {
        const message =
          'nobody runs these commands; put `<!-- run -->`, `<!-- tested by FILE -->` or `<!-- not run: REASON -->` before them'
        found.push({ file, line: block.line, message })
      } else if (proof.kind === 'run' && commandsOf(block).trim() === '') {
        found.push({
          file,
          line: block.line,
          message: 'no line of this block is a command: begin it with `$ `',
        })
      } else if (proof.kind === 'tested' && !existsSync(join(root, proof.by))) {
        found.push({ file, line: block.line, message: `there is no test ${proof.by}` })
      }
    }
    return found
  })
}

function faultOfLink(
  root: string,
  file: string,
  { target }: Link,
  read: (file: string) => Document,
): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
    return /^(https:|mailto:)/.test(target) && URL.canParse(target)
      ? undefined
      : `${target} is no https address`
  }
  const [path = '', anchor] = decodeURI(target).split('#')
  const there = path === '' ? file : relative(root, join(root, dirname(file), path))
  if (there.startsWith('..')) return `${target} leads out of the repository`
  if (!existsSync(join(root, there))) return `${target}: there is no ${there}`
  if (anchor === undefined) return undefined
  if (statSync(join(root, there)).isDirectory() || !there.endsWith('.md')) {
    return /^L\d+/.test(anchor) ? undefined : `${target}: only documents have headings`
  }
  return read(there).anchors.has(anchor) ? undefined : `${target}: ${there} has no heading #${anchor}`
}
