import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What to do, from the command line. */
export interface Options {
  readonly action: 'install' | 'uninstall' | 'help'
  /** Absolute path of the filesystem mirror. */
  readonly dir: string
  /** Absolute path of the CLI configuration. */
  readonly config: string
  /** The program whose configuration it is. */
  readonly cli: 'terraform' | 'tofu'
  readonly form: 'executable' | 'script'
  readonly dryRun: boolean
}

/** What the defaults depend on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: NodeJS.Platform
  exists(path: string): boolean
}

/** The page that `--help` shows. */
export const help = `Installs the Terraform provider metalwright/drp on this machine.

  npx @metalwright/terraform-provider-drp [options]

The provider is put into a filesystem mirror, and the CLI configuration is told to take it from there; all other
providers come from where they came before.

  --dir FOLDER   the mirror (default: metalwright-mirror in the user's data folder)
  --config FILE  the CLI configuration (default: TF_CLI_CONFIG_FILE, else ~/.terraformrc)
  --tofu         set up OpenTofu: the default configuration is ~/.tofurc, or ~/.terraformrc where only that exists
  --script       install a script that runs on the node on PATH; otherwise one executable is made from this Node
  --dry-run      say what would be done, and do nothing
  --uninstall    take both away again
  --help         this page

Exit status: 0 done, 1 failed, 2 the provider is in the mirror but the configuration has to be changed by hand.
`

/** Reads the command line. @throws TypeError for what it does not know. */
export function readOptions(args: readonly string[], surroundings: Surroundings): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      config: { type: 'string' },
      tofu: { type: 'boolean', default: false },
      script: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      uninstall: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const cli = values.tofu ? 'tofu' : 'terraform'
  return {
    action: values.help ? 'help' : values.uninstall ? 'uninstall' : 'install',
    dir: resolve(values.dir ?? join(dataFolder(surroundings), 'metalwright-mirror')),
    config: resolve(values.config ?? configFile(cli, surroundings)),
    cli,
    form: values.script ? 'script' : 'executable',
    dryRun: values['dry-run'],
  }
}

function dataFolder({ env, home, platform }: Surroundings): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  return env['XDG_DATA_HOME'] || join(home, '.local', 'share')
}

/** Where the programs look for their configuration. */
function configFile(cli: 'terraform' | 'tofu', { env, home, platform, exists }: Surroundings): string {
  if (env['TF_CLI_CONFIG_FILE']) return env['TF_CLI_CONFIG_FILE']
  const named = (name: 'terraform' | 'tofu') =>
    platform === 'win32'
      ? join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), `${name}.rc`)
      : join(home, `.${name}rc`)
  const older = named('terraform')
  return cli === 'tofu' && (exists(named('tofu')) || !exists(older)) ? named('tofu') : older
}
