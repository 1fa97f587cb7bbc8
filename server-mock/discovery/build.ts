import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildDiscovery } from './discovery-image.ts'
import { buildTestOs } from './test-os-image.ts'

export { type BuildOptions, buildDiscovery, type DiscoveryImage, discoveryFiles } from './discovery-image.ts'
export { KernelUnavailableError } from './kernel-package.ts'
export { buildTestOs, type TestOsImage } from './test-os-image.ts'
export { ToolFailedError, ToolMissingError } from './tool.ts'

/** Where images are kept when the caller names no place: `.cache/images` of the repository. */
export const defaultImageCache = fileURLToPath(new URL('../../.cache/images', import.meta.url))

const main = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      cache: { type: 'string', default: defaultImageCache },
      help: { type: 'boolean', default: false },
    },
  })
  const kind = positionals[0] ?? 'discovery'
  if (values.help || positionals.length > 1 || !['discovery', 'test-os'].includes(kind)) {
    console.error('Usage: node server-mock/discovery/build.ts [discovery|test-os] [--cache DIR]')
    return values.help ? 0 : 2
  }
  const options = { cacheDir: resolve(values.cache), log: (line: string) => console.error(line) }
  try {
    console.log(
      JSON.stringify(kind === 'discovery' ? await buildDiscovery(options) : await buildTestOs(options)),
    )
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
