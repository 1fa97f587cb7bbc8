import { chmod, copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonText } from './json-text.ts'
import { type ProviderPackage, providerName, registries } from './provider-package.ts'
import type { ZippedPackage } from './zipped-package.ts'

/** A file by a second name where the disk allows it: packages are large. */
async function place(file: string, target: string): Promise<void> {
  await rm(target, { force: true })
  await link(file, target).catch(() => copyFile(file, target))
}

/**
 * Lays packages out as an unpacked filesystem mirror, which Terraform links into working folders:
 * `HOST/NAMESPACE/NAME/VERSION/OS_ARCH/<files>`.
 */
export async function writeUnpackedMirror(root: string, packages: readonly ProviderPackage[]): Promise<void> {
  for (const registry of registries) {
    for (const { version, platform, executable, files } of packages) {
      const folder = join(root, registry, providerName, version, platform.name)
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      for (const [name, file] of files) await place(file, join(folder, name))
      await chmod(join(folder, executable), 0o755)
    }
  }
}

/** Lays packages out as a packed filesystem mirror: `HOST/NAMESPACE/NAME/<zips>`. */
export async function writePackedMirror(root: string, packages: readonly ZippedPackage[]): Promise<void> {
  for (const registry of registries) {
    const folder = join(root, registry, providerName)
    await mkdir(folder, { recursive: true })
    for (const { zip, zipName } of packages) await place(zip, join(folder, zipName))
  }
}

/**
 * Lays packages of one version out as a network mirror: static files for any server that speaks HTTPS. Beside the
 * zips, `index.json` lists the versions and `<version>.json` the archives with the hashes of their contents.
 */
export async function writeNetworkMirror(root: string, packages: readonly ZippedPackage[]): Promise<void> {
  await writePackedMirror(root, packages)
  const archives = Object.fromEntries(
    packages.map(({ platform, zipName, hash, sha256 }) => [
      platform.name,
      { url: zipName, hashes: [hash, `zh:${sha256}`] },
    ]),
  )
  const versions = [...new Set(packages.map(({ version }) => version))]
  for (const registry of registries) {
    const folder = join(root, registry, providerName)
    await writeFile(
      join(folder, 'index.json'),
      jsonText({ versions: Object.fromEntries(versions.map((version) => [version, {}])) }),
    )
    for (const version of versions) await writeFile(join(folder, `${version}.json`), jsonText({ archives }))
  }
}
