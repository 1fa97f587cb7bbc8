import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { FuzzFigures } from './watched.ts'

const PAGE = new URL('../../docs/reference/fuzzing.md', import.meta.url)
/** The lines of the table stand before it. */
const END = '<!-- runs end here -->'

/** Adds a line for a run to the page of results. */
export function addRecord(target: string, seed: number, run: FuzzFigures): void {
  const page = readFileSync(PAGE, 'utf8')
  const at = page.indexOf(END)
  if (at < 0) throw new Error(`${PAGE.pathname} lacks the line ${END}`)
  const [before, after] = run.heap.map((bytes) => (bytes / 1024 ** 2).toFixed(2))
  const cells = [
    new Date().toISOString().slice(0, 10),
    commit(),
    target,
    String(seed),
    run.inputs.toLocaleString('en'),
    run.seconds.toFixed(0),
    String(run.outcomes),
    String(run.found),
    `${before} → ${after}`,
  ]
  writeFileSync(PAGE, `${page.slice(0, at)}| ${cells.join(' | ')} |\n${page.slice(at)}`)
}

/** The commit this is, with a plus when files are changed. */
function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '-uno') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}
