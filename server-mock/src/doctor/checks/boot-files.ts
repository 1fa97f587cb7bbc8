import type { BootEnv } from '@metalwright/sdk/models'
import { DISCOVERY_OS, kernelPaths, loaderPaths } from '../boot-paths.ts'
import { type Check, namesOf, UNASKED } from '../check.ts'
import type { BootFile, ServerFacts } from '../facts.ts'
import { type Finding, problem, warning } from '../finding.ts'

/** Bootenvs that machines are in or will get to by a preference or a stage. */
export function wantedBootEnvs({ prefs, stages, bootEnvsInUse }: ServerFacts): ReadonlySet<string> {
  return new Set([
    prefs['unknownBootEnv'] ?? '',
    prefs['defaultBootEnv'] ?? '',
    ...stages.map(({ BootEnv }) => BootEnv),
    ...bootEnvsInUse,
  ])
}

/** Are the files there that machines boot? */
export const bootFiles: Check = {
  name: 'boot-files',
  title: 'boot loaders, ISOs, kernels',
  judge: ({ server, services }) => {
    if (server === undefined) return UNASKED
    if (services?.files !== 'answers') return { skipped: 'files are not served' }
    const missing = new Set(absent(services.bootFiles))
    const wanted = wantedBootEnvs(server)
    return [
      ...loaders(missing, server),
      ...server.bootEnvs.flatMap((bootEnv) => one(bootEnv, wanted.has(bootEnv.Name), missing, server.isos)),
    ]
  },
}

/** Paths of files that were looked for in vain. */
export function absent(files: readonly BootFile[]): string[] {
  return files.filter(({ there }) => !there).map(({ path }) => path)
}

function loaders(missing: ReadonlySet<string>, { info, subnets }: ServerFacts): Finding[] {
  if (!info.dhcp_enabled || !subnets.some(({ Enabled, Unmanaged }) => Enabled && !Unmanaged)) return []
  const lacking = loaderPaths().filter((path) => missing.has(path))
  if (lacking.length === 0) return []
  return [
    warning(
      `Boot loaders are missing: ${lacking.join(', ')}. Machines whose firmware is not iPXE itself cannot boot with them.`,
      'Put them into <base root>/tftpboot; Debian has them in the package ipxe, below /usr/lib/ipxe.',
    ),
  ]
}

function one(
  bootEnv: BootEnv,
  wanted: boolean,
  missing: ReadonlySet<string>,
  isos: readonly string[] | undefined,
): Finding[] {
  if (bootEnv.OS.Name === DISCOVERY_OS) return []
  const say = wanted ? problem : warning
  const { IsoFile, IsoUrl } = bootEnv.OS
  if (IsoFile !== '' && isos !== undefined && !isos.includes(IsoFile)) {
    const source = IsoUrl === '' ? 'its vendor' : IsoUrl
    return [
      say(
        `The bootenv ${bootEnv.Name} lacks its ISO ${IsoFile}.`,
        `Download it from ${source} and upload it (POST /isos/${IsoFile}).`,
      ),
    ]
  }
  const files = kernelPaths(bootEnv).filter((path) => missing.has(path))
  if (files.length === 0) return []
  return [
    say(
      `The bootenv ${bootEnv.Name} lacks ${namesOf(files)}.`,
      'Put the files below <base root>/tftpboot, or upload the ISO that has them; the Errors of the bootenv say more.',
    ),
  ]
}
