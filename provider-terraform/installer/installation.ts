import { existsSync, readdirSync, rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ExecutableError } from '../scripts/package/executable.ts'
import { executablePackage, type PackageParts, scriptPackage } from '../scripts/package/make-package.ts'
import { writeUnpackedMirror } from '../scripts/package/mirrors.ts'
import { platformOf } from '../scripts/package/platform.ts'
import { providerName, registries } from '../scripts/package/provider-package.ts'
import { CliConfigError, ownInstallation, withMirror, withoutMirror } from './cli-config.ts'
import { readText, replaceText } from './config-file.ts'
import type { Options } from './options.ts'

/** What lies in the npm package beside the program. */
export interface Contents {
  readonly version: string
  /** The bundled provider. */
  readonly provider: string
  /** Postject's command line. */
  readonly injector: string
  readonly license: string
}

/** Puts the provider into the mirror and adds the mirror to the configuration. Returns the exit status. */
export async function install(
  options: Options,
  contents: Contents,
  say: (text: string) => void,
): Promise<number> {
  const { dir, config, dryRun } = options
  const platform = platformOf(process)
  const place = join(dir, registries[0] ?? '', providerName, contents.version, platform.name)
  say(`${dryRun ? 'Would put' : 'Putting'} the provider ${contents.version} into ${place}`)
  if (!dryRun) await fillMirror(options, contents, say)
  const before = readText(config)
  let after: string
  try {
    after = withMirror(before, dir)
  } catch (error) {
    if (!(error instanceof CliConfigError)) throw error
    say(`${config} was not changed: ${error.message}. Let it say this, besides what it says now:\n`)
    say(ownInstallation(dir))
    return 2
  }
  changeConfig(config, before, after, dryRun, say)
  say(nextSteps(options, contents))
  return 0
}

/** Takes the provider out of the mirror and the mirror out of the configuration. Returns the exit status. */
export function uninstall({ dir, config, dryRun }: Options, say: (text: string) => void): number {
  const before = readText(config)
  changeConfig(config, before, withoutMirror(before), dryRun, say)
  for (const registry of registries) {
    const folder = join(dir, registry, providerName)
    if (!existsSync(folder)) continue
    say(`${dryRun ? 'Would remove' : 'Removing'} ${folder}`)
    if (dryRun) continue
    rmSync(folder, { recursive: true })
    removeEmpty(dirname(folder), dirname(dir))
  }
  return 0
}

/** A Node that cannot carry an application, such as that of some distributions, gets the script instead. */
async function fillMirror(
  options: Options,
  { version, provider, injector, license }: Contents,
  say: (text: string) => void,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'metalwright-install-'))
  try {
    const main = join(work, 'main.cjs')
    await cp(provider, main)
    const folder = join(work, 'package')
    const parts: PackageParts = { version, platform: platformOf(process), main, license, folder }
    const executable = () => executablePackage(parts, { node: process.execPath, injector })
    const made =
      options.form === 'script'
        ? await scriptPackage(parts)
        : await executable().catch((error: unknown) => {
            if (!(error instanceof ExecutableError)) throw error
            say(`${error.message} Installing the script, which needs node on PATH.`)
            return scriptPackage(parts)
          })
    await writeUnpackedMirror(options.dir, [made])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function changeConfig(
  file: string,
  before: string,
  after: string,
  dryRun: boolean,
  say: (text: string) => void,
): void {
  if (after === before) {
    say(`${file} needs no change`)
    return
  }
  if (dryRun) {
    say(`Would write ${file}:\n\n${after}`)
    return
  }
  const backup = replaceText(file, after)
  say(`Wrote ${file}${backup ? `; as it was before: ${backup}` : ''}`)
}

/** Removes a folder and those above it, up to `stop`, as long as they are empty. */
function removeEmpty(folder: string, stop: string): void {
  if (folder === stop || readdirSync(folder).length > 0) return
  rmSync(folder, { recursive: true })
  removeEmpty(dirname(folder), stop)
}

function nextSteps({ cli, config }: Options, { version }: Contents): string {
  const named = process.env['TF_CLI_CONFIG_FILE'] === config || /\.(?:terraform|tofu)rc$|\.rc$/.test(config)
  return `
Next:
${named ? '' : `  export TF_CLI_CONFIG_FILE=${config}\n`}  1. Say in your configuration that you use it:

     terraform {
       required_providers {
         drp = {
           source  = "metalwright/drp"
           version = "${version}"
         }
       }
     }

  2. Tell it the server: export RS_ENDPOINT=https://SERVER:8092 RS_KEY=USER:PASSWORD
  3. ${cli} init        (where another version is in use: ${cli} init -upgrade)
`
}
