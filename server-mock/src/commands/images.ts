import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ImagesRun } from './images-run.ts'
import { option } from './option.ts'

interface Shared {
  readonly endpoint?: string
  readonly baseRoot?: string
  readonly format: 'text' | 'json'
}

/** Adds `images` with its commands to the program. */
export function addImagesCommands(program: Command): void {
  const images = program
    .command('images')
    .description('The image store of a server: disk images that machines write.')
  const add = (name: string, description: string) =>
    images
      .command(name)
      .description(description)
      .option('--endpoint <url>', 'the server; RS_ENDPOINT or this host when not given')
      .addOption(
        option('--base-root <folder>', 'folder of the server on this host, which credentials are taken from'),
      )
      .addOption(
        new Option('--format <format>', 'of what is printed').choices(['text', 'json']).default('text'),
      )
      .addHelpText(
        'after',
        '\nCredentials and trust come from RS_KEY or RS_TOKEN, RS_FINGERPRINT or RS_CACERT, or from the base root.',
      )

  add('list', 'List all images.').action((flags: Shared) => run(flags, (client) => client.list()))
  add('show', 'Show an image, and who uses it.')
    .argument('<name>', 'the image')
    .action((name: string, flags: Shared) => run(flags, (client) => client.show(name)))
  add('add', 'Upload an image, or have the server load it from an address; wait until machines can write it.')
    .argument('<source>', 'a file, or an http or https address')
    .option('--name <name>', 'of the image; that of the file when not given')
    .option('--sha256 <digest>', 'that it must have; an address needs one', digest)
    .action((source: string, flags: Shared & { readonly name?: string; readonly sha256?: string }) =>
      run(flags, (client) => client.add(source, flags)),
    )
  add('remove', 'Delete an image that nobody uses.')
    .argument('<name>', 'the image')
    .option('--force', 'delete it although it is used', false)
    .action((name: string, flags: Shared & { readonly force: boolean }) =>
      run(flags, (client) => client.remove(name, flags.force)),
    )
  add('prune', 'List the images that nobody uses, and delete them with --apply.')
    .option(
      '--older-than <time>',
      'that have been there for so long, such as 12h, 7d, 4w',
      seconds,
      7 * 86_400,
    )
    .option('--apply', 'delete them', false)
    .action((flags: Shared & { readonly olderThan: number; readonly apply: boolean }) =>
      run(flags, (client) => client.prune(flags.olderThan, flags.apply)),
    )
}

async function run(flags: Shared, work: (client: ImagesRun) => Promise<void>): Promise<void> {
  // Other commands start without the client.
  const { withImages } = await import('./images-run.ts')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new Error('interrupted; nothing of what was on its way is kept')))
  await withImages(
    {
      ...{ endpoint: flags.endpoint, baseRoot: flags.baseRoot, format: flags.format, signal: stop.signal },
      environment: process.env,
      write: (text) => process.stdout.write(text),
      tell: (line) => process.stderr.write(`${line}\n`),
      now: () => performance.now(),
    },
    work,
  )
}

function digest(text: string): string {
  if (/^[0-9A-Fa-f]{64}$/.test(text)) return text.toLowerCase()
  throw new InvalidArgumentError('A SHA-256 has 64 hex digits, as sha256sum prints them.')
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** `7d` in seconds. */
function seconds(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  const value = Number(number) * (UNITS[unit] ?? Number.NaN)
  if (number !== '' && Number.isFinite(value)) return value
  throw new InvalidArgumentError('Write a number and s, m, h, d or w, such as 7d.')
}
