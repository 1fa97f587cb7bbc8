/**
 * Builds what is published:
 *
 *   dist/pulumi-resource-drp          the plugin: one script that Node runs; put its folder on PATH, or name it in a
 *                                     Pulumi.yaml under plugins.providers (with its package.json, and .cmd for Windows)
 *   dist/release/                     the plugin as `pulumi plugin install` takes it, an archive for each platform
 *   dist/nodejs/                      the npm package @metalwright/pulumi-drp
 *
 * `--out FOLDER` takes the place of `dist`. The same sources give the same bytes.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildNodePackage } from './build/node-package.ts'
import { bundlePlugin } from './build/plugin.ts'
import { tarGz } from './build/tar-gz.ts'

const room = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: join(room, 'dist') } } })
const dist = resolve(values.out)
const { version } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'))

const name = 'pulumi-resource-drp'
/** An executable without an ending is an ES module to Node when the nearest package.json says so: it must not. */
const manifest = `${JSON.stringify({ name, version, license: 'Apache-2.0' }, null, 2)}\n`
const windowsStarter = `@echo off\r\nnode "%~dp0${name}" %*\r\n`

rmSync(dist, { recursive: true, force: true })
mkdirSync(join(dist, 'release'), { recursive: true })
const plugin = await bundlePlugin(room, version)
const files = [
  { name, text: plugin, mode: 0o755 },
  { name: 'package.json', text: manifest, mode: 0o644 },
  { name: `${name}.cmd`, text: windowsStarter, mode: 0o755 },
]
for (const file of files) {
  writeFileSync(join(dist, file.name), file.text)
  chmodSync(join(dist, file.name), file.mode)
}
for (const system of ['linux', 'darwin', 'windows']) {
  const needed = system === 'windows' ? files : files.slice(0, 2)
  for (const architecture of ['amd64', 'arm64']) {
    writeFileSync(
      join(dist, 'release', `${name}-v${version}-${system}-${architecture}.tar.gz`),
      tarGz(needed),
    )
  }
}
buildNodePackage(room, join(dist, 'nodejs'))
const kilobytes = Math.round(statSync(join(dist, name)).size / 1024)
process.stdout.write(`${join(dist, name)} (${kilobytes} KiB)\n`)
