import { join } from 'node:path'
import { packageHash, sha256 } from './hashes.ts'
import type { ProviderPackage } from './provider-package.ts'
import { writeZip } from './zip.ts'

/** A package as a zip on disk. */
export interface ZippedPackage extends ProviderPackage {
  readonly zip: string
  /** Name of the zip in registries and mirrors. */
  readonly zipName: string
  /** SHA-256 of the zip in hexadecimal. */
  readonly sha256: string
  /** Hash of the contents, `h1:…`. */
  readonly hash: string
}

/** Zips a package into a folder, under the name that registries ask for. */
export async function zipPackage(one: ProviderPackage, folder: string): Promise<ZippedPackage> {
  const zipName = `terraform-provider-drp_${one.version}_${one.platform.name}.zip`
  const zip = join(folder, zipName)
  await writeZip(zip, one.files, one.executable)
  return { ...one, zip, zipName, sha256: await sha256(zip), hash: await packageHash(one.files) }
}
