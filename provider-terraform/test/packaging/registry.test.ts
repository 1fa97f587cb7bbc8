import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../scripts/package/hashes.ts'
import { writeNetworkMirror, writePackedMirror, writeUnpackedMirror } from '../../scripts/package/mirrors.ts'
import { platformNamed } from '../../scripts/package/platform.ts'
import type { ProviderPackage } from '../../scripts/package/provider-package.ts'
import { writeRelease } from '../../scripts/package/registry.ts'
import { type ZippedPackage, zipPackage } from '../../scripts/package/zipped-package.ts'

let folder: string
let packages: readonly ZippedPackage[]
let release: string

async function small(platform: string): Promise<ProviderPackage> {
  const executable = 'terraform-provider-drp_v1.2.3'
  const own = join(folder, platform)
  await mkdir(own)
  writeFileSync(join(own, executable), `for ${platform}`, { mode: 0o755 })
  writeFileSync(join(own, 'LICENSE'), 'free')
  const files = new Map([executable, 'LICENSE'].map((name) => [name, join(own, name)]))
  return { version: '1.2.3', platform: platformNamed(platform), executable, files }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drp-registry-'))
  release = join(folder, 'release')
  await mkdir(release)
  packages = await Promise.all(
    ['linux_amd64', 'darwin_arm64'].map(async (name) => zipPackage(await small(name), release)),
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

it('gets a release with the names and checksums it asks for', async () => {
  await writeRelease(release, '1.2.3', packages, undefined)
  const names = readdirSync(release).sort()
  expect(names).toEqual([
    'terraform-provider-drp_1.2.3_SHA256SUMS',
    'terraform-provider-drp_1.2.3_darwin_arm64.zip',
    'terraform-provider-drp_1.2.3_linux_amd64.zip',
    'terraform-provider-drp_1.2.3_manifest.json',
  ])
  const sums = readFileSync(join(release, names[0] ?? ''), 'utf8')
  const wanted = await Promise.all(
    names.slice(1).map(async (name) => `${await sha256(join(release, name))}  ${name}\n`),
  )
  expect(sums).toBe(wanted.join(''))
  expect(JSON.parse(readFileSync(join(release, names[3] ?? ''), 'utf8'))).toEqual({
    version: 1,
    metadata: { protocol_versions: ['6.0'] },
  })
})

it('and mirrors of each kind hold the same packages, for both registries', async () => {
  const roots = ['unpacked', 'packed', 'network'].map((name) => join(folder, name))
  const [unpacked = '', packed = '', network = ''] = roots
  await writeUnpackedMirror(unpacked, packages)
  // Again, as after a new build.
  await writeUnpackedMirror(unpacked, packages)
  await writePackedMirror(packed, packages)
  await writeNetworkMirror(network, packages)
  for (const host of ['registry.terraform.io', 'registry.opentofu.org']) {
    const provider = join(host, 'metalwright', 'drp')
    const executable = join(unpacked, provider, '1.2.3', 'linux_amd64', 'terraform-provider-drp_v1.2.3')
    expect(statSync(executable).mode & 0o777).toBe(0o755)
    expect(readFileSync(executable, 'utf8')).toBe('for linux_amd64')
    expect(existsSync(join(packed, provider, 'terraform-provider-drp_1.2.3_darwin_arm64.zip'))).toBe(true)
    const read = (name: string) => JSON.parse(readFileSync(join(network, provider, name), 'utf8'))
    expect(read('index.json')).toEqual({ versions: { '1.2.3': {} } })
    const [linux] = packages
    expect(read('1.2.3.json').archives.linux_amd64).toEqual({
      url: 'terraform-provider-drp_1.2.3_linux_amd64.zip',
      hashes: [linux?.hash, `zh:${linux?.sha256}`],
    })
    expect(existsSync(join(network, provider, read('1.2.3.json').archives.darwin_arm64.url))).toBe(true)
  }
})
