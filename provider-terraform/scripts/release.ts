/**
 * Makes everything that can be published, from one set of packages:
 *
 *   registry/           a release for the public registries: zips, manifest, checksums, signature
 *   filesystem-mirror/  the same packages, packed, for `filesystem_mirror`
 *   unpacked-mirror/    the same, unpacked
 *   network-mirror/     the same for a web server and `network_mirror`
 *   registry-site/      a private registry for a web server (only of a signed release)
 *   portable/           one script for every machine that has Node
 *   installer/          the npm package that installs the provider on one machine
 *
 *   node provider-terraform/scripts/release.ts [--platform linux_arm64 …] [--script darwin_arm64 …] [--out FOLDER]
 *
 * `--platform` names the platforms that get an executable (default: this one), `--script` those that get the
 * script, which needs Node on PATH. Node for another platform is fetched from npm in the version that runs this.
 * `TERRAFORM_SIGNING_KEY` is an armoured private OpenPGP key or a file with one, `TERRAFORM_SIGNING_PASSPHRASE`
 * opens it; `SOURCE_DATE_EPOCH` (seconds) fixes the time of the signature. All else depends on the sources and the
 * Node alone: the same ones give the same bytes.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeInstaller } from './package/installer-package.ts'
import { writeNetworkMirror, writePackedMirror, writeUnpackedMirror } from './package/mirrors.ts'
import { platformNamed, platformOf } from './package/platform.ts'
import type { ProviderPackage } from './package/provider-package.ts'
import { writeRegistrySite, writeRelease } from './package/registry.ts'
import { readSigningKey } from './package/signature.ts'
import { Workshop } from './package/workshop.ts'
import { writeZip } from './package/zip.ts'
import { zipPackage } from './package/zipped-package.ts'

const room = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(room, '..', 'dist', 'terraform-provider-drp') },
    platform: { type: 'string', multiple: true },
    script: { type: 'string', multiple: true, default: [] },
  },
})
const out = resolve(values.out)
const here = platformOf(process)
const executables = values.platform?.map(platformNamed) ?? [here]
const scripts = values.script.map(platformNamed)
const keyText = process.env['TERRAFORM_SIGNING_KEY']
const key = keyText ? await readSigningKey(keyText, process.env['TERRAFORM_SIGNING_PASSPHRASE']) : undefined
const epoch = process.env['SOURCE_DATE_EPOCH']
const date = epoch ? new Date(Number(epoch) * 1000) : new Date()

const at = (name: string) => join(out, name)
const parts = [
  ...['registry', 'filesystem-mirror', 'unpacked-mirror', 'network-mirror'],
  ...['registry-site', 'portable', 'installer', 'work'],
]
// Nothing else that may lie in the folder.
for (const name of parts) await rm(at(name), { recursive: true, force: true })
const work = at('work')
const workshop = await Workshop.open(room, work)
const made: ProviderPackage[] = []
for (const platform of executables) made.push(await workshop.package(platform, 'executable'))
for (const platform of scripts) made.push(await workshop.package(platform, 'script'))

const registry = at('registry')
await mkdir(registry, { recursive: true })
const zipped = await Promise.all(made.map((one) => zipPackage(one, registry)))
const files = await writeRelease(registry, workshop.version, zipped, key && { key, date })
await writePackedMirror(at('filesystem-mirror'), zipped)
await writeUnpackedMirror(at('unpacked-mirror'), made)
await writeNetworkMirror(at('network-mirror'), zipped)
if (key) await writeRegistrySite(at('registry-site'), registry, zipped, files, key)

const script = await workshop.package(here, 'script')
const portable = at('portable')
await mkdir(portable)
await writeZip(
  join(portable, `terraform-provider-drp_${workshop.version}_portable.zip`),
  script.files,
  script.executable,
)
await writeInstaller(room, workshop, at('installer'))
await rm(work, { recursive: true })

for (const { zipName, sha256 } of zipped) console.log(`${sha256}  ${zipName}`)
console.log(key ? `signed by ${key.id}` : 'not signed: TERRAFORM_SIGNING_KEY is not set')
console.log(out)
