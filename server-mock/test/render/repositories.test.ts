import { BootEnv, type JsonValue, Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { machine, rendering } from './rendering.ts'

const repositories: JsonValue = [
  {
    tag: 'centos-7',
    os: ['centos-7'],
    installSource: true,
    url: 'http://mirror/centos/7/os/x86_64',
    components: null,
  },
  {
    tag: 'everything',
    os: ['centos'],
    url: 'http://mirror/centos/',
    distribution: '7',
    components: ['updates', 'extras'],
  },
  { tag: 'epel', os: ['centos-7', 'redhat-7'], url: 'http://mirror/epel/7' },
  {
    tag: 'sl',
    os: ['scientificlinux-7'],
    url: 'http://mirror/sl',
    distribution: '7x',
    components: ['security'],
  },
  { tag: 'rocky', os: ['rocky-9'], url: 'http://mirror/rocky', distribution: '9', components: ['BaseOS'] },
  { tag: 'leap', os: ['opensuse-15'], url: 'http://mirror/leap?a&b', components: ['oss'], repoType: 'yast2' },
  {
    tag: 'debian',
    os: ['debian-9'],
    installSource: true,
    url: 'http://deb/debian',
    distribution: 'stretch',
    components: ['main', 'contrib'],
  },
  {
    tag: 'security',
    os: ['debian-9'],
    securitySource: true,
    url: 'http://sec/debian-security',
    distribution: 'stretch/updates',
    components: ['main'],
  },
  { tag: 'own', os: ['debian-9'], url: 'http://own/x', distribution: 'stretch', components: ['main'] },
  { tag: 'arm', os: ['centos-7'], arch: 'aarch64', installSource: true, url: 'http://arm' },
]

const given = rendering({ levels: { 'package-repositories': [repositories] } })
const on = (os: string, name = `${os}-install`) => ({
  machine: Machine.parse({ ...machine, OS: os }),
  bootEnv: BootEnv.parse({ Name: name, OS: { Name: os, Codename: 'buster' } }),
})

describe('package repositories', () => {
  it('are chosen by tag, by the machine, and by what is installed', async () => {
    const tags = '{{.Tag}} '
    expect(await given.text(`{{range .Repos "epel" "sl"}}${tags}{{end}}`)).toBe('epel sl ')
    expect(await given.text(`{{range .MachineRepos}}${tags}{{end}}`)).toBe('centos-7 everything epel ')
    expect(await given.text(`{{range .InstallRepos}}${tags}{{end}}`)).toBe('centos-7 ')
    expect(await given.text(`{{range .InstallRepos}}${tags}{{end}}`, on('debian-9'))).toBe('debian security ')
    expect(await given.text('{{.Env.InstallUrl}}')).toBe('http://mirror/centos/7/os/x86_64')
    const arm = { machine: Machine.parse({ ...machine, Arch: 'arm64' }) }
    expect(await given.text('{{.Env.InstallUrl}}', arm)).toBe('http://mirror/centos/7/os/x86_64')
    expect(await given.text(`{{range .MachineRepos}}${tags}{{end}}`, arm)).toBe(
      'centos-7 everything epel arm ',
    )
    expect(await given.text(`{{range .MachineRepos}}${tags}{{end}}`, { machine: undefined })).toBe('')
  })

  it('fall back to the unpacked ISO', async () => {
    const use = on('debian-10')
    expect(
      await given.text(
        '{{range .InstallRepos}}{{.Tag}} {{.URL}} {{.Distribution}} {{.JoinedComponents}}{{end}}',
        use,
      ),
    ).toBe('debian-10 http://10.0.0.1:8091/debian-10/install buster main')
    expect(await rendering().text('{{.Env.InstallUrl}}', use)).toBe('http://10.0.0.1:8091/debian-10/install')
    expect(await rendering().text('{{len .MachineRepos}}{{len (.Repos "x")}}')).toBe('00')
  })

  it('are written for installers', async () => {
    const install = '{{range .InstallRepos}}{{.Install}}{{end}}'
    expect(await given.text(install)).toBe('url --url="http://mirror/centos/7/os/x86_64"\n')
    expect(await given.text('{{range .Repos "everything"}}{{.Install}}{{end}}')).toBe(
      'repo --name="everything-updates" --baseurl="http://mirror/centos/7/updates/$basearch"\n' +
        'repo --name="everything-extras" --baseurl="http://mirror/centos/7/extras/$basearch"\n',
    )
    expect(await given.text(install, on('debian-9'))).toBe(
      [
        'd-i mirror/protocol string http',
        'd-i mirror/country string manual',
        'd-i mirror/http/hostname string deb',
        'd-i mirror/http/directory string /debian',
        'd-i apt-setup/security_host string sec',
        'd-i apt-setup/security_path string /debian-security',
        '',
      ].join('\n'),
    )
    expect(await given.text('{{range .Repos "x" "own"}}{{.Install}}{{end}}', on('debian-9'))).toBe(
      'd-i apt-setup/local0/repository string http://own/x stretch main\nd-i apt-setup/local0/comment string own\n',
    )
    expect(await given.text('{{range .Repos "leap"}}{{.Install}}{{end}}', on('opensuse-15'))).toContain(
      '<media_url>http://mirror/leap?a&amp;b/oss</media_url>',
    )
  })

  it('are written for package managers', async () => {
    const lines = '{{range .MachineRepos}}{{.Lines}}{{end}}'
    expect(await given.text('{{range .Repos "everything"}}{{.Lines}}{{end}}')).toBe(
      [
        '[everything-updates]',
        'name=centos-7 - everything - updates',
        'baseurl=http://mirror/centos/7/updates/$basearch',
        'gpgcheck=0',
        '',
        '[everything-extras]',
        'name=centos-7 - everything - extras',
        'baseurl=http://mirror/centos/7/extras/$basearch',
        'gpgcheck=0',
        '',
      ].join('\n'),
    )
    expect(await given.text(lines, on('debian-9'))).toBe(
      'deb http://deb/debian stretch main contrib\n' +
        'deb http://sec/debian-security stretch/updates main\ndeb http://own/x stretch main\n',
    )
    expect(await given.text(lines, on('scientificlinux-7'))).toContain(
      'baseurl=http://mirror/sl/7x/$basearch/security',
    )
    expect(await given.text(lines, on('rocky-9'))).toContain(
      'baseurl=http://mirror/rocky/9/BaseOS/$basearch/os',
    )
    expect(await given.text(lines, on('opensuse-15'))).toContain('autorefresh=1\ntype=yast2\n')
  })

  it('have methods', async () => {
    const use = '{{with index (.Repos "everything") 0}}'
    expect(await given.text(`${use}{{.JoinedComponents}} {{.UrlFor "cr"}} {{.Target}}{{end}}`)).toBe(
      'updates extras http://mirror/centos/7/cr/$basearch centos-7',
    )
    expect(await given.text(`${use}{{.R.Machine.Name}} {{.R.ParseUrl "host" .URL}}{{end}}`)).toBe(
      'web.example.com mirror',
    )
    expect(
      await given.text(`${use}{{.OS}} {{.InstallSource}} {{.SecuritySource}} {{.Components}}{{end}}`),
    ).toBe('[centos] false false [updates extras]')
  })

  it('that are malformed, or would write more than their line, are refused', async () => {
    const hostile = (repository: JsonValue) =>
      rendering({ levels: { 'package-repositories': [[repository]] } }).text(
        '{{range .Repos "a"}}{{.Install}}{{.Lines}}{{end}}',
      )
    await expect(hostile({ tag: 'a', url: 'http://h\nreboot' })).rejects.toThrow(/control character/)
    await expect(hostile({ tag: 'a', url: 'x', components: ['a\r\nb'] })).rejects.toThrow(/control character/)
    await expect(hostile({ tag: 'a' })).rejects.toThrow(/param package-repositories: .*url/)
    await expect(hostile('x')).rejects.toThrow(/param package-repositories/)
    expect(await hostile({ tag: 'a"b', url: 'x' })).toBe('')
    expect(await hostile({ tag: 'a', url: 'http://h/" --x' })).toContain('--baseurl="http://h/%22 --x"')
    const unknown = { machine: Machine.parse({ ...machine, OS: 'plan9' }) }
    await expect(given.text('{{range .Repos "epel"}}{{.Lines}}{{end}}', unknown)).rejects.toThrow(
      /no idea how plan9 keeps its packages/,
    )
  })
})
