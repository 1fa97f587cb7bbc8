import { BootEnv, Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { bootEnv, machine, rendering } from './rendering.ts'

const unknown = { machine: undefined } as const

/** Each line of the table renders its left side as its right side. */
async function same(cases: readonly (readonly [string, string])[], given = rendering()): Promise<void> {
  for (const [template, output] of cases)
    expect([template, await given.text(template)]).toEqual([template, output])
}

describe('what templates see of a machine', () => {
  it('answers the fields and methods of DRP', async () => {
    await same([
      [
        '{{.Machine.Name}} {{.Machine.Uuid}} {{.Machine.Address}}',
        `web.example.com ${machine.Uuid} 192.168.100.110`,
      ],
      ['{{.Machine.UUID}}', machine.Uuid],
      ['{{.Machine.Stage}} {{.Machine.BootEnv}} {{.Machine.OS}}', 'one centos-7-install centos-7'],
      [
        '{{.Machine.Profiles}} {{.Machine.Tasks}} {{.Machine.CurrentTask}}',
        '[blue] [stage:one inventory] -1',
      ],
      ['{{.Machine.Runnable}} {{.Machine.Arch}} {{.Machine.Workflow}}', 'true amd64 '],
      ['{{.Machine.Path}}', `machines/${machine.Uuid}`],
      ['{{.Machine.Url}}', `http://10.0.0.1:8091/machines/${machine.Uuid}`],
      ['{{.Machine.HexAddress}} {{.Machine.ShortName}}', 'C0A8646E web'],
      ['{{.Machine.MacAddr}} {{.Machine.MacAddr "pxelinux"}}', '52:54:00:aa:00:01 01-52-54-00-aa-00-01'],
      ['{{.Machine.MacAddr "other"}}', '52:54:00:aa:00:01'],
      ['{{.Machine.HasProfile "blue"}} {{.Machine.HasProfile "red"}}', 'true false'],
      ['{{.Machine.HasTask "inventory"}} {{.Machine.HasTask "x"}}', 'true false'],
      ['{{.Stage.Name}} {{.Task.Name}}', 'one inventory'],
    ])
    expect(await rendering().text('{{.Machine.MacAddr}}', {}, { mac: '52:54:00:aa:00:02' })).toBe(
      '52:54:00:aa:00:02',
    )
  })

  it('is nil where nobody knows the machine', async () => {
    const { text } = rendering()
    expect(await text('{{if .Machine}}known{{else}}unknown{{end}}', unknown)).toBe('unknown')
    expect(await text('{{.GenerateToken}} {{.GenerateInfiniteToken}}', unknown)).toBe(
      'token-unknown token-unknown',
    )
    await expect(text('{{.Machine.Name}}', unknown)).rejects.toThrow(/nil pointer/)
  })

  it('tells where the server is', async () => {
    await same([
      [
        '{{.ProvisionerAddress}} {{.ProvisionerURL}} {{.ApiURL}}',
        '10.0.0.1 http://10.0.0.1:8091 https://10.0.0.1:8092',
      ],
      ['{{.ProvisionerHostURL}} {{.ApiPin}}', 'http://10.0.0.1:8091 pin'],
      ['{{.Info.Version}} {{.Info.ApiPort}} {{.Info.Address}}', 'v3.11.0 8092 10.0.0.1'],
      ['{{.Info.ProvEnabled}} {{.Info.ProvisionerEnabled}}', 'true true'],
    ])
    await expect(rendering().text('{{.SecureProvisionerURL}}')).rejects.toThrow(/no HTTPS file server/)
    const secure = await rendering().text('{{.SecureProvisionerURL}}', {}, { secureFilePort: 8090 })
    expect(secure).toBe('https://10.0.0.1:8090')
  })

  it('gives tokens over profiles only for those the machine carries and that are there', async () => {
    const given = rendering({ profiles: ['blue', 'red'] })
    await same(
      [
        ['{{.GenerateToken}} {{.GenerateInfiniteToken}}', 'token-known token-infinite'],
        ['{{.GenerateProfileToken "blue" 60}}', 'token-blue-60'],
        ['{{.GenerateProfileToken "red" 60}}', 'InvalidTokenNotAllowed'],
      ],
      given,
    )
    expect(await rendering().text('{{.GenerateProfileToken "blue" 0}}')).toBe('InvalidTokenNotAllowed')
    expect(await given.text('{{.GenerateProfileToken "blue" 0}}', unknown)).toBe('InvalidTokenNotAllowed')
  })

  it('takes URLs and netmasks apart', async () => {
    await same([
      ['{{.ParseUrl "scheme" "http://h:80/a/b?c"}}', 'http'],
      ['{{.ParseUrl "host" "http://h:80/a/b?c"}}', 'h:80'],
      ['{{.ParseUrl "path" "http://h:80/a/b?c"}}|{{.ParseUrl "path" "http://h"}}', '/a/b|'],
      [
        '{{.NetmaskToCIDR "255.255.255.0"}} {{.NetmaskToCIDR "0.0.0.0"}} {{.NetmaskToCIDR "255.255.255.255"}}',
        '24 0 32',
      ],
    ])
    const { text } = rendering()
    await expect(text('{{.ParseUrl "port" "http://h"}}')).rejects.toThrow(/No idea how to get URL part port/)
    for (const mask of ['255.0.255.0', '', '255.255.255', 'x', '256.0.0.0']) {
      await expect(text(`{{.NetmaskToCIDR "${mask}"}}`)).rejects.toThrow(/is not a netmask/)
    }
  })
})

describe('what templates see of a bootenv', () => {
  it('has paths for loaders and URLs for kernels', async () => {
    await same([
      [
        '{{.Env.Name}} {{.Env.Kernel}} {{index .Env.Initrds 0}}',
        'centos-7-install images/pxeboot/vmlinuz images/pxeboot/initrd.img',
      ],
      ['{{.Env.PathFor "tftp" .Env.Kernel}}', 'centos-7/install/images/pxeboot/vmlinuz'],
      ['{{.Env.PathFor "http" "x"}}', 'http://10.0.0.1:8091/centos-7/install/x'],
      [
        '{{.Env.JoinInitrds "tftp"}}',
        'centos-7/install/images/pxeboot/initrd.img centos-7/install/second.img',
      ],
      ['{{.Env.InstallUrl}}', 'http://10.0.0.1:8091/centos-7/install'],
      ['{{.BootParams}}', `ks=http://10.0.0.1:8091/machines/${machine.Uuid}/compute.ks`],
    ])
    await expect(rendering().text('{{.Env.PathFor "ftp" "x"}}')).rejects.toThrow(/Unknown protocol ftp/)
    const script = await rendering().text('{{.BootParams}}', {}, { file: 'default.ipxe' })
    expect(script).toMatch(/^initrd=initrd\.img ks=/)
    const plain = BootEnv.parse({ Name: 'sledgehammer', OS: { Name: 'sledgehammer/abc' } })
    expect(await rendering().text('{{.Env.PathFor "tftp" "k"}}|{{.BootParams}}', { bootEnv: plain })).toBe(
      'sledgehammer/abc/k|',
    )
  })

  it('keeps kernel parameters one line of a script', async () => {
    const params = (value: string, file = 'x.cfg') =>
      rendering({ levels: { 'kernel-options': [value] } }).text(
        '{{.BootParams}}|{{.Env.BootParamsFor "amd64"}}',
        {
          bootEnv: BootEnv.parse({
            Name: 'bb',
            OS: { Name: 'b' },
            BootParams: 'a {{.Param "kernel-options"}}',
          }),
        },
        { file },
      )
    expect(await params('quiet "x y" a=1||2\n')).toBe('a quiet "x y" a=1||2|a quiet "x y" a=1||2')
    for (const hostile of ['x\nchain http://evil', 'x\r\nshell', 'x\0', 'x\u001b[2J', 'x\u0085y']) {
      await expect(params(hostile)).rejects.toThrow(/one line, without control characters/)
    }
    for (const hostile of ['x || shell', '&& shell', 'x #!ipxe', 'x ; shell', '${net0/ip}']) {
      expect(await params(hostile)).toContain(hostile)
      await expect(params(hostile, 'default.ipxe')).rejects.toThrow(/default\.ipxe cannot have/)
    }
  })

  it('answers for the architecture of the machine, or the one asked for', async () => {
    await same([
      ['{{.Env.KernelFor "arm64"}} {{.Env.KernelFor "amd64"}}', 'images/arm/vmlinuz images/pxeboot/vmlinuz'],
      ['{{.Env.InitrdsFor "aarch64"}}', '[arm/initrd.img]'],
      ['{{.Env.BootParamsFor "arm64"}}', 'arm web.example.com'],
      ['{{.Env.PathForArch "tftp" "k" "arm64"}}', 'centos-7/arm64/install/k'],
      ['{{.Env.PathForArch "http" "k" "amd64"}}', 'http://10.0.0.1:8091/centos-7/install/k'],
      ['{{.Env.PathForArch "tftp" "k" "riscv64"}}', 'centos-7/install/k'],
    ])
    const arm = Machine.parse({ ...machine, Arch: 'arm64' })
    const template = '{{.Env.PathFor "tftp" .Env.Kernel}} {{.BootParams}} {{.Env.JoinInitrds "tftp"}}'
    expect(await rendering().text(template, { machine: arm })).toBe(
      'centos-7/arm64/install/images/arm/vmlinuz arm web.example.com centos-7/arm64/install/arm/initrd.img',
    )
  })

  it('knows families of operating systems', async () => {
    await same([
      [
        '{{.Env.OS.Name}} {{.Env.OS.FamilyName}} {{.Env.OS.FamilyType}} {{.Env.OS.FamilyVersion}}',
        'centos-7 redhat rhel 7.6',
      ],
      [
        '{{.Env.OS.VersionEq "7"}} {{.Env.OS.VersionEq "7.6"}} {{.Env.OS.VersionEq "7.6.1"}} {{.Env.OS.VersionEq "6"}}',
        'true true false false',
      ],
      ['{{if eq .Env.OS.FamilyType "rhel"}}yes{{end}}', 'yes'],
    ])
    const seen = (Name: string) =>
      rendering().text('{{.Env.OS.FamilyName}} {{.Env.OS.FamilyType}} {{.Env.OS.FamilyVersion}}', {
        bootEnv: BootEnv.parse({ Name: 'x-install', OS: { Name } }),
      })
    expect(await seen('ubuntu-18.04')).toBe('ubuntu debian 18.04')
    expect(await seen('rocky-9')).toBe('rocky rhel 9')
    expect(await seen('opensuse-leap-15')).toBe('opensuse opensuse leap-15')
    expect(await seen('esxi')).toBe('esxi esxi ')
  })

  it('is nil where there is none', async () => {
    const none = { bootEnv: undefined, stage: undefined, task: undefined }
    const template =
      '{{if .Env}}env{{end}}{{if .Stage}}stage{{end}}{{if .Task}}task{{end}}{{.BootParams}}{{len .InstallRepos}}'
    expect(await rendering().text(template, none)).toBe('0')
    expect(bootEnv.Name).toBe('centos-7-install')
  })
})
