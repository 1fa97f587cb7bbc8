import type { BootEnv } from '@metalwright/sdk/models'
import { loadersWith } from '../dhcp/boot/loaders.ts'
import { architecture, bootFilePaths } from '../render/boot-file-paths.ts'

/** Name of the operating system of the discovery image, which has a check of its own. */
export const DISCOVERY_OS = 'discovery'

/** Paths of the boot loaders that firmware is given, without doubles. */
export function loaderPaths(): string[] {
  return [...new Set(loadersWith({}).values())]
}

/**
 * Paths of the kernels and initramfs of a bootenv, of every architecture it has, below the file server's root. The
 * discovery system of another architecture is built by those who have such machines.
 */
export function kernelPaths(bootEnv: BootEnv): string[] {
  const files = bootFilePaths(bootEnv)
  const looked =
    bootEnv.OS.Name === DISCOVERY_OS ? files.filter(({ arch }) => architecture(arch) === 'amd64') : files
  return looked.map(({ path }) => path)
}
