import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Platform } from './platform.ts'

const run = promisify(execFile)

/** There is no Node to make the executable of a platform from. */
export class NodeBinaryError extends Error {
  readonly code = 'node_missing'
}

/**
 * Path of a Node for a platform, of the version that runs this: the running one for its own platform, else the one
 * in the npm package `node-<platform>-<arch>`, which is fetched by npm once and kept in `cache`.
 *
 * @throws NodeBinaryError when npm has none.
 */
export async function nodeBinary(platform: Platform, cache: string): Promise<string> {
  const { platform: system, arch } = platform.node
  if (system === process.platform && arch === process.arch) return process.execPath
  const name = `node-${system === 'win32' ? 'win' : system}-${arch}`
  const version = process.versions.node
  const folder = join(cache, `${name}-${version}`)
  const binary = join(folder, 'package', 'bin', platform.os === 'windows' ? 'node.exe' : 'node')
  if (existsSync(binary)) return binary
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'fetch-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', `${name}@${version}`], { cwd: work })
    await run('tar', ['-xzf', stdout.trim()], { cwd: work })
    await rm(join(work, stdout.trim()))
    await rm(folder, { recursive: true, force: true })
    await rename(work, folder)
  } catch (cause) {
    await rm(work, { recursive: true, force: true })
    throw new NodeBinaryError(
      `npm has no ${name} of version ${version}. Leave ${platform.name} out, or ship the script for it (--script ${platform.name}).`,
      { cause },
    )
  }
  if (!existsSync(binary)) throw new NodeBinaryError(`The package ${name}@${version} holds no ${binary}.`)
  return binary
}
