// Builds Pulumi's CLI and its generator of Node.js packages into .tools/bin.
//
//   node test/tools/build-pulumi.ts            builds what is not up to date; no CLI where there is one on PATH
//   node test/tools/build-pulumi.ts --check    only says whether they are there; exit code 1 when one is not
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildGoTool, builtTool, type GoTool } from './go-tool.ts'
import { GoToolError } from './go-tool-error.ts'
import { findProgram, usualGoFolders } from './go-toolchain.ts'

const module = join(import.meta.dirname, 'pulumi')

const cli: GoTool = {
  name: 'pulumi',
  module,
  package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
  // Without a version it does not check what plugins and programs ask for.
  ldflags: '-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0',
  proof: ['version'],
}

const generator: GoTool = {
  name: 'pulumi-gen-sdk',
  module,
  package: './gen-sdk',
  sources: ['gen-sdk/main.go'],
  ldflags: '-s -w',
  proof: ['--version'],
}

const folder = resolve(import.meta.dirname, '..', '..', '.tools', 'bin')

/** Programs that drive Pulumi providers and make packages for them. */
export interface PulumiPrograms {
  /** Path of the CLI. */
  readonly cli: string
  /** Path of the program that makes a Node.js package: `pulumi-gen-sdk SCHEMA.json FOLDER`. */
  readonly generator: string
}

/** The CLI on PATH, and else what was built into .tools/bin; undefined when something is missing. Starts nothing. */
export function presentPulumi(): PulumiPrograms | undefined {
  const present = foreignCli() ?? builtTool(cli, folder)
  const built = builtTool(generator, folder)
  return present === undefined || built === undefined ? undefined : { cli: present, generator: built }
}

/**
 * Builds what is missing into .tools/bin. `log` gets lines of progress.
 * Throws a GoToolError when Go is missing, too old, or fails.
 */
export async function buildPulumi({ log }: { log: (line: string) => void }): Promise<PulumiPrograms> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' }
  const options = { log, folder, env, goFolders: usualGoFolders }
  return {
    cli: foreignCli() ?? (await buildGoTool(cli, options)),
    generator: await buildGoTool(generator, options),
  }
}

/** The CLI on PATH, unless it is the one that was built here. */
function foreignCli(): string | undefined {
  const found = findProgram('pulumi', process.env, [])
  return found === undefined || dirname(found) === folder ? undefined : found
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const log = (line: string) => process.stderr.write(`tools: ${line}\n`)
  const tell = (programs: PulumiPrograms) => process.stdout.write(`${Object.values(programs).join('\n')}\n`)
  if (values.check) {
    const present = presentPulumi()
    if (present === undefined) process.stdout.write('pulumi or its generator is not there\n')
    else tell(present)
    return present === undefined ? 1 : 0
  }
  try {
    tell(await buildPulumi({ log }))
    return 0
  } catch (error) {
    if (!(error instanceof GoToolError)) throw error
    log(error.message)
    return 1
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main()
