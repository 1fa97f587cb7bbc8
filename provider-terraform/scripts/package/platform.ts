/** An operating system with an architecture, as Terraform names them, with what Node calls them. */
export interface Platform {
  /** Terraform's name, such as `linux_amd64`. */
  readonly name: string
  readonly os: 'linux' | 'darwin' | 'windows' | 'freebsd'
  readonly arch: 'amd64' | 'arm64'
  /** `process.platform` and `process.arch` there. */
  readonly node: { readonly platform: NodeJS.Platform; readonly arch: NodeJS.Architecture }
}

const systems = { linux: 'linux', darwin: 'darwin', windows: 'win32', freebsd: 'freebsd' } as const
const architectures = { amd64: 'x64', arm64: 'arm64' } as const

/** All platforms that both Terraform and Node know. */
export const platforms: readonly Platform[] = (['linux', 'darwin', 'windows', 'freebsd'] as const).flatMap(
  (os) =>
    (['amd64', 'arm64'] as const).map((arch) => ({
      name: `${os}_${arch}`,
      os,
      arch,
      node: { platform: systems[os], arch: architectures[arch] },
    })),
)

/** A platform by Terraform's name. @throws TypeError listing the names when there is none. */
export function platformNamed(name: string): Platform {
  const found = platforms.find((platform) => platform.name === name)
  if (found) return found
  throw new TypeError(
    `No platform is called ${name}; there are ${platforms.map((one) => one.name).join(', ')}.`,
  )
}

/** The platform of a process. @throws TypeError when Terraform has no name for it. */
export function platformOf({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'>): Platform {
  const found = platforms.find(({ node }) => node.platform === platform && node.arch === arch)
  if (found) return found
  throw new TypeError(`Terraform has no name for ${platform} on ${arch}; build on another machine.`)
}

/** Name of the provider's executable, by which Terraform finds it in a package. */
export function executableName(version: string, { os }: Pick<Platform, 'os'>): string {
  return `terraform-provider-drp_v${version}${os === 'windows' ? '.exe' : ''}`
}
