import type { BootEnv } from '@metalwright/sdk/models'
import { loadersWith } from '../dhcp/boot/loaders.ts'
import { bootFilesOf, filesOf } from '../render/boot-file-paths.ts'

/** Name of the operating system of the discovery image, which has a check of its own. */
export const DISCOVERY_OS = 'discovery'

/** Paths of the boot loaders that firmware is given, without doubles. */
export function loaderPaths(): string[] {
  return [...new Set(loadersWith({}).values())]
}

/** Paths of kernel and initramfs of a bootenv below the file server's root. */
export function kernelPaths(bootEnv: BootEnv): string[] {
  const { Kernel, Initrds } = bootFilesOf(bootEnv, 'amd64')
  return Kernel === '' ? [] : [Kernel, ...Initrds].map((file) => `${filesOf(bootEnv)}/${file}`)
}
