/** A link or picture of a document. */
export interface Link {
  readonly target: string
  /** Number of its line, from 1. */
  readonly line: number
}

/** A fenced block of a document. */
export interface Block {
  readonly language: string
  readonly text: string
  /** Number of the line that opens it, from 1. */
  readonly line: number
  /** Text of the comment on the line before it: `<!-- run -->` gives `run`; empty without one. */
  readonly note: string
}

/** What the checks look at in a Markdown document. */
export interface Document {
  readonly links: readonly Link[]
  readonly blocks: readonly Block[]
  /** Names that a link may point to after `#`. */
  readonly anchors: ReadonlySet<string>
}

const LINK = /\[(?:[^\]\\]|\\.)*\]\(<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?: "[^"]*")?\)/g
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s+<?(\S+?)>?\s*$/

/** A block whose end has not been read yet. */
interface OpenBlock {
  /** Blanks before the fence, as in lists; they are no part of the text. */
  readonly indent: string
  readonly fence: string
  readonly language: string
  readonly line: number
  readonly note: string
  readonly lines: string[]
}

/** Reads links, fenced blocks and headings; what stands in blocks or `code` is no link. */
export function readMarkdown(text: string): Document {
  const links: Link[] = []
  const blocks: Block[] = []
  const anchors = new Set<string>()
  let open: OpenBlock | undefined
  let note = ''
  for (const [index, line] of text.split('\n').entries()) {
    const number = index + 1
    const [, indent = '', fence = '', language = ''] = /^(\s*)(`{3,}|~{3,})\s*([\w+-]*)/.exec(line) ?? []
    if (open !== undefined) {
      if (fence !== '' && fence.startsWith(open.fence) && language === '') {
        blocks.push({
          language: open.language,
          text: open.lines.join('\n'),
          line: open.line,
          note: open.note,
        })
        open = undefined
      } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart())
      continue
    }
    if (fence !== '') {
      open = { indent, fence, language, line: number, note, lines: [] }
      note = ''
      continue
    }
    note = /^<!--\s*(.*?)\s*-->$/.exec(line.trim())?.[1] ?? (line.trim() === '' ? note : '')
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? []
    if (heading !== undefined) addAnchor(anchors, slug(heading))
    for (const [, id = ''] of line.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id)
    const prose = line.replace(/(`+)(?:(?!\1).)*\1/g, '')
    for (const [, target = ''] of prose.matchAll(LINK)) links.push({ target, line: number })
    const [, defined] = DEFINITION.exec(prose) ?? []
    if (defined !== undefined) links.push({ target: defined, line: number })
  }
  return { links, blocks, anchors }
}

/** Name of a heading as code hosts make it. */
export function slug(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
}

function addAnchor(anchors: Set<string>, name: string): void {
  let unique = name
  for (let count = 1; anchors.has(unique); count += 1) unique = `${name}-${count}`
  anchors.add(unique)
}
