/**
 * Writes `docs/` in the layout of the Terraform registry from the schemas, `templates/` and `examples/`.
 * `--check` writes nothing and exits 1 when the committed files differ.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages } from './docs/pages.ts'
import { room } from './docs/room.ts'

const docs = join(room, 'docs')
/** Guides are written by hand. */
const written = (name: string): boolean => name.startsWith('guides/')

function committed(): ReadonlyMap<string, string> {
  const names = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !written(name))
  return new Map(names.map((name) => [name, readFileSync(join(docs, name), 'utf8')]))
}

const wanted = pages()
const found = committed()
const stale = [...new Set([...wanted.keys(), ...found.keys()])].filter(
  (name) => wanted.get(name) !== found.get(name),
)
if (!process.argv.includes('--check')) {
  for (const name of stale) rmSync(join(docs, name), { force: true })
  for (const name of stale) {
    const body = wanted.get(name)
    if (body === undefined) continue
    mkdirSync(dirname(join(docs, name)), { recursive: true })
    writeFileSync(join(docs, name), body)
  }
} else if (stale.length > 0) {
  console.error(
    `Pages differ from the schemas: ${stale.join(', ')}. Run: node provider-terraform/scripts/docs.ts`,
  )
  process.exitCode = 1
}
