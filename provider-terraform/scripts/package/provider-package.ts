import type { Platform } from './platform.ts'

/** Where the provider's own registries look for it: Terraform's and OpenTofu's. */
export const registries: readonly string[] = ['registry.terraform.io', 'registry.opentofu.org']
/** Namespace and name of the provider in each registry. */
export const providerName = 'metalwright/drp'

/** What a platform gets installed: the executable and what lies beside it. */
export interface ProviderPackage {
  readonly version: string
  readonly platform: Platform
  /** Name of the executable in the package. */
  readonly executable: string
  /** Path on disk of every file, by name in the package. */
  readonly files: ReadonlyMap<string, string>
}
