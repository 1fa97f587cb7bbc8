/**
 * Makes `cdk/<library>`, packages with typed constructs for CDK Terrain and CDK for Terraform, from the schemas of
 * the provider. No terraform is needed.
 * `--check` writes nothing and exits 1 when the committed files differ from what would be made.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describedProvider } from './cdk/described-provider.ts'
import { flavours } from './cdk/flavour.ts'
import { packages } from './cdk/packages.ts'

const room = join(import.meta.dirname, '..')
const cdk = join(room, 'cdk')
/** What is made of the sources in a package, and what npm puts there. */
const foreign = ['lib', 'node_modules']

function committed(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { library } of flavours) {
    const folder = join(cdk, library)
    if (!existsSync(folder)) continue
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
        .slice(cdk.length + 1)
        .replaceAll('\\', '/')
      if (!entry.isFile() || foreign.includes(path.split('/')[1] ?? '')) continue
      found.set(path, readFileSync(join(cdk, path), 'utf8'))
    }
  }
  return found
}

const { version } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'))
const license = readFileSync(join(room, '..', 'LICENSE'), 'utf8')
const wanted = await packages(describedProvider(version), { version, license })
const found = committed()
const stale = [...new Set([...wanted.keys(), ...found.keys()])].filter(
  (path) => wanted.get(path) !== found.get(path),
)
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(
      `Constructs differ from the schemas: ${stale.join(', ')}. Run: node provider-terraform/scripts/cdk.ts`,
    )
    process.exitCode = 1
  }
} else {
  for (const path of stale) {
    const body = wanted.get(path)
    if (body === undefined) rmSync(join(cdk, path))
    else {
      mkdirSync(dirname(join(cdk, path)), { recursive: true })
      writeFileSync(join(cdk, path), body)
    }
  }
}
