import { z } from 'zod'
import { common, flag, name, stringMap, strings, text } from './fields.ts'
import { TemplateInfo } from './template-info.ts'

/** What one architecture of an operating system boots from. */
export const ArchInfo = z.object({
  IsoFile: text,
  Sha256: text,
  IsoUrl: text,
  Kernel: text,
  Initrds: strings,
  BootParams: text,
  Loader: text,
})
export type ArchInfo = z.infer<typeof ArchInfo>

/** The operating system that a boot environment boots or installs. */
export const OsInfo = z.object({
  Name: text,
  Family: text,
  Codename: text,
  Version: text,
  IsoFile: text,
  IsoSha256: text,
  IsoUrl: text,
  SupportedArchitectures: z.record(z.string(), ArchInfo).default(() => ({})),
})
export type OsInfo = z.infer<typeof OsInfo>

/** What a machine boots over the network, and the files rendered for it while it does. */
export const BootEnv = z.object({
  ...common,
  Name: name,
  Documentation: text,
  OS: OsInfo.prefault({}),
  /** Files rendered for each machine in the bootenv; each needs a `Path`. */
  Templates: z.array(TemplateInfo).default(() => []),
  /** Kernel, a path below the operating system's file tree; empty means no network boot. */
  Kernel: text,
  Initrds: strings,
  /** Template of the kernel command line. */
  BootParams: text,
  RequiredParams: strings,
  OptionalParams: strings,
  /** Only for machines the server does not know. */
  OnlyUnknown: flag,
  /** Boot loader by architecture key, such as `amd64-uefi`. */
  Loaders: stringMap,
})
export type BootEnv = z.infer<typeof BootEnv>
