import { DecodeError, decode, type JsonValue } from '@metalwright/sdk/models'
import { z } from 'zod'
import { architecture } from './boot-file-paths.ts'
import { CallError } from './template/index.ts'

/** Param that lists the package repositories a machine may use. */
export const REPOSITORIES = 'package-repositories'

/** Text that ends up as part of one line of an installer's or package manager's configuration. */
const line = z.string().refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), {
  error: (issue) => `${JSON.stringify(issue.input)} has a control character`,
})
const text = line.default('')

const Repository = z.object({
  tag: line,
  /** Operating systems it is for, such as `centos-7`, or a family such as `centos`. */
  os: z.array(line).default(() => []),
  /** Architecture it is for; empty for all. */
  arch: text,
  url: line,
  packageType: text,
  repoType: text,
  /** The system is installed from it. */
  installSource: z.boolean().default(false),
  /** Security updates come from it. */
  securitySource: z.boolean().default(false),
  distribution: text,
  components: z.array(line).default(() => []),
  /** Where below `url` the kernel and the initrds lie. */
  bootloc: text,
})
/** An entry of the param `package-repositories`. */
export type Repository = z.infer<typeof Repository>

/** Reads the value of the param `package-repositories`. @throws CallError naming what does not fit */
export function readRepositories(value: JsonValue): Repository[] {
  try {
    return decode(z.array(z.preprocess(withoutNulls, Repository)), value)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw new CallError(`param ${REPOSITORIES}: ${error.message}`)
  }
}

function withoutNulls(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}

/** Repositories with one of the tags, in the order of the tags. */
export function taggedRepositories(all: readonly Repository[], tags: readonly string[]): Repository[] {
  return tags.flatMap((tag) => all.filter((repository) => repository.tag === tag))
}

/** Repositories for an operating system and an architecture; those that name its family count. */
export function repositoriesFor(all: readonly Repository[], os: string, arch: string): Repository[] {
  return all.filter(
    (repository) =>
      fitsArch(repository, arch) && repository.os.some((name) => name === os || os.startsWith(`${name}-`)),
  )
}

/**
 * What an operating system is installed from (DRP): the first install source that names it, else the local
 * one, and the first security source that names it.
 */
export function installRepositories(
  all: readonly Repository[],
  os: string,
  arch: string,
  local: Repository,
): Repository[] {
  const own = all.filter((repository) => fitsArch(repository, arch) && repository.os.includes(os))
  const security = own.find(({ securitySource }) => securitySource)
  const source = own.find(({ installSource }) => installSource) ?? local
  return security === undefined ? [source] : [source, security]
}

function fitsArch(repository: Repository, arch: string): boolean {
  return repository.arch === '' || architecture(repository.arch) === architecture(arch)
}
