import { build } from 'esbuild'
import { oldestNode } from './script.ts'

/**
 * Bundles the provider into one CommonJS file, the only form a single executable application runs. The same
 * sources give the same bytes, wherever they lie.
 */
export async function bundleProvider(options: {
  /** Folder of `@metalwright/provider-terraform`. */
  readonly room: string
  readonly version: string
  readonly outfile: string
}): Promise<void> {
  await build({
    absWorkingDir: options.room,
    entryPoints: ['src/main.ts'],
    outfile: options.outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${oldestNode.join('.')}`,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { 'process.env.DRP_PROVIDER_VERSION': JSON.stringify(options.version) },
    external: ['bufferutil', 'utf-8-validate'],
    logLevel: 'warning',
  })
}
