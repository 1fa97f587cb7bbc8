import type { BootEnv } from '@metalwright/sdk/models'
import { filesOf } from './boot-file-paths.ts'
import type { Lookups } from './lookups.ts'
import {
  installRepositories,
  REPOSITORIES,
  type Repository,
  readRepositories,
  repositoriesFor,
  taggedRepositories,
} from './repository.ts'
import type { Source } from './source.ts'

/** The param `package-repositories` as one rendering looks at it. */
export class Repositories {
  readonly #source: Source
  readonly #arch: string
  readonly #provisionerUrl: string
  readonly #lookups: Lookups

  constructor(source: Source, arch: string, provisionerUrl: string, lookups: Lookups) {
    this.#source = source
    this.#arch = arch
    this.#provisionerUrl = provisionerUrl
    this.#lookups = lookups
  }

  /** Those with one of the tags. */
  tagged(tags: readonly string[]): Repository[] {
    return taggedRepositories(this.#all(), tags)
  }

  /** Those for the operating system the machine has. */
  machine(): Repository[] {
    const { machine } = this.#source
    return machine === undefined ? [] : repositoriesFor(this.#all(), machine.OS, this.#arch)
  }

  /** Those that the bootenv's operating system is installed from; none without a bootenv. */
  install(): Repository[] {
    const { bootEnv } = this.#source
    if (bootEnv === undefined) return []
    return installRepositories(this.#all(), bootEnv.OS.Name, this.#arch, this.#local(bootEnv))
  }

  #all(): Repository[] {
    return readRepositories(this.#lookups.param(REPOSITORIES) ?? [])
  }

  /** The unpacked ISO of a bootenv as a repository. */
  #local(bootEnv: BootEnv): Repository {
    const { Name, Codename } = bootEnv.OS
    return {
      tag: Name,
      os: [Name],
      arch: '',
      url: `${this.#provisionerUrl}/${filesOf(bootEnv, this.#arch)}`,
      packageType: '',
      repoType: '',
      installSource: true,
      securitySource: false,
      distribution: Codename,
      components: ['main'],
      bootloc: '',
    }
  }
}
