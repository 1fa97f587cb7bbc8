import { type Command, Option } from 'commander'
import { option } from './option.ts'

/** Adds `doctor` to the program. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Say what is wrong with an installation, and what to do about it. Changes nothing.')
    .option('--endpoint <url>', 'server to look at; RS_ENDPOINT or this host when not given')
    .addOption(option('--base-root <folder>', 'folder of the server on this host; looked into when given'))
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nCredentials and trust come from RS_KEY or RS_TOKEN, RS_FINGERPRINT or RS_CACERT, or from the base root.\n' +
        'Exit code: 0 no problem, 1 problems, 2 the installation could not be looked at.',
    )
    // Scripts tell a wrong option from problems that were found.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('../doctor/index.ts')
      process.exitCode = await doctor({
        ...{ endpoint: flags.endpoint, baseRoot: flags.baseRoot, format: flags.format },
        environment: process.env,
        write: (text) => process.stdout.write(text),
        tell: (line) => process.stderr.write(`${line}\n`),
        now: Date.now,
      })
    })
}

interface DoctorFlags {
  readonly endpoint?: string
  readonly baseRoot?: string
  readonly format: 'text' | 'json'
}
