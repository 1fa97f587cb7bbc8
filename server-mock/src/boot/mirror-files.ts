import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Objects } from '../objects/objects.ts'
import { bootFilePaths } from '../render/boot-file-paths.ts'
import { REPOSITORIES, type Repository, readRepositories, repositoriesFor } from '../render/repository.ts'

/** Milliseconds without a byte after which a mirror counts as silent. */
const IDLE = 30_000
/** Redirections that are followed. */
const MAX_REDIRECTS = 5
const GLOBAL = 'global'

/** A mirror did not give a file it should have. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'
  readonly code = 'mirror'

  constructor(url: string, reason: string, cause?: unknown) {
    super(`the mirror does not give ${url}: ${reason}`, cause === undefined ? {} : { cause })
  }
}

/**
 * Kernels and initrds that lie on a mirror and not in the served tree (DRP: a repository with `installSource` and
 * `bootloc`). Machines ask the file server for them, which reads them through and keeps nothing. The repositories
 * are those of the profile `global`, then of the other profiles in the order of their names.
 */
export class MirrorFiles {
  readonly #objects: Objects

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /** Where the file at a path of the served tree lies on a mirror; undefined for all other paths. */
  async urlOf(path: string): Promise<URL | undefined> {
    // All of them lie in a folder; most of what is asked for in vain does not.
    if (!path.includes('/')) return undefined
    const session = this.#objects.session()
    for (const body of await session.bodies('bootenvs')) {
      const bootEnv = await session.get('bootenvs', String(body['Name']))
      if (bootEnv === undefined) continue
      const found = bootFilePaths(bootEnv).find((file) => file.path === path)
      if (found === undefined) continue
      for (const repository of await this.#repositories()) {
        const [fits] = repositoriesFor([repository], bootEnv.OS.Name, found.arch)
        if (fits?.installSource === true && fits.bootloc !== '') return locate(fits, found.file)
      }
    }
    return undefined
  }

  /**
   * Asks a mirror for a file; whoever gets the answer reads or destroys it.
   * @throws MirrorError when there is no answer, or another one than the file
   */
  async open(url: URL, method: 'GET' | 'HEAD'): Promise<IncomingMessage> {
    let at = url
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await ask(at, method).catch((cause: unknown) => {
        throw new MirrorError(at.href, cause instanceof Error ? cause.message : String(cause), cause)
      })
      if (answer.statusCode === 200) return answer
      answer.destroy()
      const next = URL.parse(answer.headers.location ?? '', at.href)
      if ((answer.statusCode ?? 0) < 300 || (answer.statusCode ?? 0) >= 400 || next === null) {
        throw new MirrorError(at.href, `it answers ${answer.statusCode}`)
      }
      at = next
    }
    throw new MirrorError(url.href, 'it leads on and on')
  }

  async #repositories(): Promise<readonly Repository[]> {
    const profiles = await this.#objects.session().bodies('profiles')
    const inOrder = profiles.toSorted(
      (a, b) =>
        Number(b['Name'] === GLOBAL) - Number(a['Name'] === GLOBAL) ||
        (String(a['Name']) < String(b['Name']) ? -1 : 1),
    )
    return inOrder.flatMap(({ Params }) => {
      const value =
        typeof Params === 'object' && Params !== null && !Array.isArray(Params)
          ? Params[REPOSITORIES]
          : undefined
      if (value === undefined) return []
      try {
        return readRepositories(value)
      } catch {
        // A broken list is reported where it is rendered for a machine.
        return []
      }
    })
  }
}

/** `bootloc` is a URL, or a folder below the repository's. */
function locate({ url, bootloc }: Repository, file: string): URL | undefined {
  const folder = URL.parse(`${bootloc}/`, `${url}/`)
  const found = folder === null ? null : URL.parse(file, folder.href)
  return found !== null && ['http:', 'https:'].includes(found.protocol) ? found : undefined
}

function ask(url: URL, method: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const call = send(url, { method, agent: false, timeout: IDLE }, resolve)
    call.on('timeout', () => call.destroy(new Error('it is silent')))
    call.on('error', reject)
    call.end()
  })
}
