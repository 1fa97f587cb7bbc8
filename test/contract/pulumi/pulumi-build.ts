import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const ROOM = join(ROOT, 'provider-pulumi')

/** What is published, in the folders that the build makes. */
export const PULUMI_DIST = join(ROOM, 'dist')

/** Builds the plugin and the Node.js package unless they are newer than their sources. @throws Error */
export function buildPulumiProvider(): void {
  const sources = ['src', 'scripts', 'nodejs'].map((name) => join(ROOM, name))
  const changed = Math.max(...[...sources, join(ROOT, 'sdk', 'src'), join(ROOM, 'schema.json')].map(newest))
  if (newest(join(PULUMI_DIST, 'nodejs', 'package.json')) > changed) return
  const script = join(ROOM, 'scripts', 'build.ts')
  const done = spawnSync(process.execPath, [script], { cwd: ROOM, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`building the Pulumi provider failed:\n${done.stdout}${done.stderr}`)
}

/** When a file, or one below a folder, was last changed, milliseconds since the epoch; 0 when there is none. */
function newest(path: string): number {
  if (!existsSync(path)) return 0
  if (statSync(path).isFile()) return statSync(path).mtimeMs
  const files = globSync('**/*.{ts,json}', { cwd: path })
  return Math.max(0, ...files.map((file) => statSync(join(path, file)).mtimeMs))
}
