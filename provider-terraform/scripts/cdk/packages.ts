import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Provider } from '../../src/framework/provider.ts'
import { corrected, writeBindings } from './bindings.ts'
import { flavours, schemaFor, sourceFor } from './flavour.ts'
import { type PackageFacts, packageFiles } from './package-files.ts'
import { schemaDocument } from './schema-json.ts'

/** Every file of both packages, by its path below `cdk/`. */
export async function packages<Connection>(
  provider: Provider<Connection>,
  facts: PackageFacts,
): Promise<ReadonlyMap<string, string>> {
  const [, namespace, name = ''] = provider.address.split('/')
  // Any version that is not older, until the next major one.
  const version = `~> ${facts.version.split('.').slice(0, 2).join('.')}`
  const document = schemaDocument(provider)
  const all = new Map<string, string>()
  for (const flavour of flavours) {
    const folder = mkdtempSync(join(tmpdir(), 'drp-cdk-'))
    try {
      const target = { name, source: `${namespace}/${name}`, version }
      await writeBindings(schemaFor(flavour, document), target, folder)
      for (const [path, source] of constructs(join(folder, 'providers', name))) {
        all.set(`${flavour.library}/src/${path}`, sourceFor(flavour, corrected(source)))
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    for (const [path, text] of packageFiles(flavour, facts)) all.set(`${flavour.library}/${path}`, text)
  }
  return all
}

/** The generated sources below a folder, without the pages and the index for other loaders beside them. */
function constructs(folder: string): readonly (readonly [path: string, source: string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && path !== 'lazy-index.ts')
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')])
}
