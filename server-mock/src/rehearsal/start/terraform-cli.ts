import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOLS = fileURLToPath(new URL('../../../../.tools/bin', import.meta.url))
const CLIS = ['terraform', 'tofu']

/** `METALWRIGHT_TERRAFORM_CLI` names a program that is not there. */
export class TerraformCliError extends Error {
  readonly code = 'terraform_cli_missing'
}

/**
 * The program that applies configurations: the one that `METALWRIGHT_TERRAFORM_CLI` names (`terraform`, `tofu`, or
 * a path), else `terraform`, else `tofu`, each on PATH or among the tools that were built here. Undefined when none
 * was asked for and none is there.
 *
 * @throws TerraformCliError when the one that was asked for is not there: no other may stand in for it.
 */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter), TOOLS]
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isExecutable)
  const wanted = env['METALWRIGHT_TERRAFORM_CLI']
  if (!wanted) return CLIS.map(find).find((path) => path !== undefined)
  const found = wanted.includes('/') ? [wanted].find(isExecutable) : find(wanted)
  if (found !== undefined) return found
  throw new TerraformCliError(
    `METALWRIGHT_TERRAFORM_CLI=${wanted}: there is no such program on PATH or in .tools/bin; \`npm run tools\` builds tofu.`,
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
