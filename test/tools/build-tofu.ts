// Builds OpenTofu's CLI into .tools/bin, for machines without terraform.
//
//   node test/tools/build-tofu.ts            builds it unless it is up to date
//   node test/tools/build-tofu.ts --check    only says whether it is there; exit code 1 when it is not
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildGoTool, builtTool, type GoTool } from './go-tool.ts'
import { GoToolError } from './go-tool-error.ts'
import { usualGoFolders } from './go-toolchain.ts'

const tofu: GoTool = {
  name: 'tofu',
  module: join(import.meta.dirname, 'opentofu'),
  package: 'github.com/opentofu/opentofu/cmd/tofu',
  // Without the last one it calls itself a development build, such as 1.12.6-dev.
  ldflags: '-s -w -X github.com/opentofu/opentofu/version.dev=no',
  proof: ['version'],
}

const folder = join(import.meta.dirname, '..', '..', '.tools', 'bin')

/** Path of an up-to-date `tofu` in .tools/bin; undefined when it has to be built. Starts nothing. */
export function builtTofu(): string | undefined {
  return builtTool(tofu, folder)
}

/**
 * Builds `tofu` into .tools/bin unless an up-to-date one is there, and returns its path. `log` gets lines of
 * progress. Throws a GoToolError when Go is missing, too old, or fails.
 */
export async function buildTofu({ log }: { log: (line: string) => void }): Promise<string> {
  return buildGoTool(tofu, { log, folder, env: process.env, goFolders: usualGoFolders })
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const log = (line: string) => process.stderr.write(`tools: ${line}\n`)
  if (values.check) {
    const present = builtTofu()
    process.stdout.write(present === undefined ? 'tofu is not built\n' : `${present}\n`)
    return present === undefined ? 1 : 0
  }
  try {
    process.stdout.write(`${await buildTofu({ log })}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof GoToolError)) throw error
    log(error.message)
    return 1
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main()
