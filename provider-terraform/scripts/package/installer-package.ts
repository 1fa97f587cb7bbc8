import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { jsonText } from './json-text.ts'
import { oldestNode } from './script.ts'
import type { Workshop } from './workshop.ts'

/**
 * Writes the npm package whose program installs the provider on one machine. It holds all it needs, and has no
 * dependencies: the bundled provider, and what puts it into a copy of the Node that runs the program.
 */
export async function writeInstaller(room: string, workshop: Workshop, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const target = `node${oldestNode.join('.')}`
  const common = { bundle: true, platform: 'node', target, absWorkingDir: room, logLevel: 'warning' } as const
  await build({
    ...common,
    entryPoints: ['installer/main.ts'],
    outfile: join(folder, 'install.mjs'),
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
  })
  await chmod(join(folder, 'install.mjs'), 0o755)
  await build({
    ...common,
    entryPoints: [workshop.injector],
    outfile: join(folder, 'inject.cjs'),
    format: 'cjs',
    minifyWhitespace: true,
  })
  await copyFile(workshop.main, join(folder, 'provider.cjs'))
  await copyFile(workshop.license, join(folder, 'LICENSE'))
  await copyFile(join(room, 'installer', 'README.md'), join(folder, 'README.md'))
  const manifest = {
    name: '@metalwright/terraform-provider-drp',
    version: workshop.version,
    description: 'Installs the Terraform and OpenTofu provider metalwright/drp on this machine',
    license: 'Apache-2.0',
    type: 'module',
    bin: { 'terraform-provider-drp': 'install.mjs' },
    engines: { node: `>=${oldestNode.join('.')}` },
    publishConfig: { access: 'public' },
  }
  await writeFile(join(folder, 'package.json'), jsonText(manifest))
}
