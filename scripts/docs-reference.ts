/**
 * Writes the pages of the reference that are made: objects from the catalogue, commands from what programs print.
 * `--check` writes nothing and exits 1 when a page differs.
 *
 *   node scripts/docs-reference.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsPage } from './docs/commands-page.ts'
import { objectsPage } from './docs/objects-page.ts'

const root = join(import.meta.dirname, '..')
const pages = { 'docs/reference/objects.md': objectsPage(), 'docs/reference/commands.md': commandsPage(root) }
for (const [page, text] of Object.entries(pages)) {
  const file = join(root, page)
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${page} is not what would be made. Run: node scripts/docs-reference.ts`)
    process.exitCode = 1
  }
}
