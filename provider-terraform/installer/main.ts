/** Entry of the npm package `@metalwright/terraform-provider-drp`. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { install, uninstall } from './installation.ts'
import { help, readOptions } from './options.ts'

const folder = import.meta.dirname
const say = (text: string) => void process.stdout.write(`${text}\n`)

async function main(): Promise<number> {
  const { env, platform } = process
  const options = readOptions(process.argv.slice(2), { env, platform, home: homedir(), exists: existsSync })
  if (options.action === 'help') {
    process.stdout.write(help)
    return 0
  }
  if (options.action === 'uninstall') return uninstall(options, say)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const contents = {
    version,
    provider: join(folder, 'provider.cjs'),
    injector: join(folder, 'inject.cjs'),
    license: join(folder, 'LICENSE'),
  }
  return install(options, contents, say)
}

main().then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
