import { Argument, type Command } from 'commander'
import { installAgentArchive } from '../../discovery/agent-archive.ts'
import { buildDiscovery, buildTestOs, defaultImageCache, discoveryFiles } from '../../discovery/build.ts'
import { installBootFiles } from '../boot/boot-files.ts'
import { BASE_ROOT, option } from './option.ts'

/** Adds `build` to the program. */
export function addBuildCommand(program: Command): void {
  program
    .command('build')
    .description('Build the discovery image from Debian packages and put it where machines load it from.')
    .addArgument(new Argument('<image>', 'what to build').choices(['discovery', 'test-os']))
    .addOption(option('--base-root <folder>', 'folder of everything the server keeps').default(BASE_ROOT))
    .addOption(
      option('--image-cache <folder>', 'where built images are kept').default(
        defaultImageCache,
        '.cache/images beside the server',
      ),
    )
    .action(async (image: 'discovery' | 'test-os', flags: BuildFlags) => build(image, flags))
}

interface BuildFlags {
  readonly baseRoot: string
  readonly imageCache: string
}

/** Builds an image and installs it below `<base root>/tftpboot`; what is built already is taken from the cache. */
async function build(image: 'discovery' | 'test-os', flags: BuildFlags): Promise<void> {
  const options = { cacheDir: flags.imageCache, log: (line: string) => process.stderr.write(`${line}\n`) }
  if (image === 'discovery') {
    const built = await buildDiscovery(options)
    const folder = await installBootFiles(flags.baseRoot, 'discovery', await discoveryFiles(built))
    await installAgentArchive(flags.baseRoot)
    process.stdout.write(`discovery image with kernel ${built.release} is in ${folder}\n`)
    return
  }
  const { image: file, sha256 } = await buildTestOs(options)
  await installBootFiles(flags.baseRoot, 'files/images', { 'test-system.raw.zst': file })
  process.stdout.write(
    `image-deploy/image-file    test-system.raw.zst\nimage-deploy/image-sha256  ${sha256}\n`,
  )
}
