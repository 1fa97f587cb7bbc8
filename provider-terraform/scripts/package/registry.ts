import { createHash } from 'node:crypto'
import { link, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonText } from './json-text.ts'
import { providerName } from './provider-package.ts'
import { type SigningKey, signDetached } from './signature.ts'
import type { ZippedPackage } from './zipped-package.ts'

/** What Terraform speaks with the provider; the manifest names the major version only. */
const protocols = ['6.0']

/** The files of a release that stand beside its zips. */
export interface ReleaseFiles {
  /** Names of the files with the checksums and their signature. */
  readonly sums: string
  readonly signature: string
}

/**
 * Completes a folder of zips to a release as the public registries want it: manifest, checksums over zips and
 * manifest, and with a key their detached signature and the public key.
 */
export async function writeRelease(
  folder: string,
  version: string,
  packages: readonly ZippedPackage[],
  signing: { readonly key: SigningKey; readonly date: Date } | undefined,
): Promise<ReleaseFiles> {
  const stem = `terraform-provider-drp_${version}`
  const manifest = jsonText({ version: 1, metadata: { protocol_versions: protocols } })
  await writeFile(join(folder, `${stem}_manifest.json`), manifest)
  const sums = [
    [`${stem}_manifest.json`, createHash('sha256').update(manifest).digest('hex')] as const,
    ...packages.map(({ zipName, sha256 }) => [zipName, sha256] as const),
  ]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join('')
  const files = { sums: `${stem}_SHA256SUMS`, signature: `${stem}_SHA256SUMS.sig` }
  await writeFile(join(folder, files.sums), sums)
  if (signing) {
    const signature = await signDetached(Buffer.from(sums), signing.key, signing.date)
    await writeFile(join(folder, files.signature), signature)
    await writeFile(join(folder, 'signing-key.asc'), signing.key.publicKey)
  }
  return files
}

/**
 * Writes a private registry of static files around a signed release: any web server with a certificate that
 * Terraform trusts serves it, and `source = "HOST/metalwright/drp"` finds it. Only the service discovery has to be
 * served as JSON.
 */
export async function writeRegistrySite(
  root: string,
  release: string,
  packages: readonly ZippedPackage[],
  { sums, signature }: ReleaseFiles,
  key: SigningKey,
): Promise<void> {
  const base = '/v1/providers/'
  await mkdir(join(root, '.well-known'), { recursive: true })
  await writeFile(join(root, '.well-known', 'terraform.json'), jsonText({ 'providers.v1': base }))
  const provider = join(root, base, providerName)
  await mkdir(join(root, 'releases'), { recursive: true })
  for (const name of [sums, signature]) await link(join(release, name), join(root, 'releases', name))
  const versions = Map.groupBy(packages, ({ version }) => version)
  for (const [version, ofVersion] of versions) {
    for (const { platform, zip, zipName, sha256 } of ofVersion) {
      await link(zip, join(root, 'releases', zipName))
      const folder = join(provider, version, 'download', platform.os)
      await mkdir(folder, { recursive: true })
      const download = {
        protocols,
        os: platform.os,
        arch: platform.arch,
        filename: zipName,
        download_url: `/releases/${zipName}`,
        shasums_url: `/releases/${sums}`,
        shasums_signature_url: `/releases/${signature}`,
        shasum: sha256,
        signing_keys: { gpg_public_keys: [{ key_id: key.id, ascii_armor: key.publicKey }] },
      }
      await writeFile(join(folder, platform.arch), jsonText(download))
    }
  }
  const listed = [...versions].map(([version, ofVersion]) => ({
    version,
    protocols,
    platforms: ofVersion.map(({ platform: { os, arch } }) => ({ os, arch })),
  }))
  await writeFile(join(provider, 'versions'), jsonText({ versions: listed }))
}
