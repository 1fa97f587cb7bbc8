/**
 * Writes `docs/` in the layout of the Terraform registry from the schemas and `examples/`.
 * `--check` writes nothing and exits 1 when the committed files differ.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dataSources } from '../src/data-sources/data-sources.ts'
import { providerSchema } from '../src/provider-schema.ts'
import { resources } from '../src/resources/resources.ts'
import { schemaMarkdown } from './schema-markdown.ts'

const room = join(import.meta.dirname, '..')
const docs = join(room, 'docs')

/** A text file of the room; the parts of a page that people write. */
const text = (...names: readonly string[]): string => readFileSync(join(room, ...names), 'utf8').trim()
/** The same, for a part that not every page has. */
const optional = (...names: readonly string[]): readonly string[] =>
  existsSync(join(room, ...names)) ? [text(...names)] : []
const code = (language: string, body: string): string => `\`\`\`${language}\n${body}\n\`\`\``

function page(title: string, description: string, ...sections: readonly string[]): string {
  const head = [
    '---',
    `page_title: "${title}"`,
    'subcategory: ""',
    'description: |-',
    `  ${description}`,
    '---',
  ]
  return `${head.join('\n')}\n\n${sections.join('\n\n')}\n`
}

function firstSentence(markdown: string): string {
  return /^.*?\.(?=\s|$)/s.exec(markdown)?.[0] ?? markdown
}

function pages(): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  all.set(
    'index.md',
    page(
      'drp Provider',
      firstSentence(providerSchema.description),
      '# drp Provider',
      providerSchema.description,
      '## Example Usage',
      code('terraform', text('examples', 'provider', 'provider.tf')),
      schemaMarkdown(providerSchema),
      text('templates', 'index.md'),
    ),
  )
  for (const { typeName, schema } of resources) {
    const examples = ['examples', 'resources', typeName]
    all.set(
      `resources/${typeName.replace(/^drp_/, '')}.md`,
      page(
        `${typeName} Resource - drp`,
        firstSentence(schema.description),
        `# ${typeName} (Resource)`,
        schema.description,
        '## Example Usage',
        code('terraform', text(...examples, 'resource.tf')),
        schemaMarkdown(schema),
        ...optional('templates', 'resources', `${typeName}.md`),
        '## Import',
        code('shell', text(...examples, 'import.sh')),
      ),
    )
  }
  for (const { typeName, schema } of dataSources) {
    all.set(
      `data-sources/${typeName.replace(/^drp_/, '')}.md`,
      page(
        `${typeName} Data Source - drp`,
        firstSentence(schema.description),
        `# ${typeName} (Data Source)`,
        schema.description,
        '## Example Usage',
        code('terraform', text('examples', 'data-sources', typeName, 'data-source.tf')),
        schemaMarkdown(schema),
      ),
    )
  }
  return all
}

function committed(): ReadonlyMap<string, string> {
  const names = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(docs, name), 'utf8')]))
}

const wanted = pages()
if (process.argv.includes('--check')) {
  const found = committed()
  const stale = [...new Set([...wanted.keys(), ...found.keys()])].filter(
    (name) => wanted.get(name) !== found.get(name),
  )
  if (stale.length > 0) {
    console.error(
      `Pages differ from the schemas: ${stale.join(', ')}. Run: node provider-terraform/scripts/docs.ts`,
    )
    process.exitCode = 1
  }
} else {
  rmSync(docs, { recursive: true, force: true })
  for (const [name, body] of wanted) {
    mkdirSync(dirname(join(docs, name)), { recursive: true })
    writeFileSync(join(docs, name), body)
  }
}
