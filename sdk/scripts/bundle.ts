/**
 * Puts a program with everything it imports into one file: it starts faster, and it can be copied to where no package
 * is installed, such as into a project of AWX. The file is an ECMAScript module with the `#!` of its source.
 *
 *   node sdk/scripts/bundle.ts src/inventory/script/main.ts metalwright-inventory.mjs
 */
import { chmodSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const room = join(import.meta.dirname, '..')

/** Bundles a program of this package, by its path in it, into an executable file. */
export async function bundleProgram(source: string, file: string): Promise<void> {
  await build({
    absWorkingDir: room,
    entryPoints: [source],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    // The package for YAML comes as CommonJS, and asks for parts of Node by `require`.
    banner: {
      js: "import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  chmodSync(file, 0o755)
}

if (import.meta.main) {
  const [source, file] = process.argv.slice(2)
  if (source === undefined || file === undefined) {
    process.stderr.write('usage: node sdk/scripts/bundle.ts SOURCE FILE\n')
    process.exitCode = 2
  } else await bundleProgram(source, resolve(file))
}
