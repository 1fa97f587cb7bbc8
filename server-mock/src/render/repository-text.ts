import { familyVersion, type PackageStyle, packageStyle } from './os-family.ts'
import type { Repository } from './repository.ts'
import { CallError } from './template/index.ts'
import { parseUrl } from './template/urls/go-url.ts'

/** A repository as it is used for one operating system. */
export interface RepositoryUse {
  readonly repository: Repository
  /** Name of the operating system, such as `centos-7`. */
  readonly target: string
  /** Its place among the repositories asked for, from 0. */
  readonly index: number
}

/** URL of a component of a repository; of the repository as a whole when the component is empty. */
export function componentUrl({ repository, target }: RepositoryUse, component: string): string {
  const { url, distribution, installSource } = repository
  const base = url.replace(/\/+$/, '')
  const style = styleOf(repository, target)
  if (style === 'apt' || installSource || component === '') return url
  if (distribution === '' || style === 'zypp') return `${base}/${component}`
  if (target.startsWith('scientificlinux')) return `${base}/${distribution}/$basearch/${component}`
  // From 8 on the rebuilds of RHEL share a layout with a tree of its own for every component.
  const major = Number.parseInt(familyVersion({ Name: target, Version: '' }), 10)
  const tree = major >= 8 ? '/os' : ''
  return `${base}/${distribution}/${component}/$basearch${tree}`
}

/** The lines by which an installed system uses a repository: a `.repo` file, or lines of `sources.list`. */
export function repositoryLines(use: RepositoryUse): string {
  const { repository, target } = use
  const style = styleOf(repository, target)
  if (style === 'apt') return `${aptSource(repository)}\n`
  const extra =
    style === 'zypp' ? ['enabled=1', 'autorefresh=1', `type=${repository.repoType || 'rpm-md'}`] : []
  return parts(use)
    .map(({ name, title, url }) =>
      [`[${name}]`, `name=${target} - ${title}`, `baseurl=${url}`, 'gpgcheck=0', ...extra, ''].join('\n'),
    )
    .join('\n')
}

/** The lines by which an installer uses a repository: kickstart, preseed, or entries of an AutoYaST list. */
export function installLines(use: RepositoryUse): string {
  const { repository, target } = use
  switch (styleOf(repository, target)) {
    case 'apt':
      return `${preseed(use).join('\n')}\n`
    case 'yum':
      if (repository.installSource) return `url --url="${quoted(repository.url)}"\n`
      return parts(use)
        .map(({ name, url }) => `repo --name="${quoted(name)}" --baseurl="${quoted(url)}"\n`)
        .join('')
    case 'zypp':
      return parts(use)
        .map(
          ({ name, url }) =>
            `<listentry>\n  <media_url>${escaped(url)}</media_url>\n  <product>${escaped(name)}</product>\n` +
            '  <product_dir>/</product_dir>\n</listentry>\n',
        )
        .join('')
  }
}

function styleOf(repository: Repository, target: string): PackageStyle {
  const known = packageStyle(target) ?? STYLES.get(repository.packageType)
  if (known !== undefined) return known
  throw new CallError(
    `repository ${repository.tag}: no idea how ${target === '' ? 'a machine without OS' : target} keeps its packages`,
  )
}

const STYLES: ReadonlyMap<string, PackageStyle> = new Map([
  ['yum', 'yum'],
  ['rpm', 'yum'],
  ['zypp', 'zypp'],
  ['apt', 'apt'],
  ['deb', 'apt'],
])

/** One entry for each component, or one for a repository without any. */
function parts(use: RepositoryUse): { name: string; title: string; url: string }[] {
  const { tag, components, installSource } = use.repository
  if (components.length === 0 || installSource) return [{ name: tag, title: tag, url: componentUrl(use, '') }]
  return components.map((component) => ({
    name: `${tag}-${component}`,
    title: `${tag} - ${component}`,
    url: componentUrl(use, component),
  }))
}

function aptSource({ url, distribution, components }: Repository): string {
  return ['deb', url, distribution, ...components].filter((word) => word !== '').join(' ')
}

function preseed({ repository, index }: RepositoryUse): string[] {
  const { scheme, host, path } = parseUrl(repository.url)
  const folder = path === '' ? '/' : path
  if (repository.installSource) {
    return [
      `d-i mirror/protocol string ${scheme}`,
      'd-i mirror/country string manual',
      `d-i mirror/${scheme}/hostname string ${host}`,
      `d-i mirror/${scheme}/directory string ${folder}`,
    ]
  }
  if (repository.securitySource) {
    return [`d-i apt-setup/security_host string ${host}`, `d-i apt-setup/security_path string ${folder}`]
  }
  return [
    `d-i apt-setup/local${index}/repository string ${aptSource(repository).slice('deb '.length)}`,
    `d-i apt-setup/local${index}/comment string ${repository.tag}`,
  ]
}

/** A value inside double quotes of a kickstart file, which has no way to escape them. */
function quoted(value: string): string {
  return value.replaceAll('"', '%22')
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
