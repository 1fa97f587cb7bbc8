import { record } from './record.ts'
import { componentUrl, installLines, type RepositoryUse, repositoryLines } from './repository-text.ts'
import { fn0, fn1, type GoFunc, type HostObject, param } from './template/index.ts'

/** A package repository as templates see it (DRP's `Repo`). @param root the context, which `.R` gives back */
export function repositoryObject(use: RepositoryUse, root: () => HostObject): HostObject {
  const { repository, target } = use
  const fields = {
    Tag: repository.tag,
    OS: repository.os,
    Arch: repository.arch,
    URL: repository.url,
    PackageType: repository.packageType,
    RepoType: repository.repoType,
    InstallSource: repository.installSource,
    SecuritySource: repository.securitySource,
    Distribution: repository.distribution,
    Components: repository.components,
    BootLoc: repository.bootloc,
  }
  const methods = new Map<string, GoFunc>([
    ['Install', fn0(() => installLines(use))],
    ['Lines', fn0(() => repositoryLines(use))],
    ['UrlFor', fn1(param.string, (component) => componentUrl(use, component))],
    ['JoinedComponents', fn0(() => repository.components.join(' '))],
    ['Target', fn0(() => target)],
    ['R', fn0(root)],
  ])
  return record('*backend.Repo', fields, methods)
}
