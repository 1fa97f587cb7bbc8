import { catalogue, type JsonObject, PREFIXES } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { makeWorld, packOf } from './content-world.ts'

/** What published packs ask of the template language: each method, action and function of them once. */
const EVERYTHING = `
{{- /* comment */ -}}
{{define "inner"}}{{.Machine.Name | upper | quote}}{{end}}
{{block "slot" .}}{{template "inner" .}}{{end}}
{{$mac := .Machine.MacAddr}}{{$x := 1}}{{$x = add $x 2 | mul 3 | int}}
{{.Machine.UUID}} {{.Machine.Path}} {{.Machine.Url}} {{.Machine.HexAddress}} {{.Machine.ShortName}} {{.Machine.Arch}}
{{.Machine.MacAddr "pxelinux"}} {{.Machine.HasProfile "a"}} {{.Machine.HasTask "b"}} {{.Machine.Address}}
{{.Env.PathFor "http" .Env.Kernel}} {{.Env.JoinInitrds "tftp"}} {{.Env.InstallUrl}} {{.Env.OS.FamilyName}}
{{.Env.OS.FamilyType}} {{.Env.OS.FamilyVersion}} {{.Env.OS.VersionEq "7"}} {{.Env.PathForArch "http" "x" "arm64"}}
{{.Env.KernelFor "amd64"}} {{.Env.InitrdsFor "amd64"}} {{.Env.BootParamsFor "amd64"}} {{.NetmaskToCIDR "255.0.0.0"}}
{{.ProvisionerAddress}} {{.ProvisionerURL}} {{.ApiURL}} {{.BootParams}} {{.ParseUrl "host" .ApiURL}}
{{if .ParamExists "a/b"}}{{.Param "a/b"}}{{else if not .Machine}}{{.ParamAsJSON "a/b"}}{{else}}{{.ParamAsYAML "a/b"}}{{end}}
{{.ParamExpand "a/b"}} {{.ParamCompose "a/b"}} {{.ComposeParam "a/b"}} {{.ParamComposeExpand "a/b"}}
{{.GenerateToken}} {{.GenerateInfiniteToken}} {{.GenerateProfileToken "p" 0}} {{.CallTemplate "inner" .}}
{{range $index, $repo := .InstallRepos}}{{$index}} {{.Install}} {{.UrlFor "main"}} {{.JoinedComponents}}{{end}}
{{range .MachineRepos}}{{.Lines}}{{.Tag}}{{.R}}{{.Target}}{{end}}{{range .Repos "a" "b"}}{{.URL}}{{end}}
{{with $d := dict "k" (list 1 2 3)}}{{get $d "k" | first}}{{$_ := set $d "z" 1}}{{hasKey $d "z"}}{{end}}
{{default "d" ""}} {{join "," (list "a" "b")}} {{last (list 1)}} {{replace "a" "b" "aa"}} {{trim " a "}} {{lower "A"}}
{{toString 1}} {{toJson (list)}} {{split "," "a,b"}} {{has 1 (list 1)}} {{hasPrefix "a" "ab"}} {{contains "a" "b"}}
{{append (list) 1}} {{uniq (list 1 1)}} {{sha256sum "a"}} {{repeat 3 "a"}} {{index .Machine.Params "a"}}
{{printf "%-10s|%05d|%v" "a" 3 .Machine.Tasks}} {{and true (or false (ne 1 2))}} {{eq .Machine.OS "a" "b"}} {{$.Machine.Name}}
`

const task = { feature: { Meta: { 'feature-flags': 'sane-exit-codes' } } }

/** One object of every kind that packs may bring, with all that is peculiar to the kind. */
const KINDS: Readonly<Record<string, JsonObject>> = {
  bootenvs: {
    'fedora-install': {
      Name: 'fedora-install',
      Description: 'By kickstart',
      Documentation: 'Long text',
      Meta: { color: 'blue', icon: 'linux', title: 'Fedora', 'feature-flags': 'change-stage-v2' },
      OS: {
        Name: 'fedora-40',
        Family: 'redhat',
        Codename: '',
        Version: '40',
        SupportedArchitectures: {
          x86_64: {
            IsoFile: '',
            Sha256: '',
            IsoUrl: '',
            Kernel: 'vmlinuz',
            Initrds: ['initrd.img'],
            BootParams: '{{.Machine.Name}}',
            Loader: 'grubx64.efi',
          },
          aarch64: { Kernel: 'Image', Initrds: ['initrd.img', 'more.img'], BootParams: '', Loader: '' },
        },
      },
      Loaders: { 'amd64-uefi': 'shimx64.efi', 'arm64-uefi': 'ipxe-arm64.efi', '386-pcbios': 'lpxelinux.0' },
      RequiredParams: ['kind/size'],
      OptionalParams: ['kind/list'],
      Templates: [
        { Name: 'pxelinux', Path: 'pxelinux.cfg/{{.Machine.HexAddress}}', ID: 'everything.tmpl' },
        { Name: 'link', Path: '{{.Machine.Path}}/linked', Link: '/files/{{.Machine.Arch}}' },
      ],
    },
    'esxi-install': {
      Name: 'esxi-install',
      OS: { Name: 'esxi-8', Family: 'vmware', Version: '8' },
      Kernel: 'mboot.c32',
      Templates: [{ Name: 'elilo', Path: '{{.Machine.Path}}/boot.cfg', Contents: 'kernel' }],
    },
    'windows-install': {
      Name: 'windows-install',
      OS: { Name: 'windows-2022', Family: 'windows', Version: '2022' },
      Kernel: 'wimboot',
      Templates: [{ Name: 'ipxe', Path: '{{.Machine.MacAddr}}.ipxe', Contents: '#!ipxe' }],
    },
    'kind-unknown': { Name: 'kind-unknown', OS: { Name: 'discovery' }, OnlyUnknown: true, Kernel: 'vmlinuz' },
  },
  catalog_items: {
    'demo-v1.0.0': {
      Id: 'demo-v1.0.0',
      Name: 'demo',
      Type: 'catalog_item',
      Version: 'v1.0.0',
      Source: 'https://example.com/demo.json',
      Shasum256: { any: 'ab' },
    },
  },
  contexts: { runner: { Name: 'runner', Image: 'runner:v1', Engine: 'docker-context' } },
  params: {
    'kind/size': {
      Name: 'kind/size',
      Schema: { type: 'integer', minimum: 0, exclusiveMinimum: true, default: 8 },
    },
    'kind/list': {
      Name: 'kind/list',
      Schema: {
        type: 'array',
        items: {
          type: 'object',
          required: ['tag'],
          properties: { tag: { type: 'string' } },
          additionalProperties: false,
        },
      },
    },
    'kind/any': { Name: 'kind/any', Schema: null },
    'kind/password': { Name: 'kind/password', Secure: true, Schema: { type: 'string' } },
  },
  plugins: { 'kind-plugin': { Name: 'kind-plugin', Provider: 'nobody', Params: { 'kind/size': 1 } } },
  pools: {
    blue: {
      Id: 'blue',
      ParentPool: 'default',
      EnterActions: { AddProfiles: ['kind-profile'], AddParameters: { 'kind/any': [1] } },
      AllocateActions: { Workflow: 'kind-flow' },
    },
  },
  profiles: {
    'kind-profile': {
      Name: 'kind-profile',
      Params: { 'kind/size': 3, 'kind/list': [{ tag: 'a' }] },
      Profiles: ['kind-inner'],
    },
    'kind-inner': { Name: 'kind-inner', Params: { undefined_here: { any: 'thing' } } },
  },
  reservations: {
    '0A090005': {
      Addr: '10.9.0.5',
      Token: '52:54:00:AA:BB:CC',
      Strategy: 'MAC',
      Options: [{ Code: 3, Value: '10.9.0.1' }],
      Scoped: true,
    },
  },
  roles: {
    'kind-role': { Name: 'kind-role', Claims: [{ scope: 'machines', action: 'list,get', specific: '*' }] },
  },
  stages: {
    'kind-stage': {
      Name: 'kind-stage',
      BootEnv: 'fedora-install',
      Tasks: ['kind-task', 'action:power:on', 'chroot:/mnt'],
      Profiles: ['kind-profile'],
      Params: { 'kind/any': 'x' },
      Reboot: true,
      RunnerWait: true,
      Templates: [{ Name: 'seed', Path: '{{.Machine.Path}}/seed', ID: 'included.tmpl' }],
    },
  },
  subnets: {
    rack: {
      Name: 'rack',
      Subnet: '10.9.0.0/24',
      ActiveStart: '10.9.0.10',
      ActiveEnd: '10.9.0.99',
      Options: [
        { Code: 3, Value: '10.9.0.1' },
        { Code: 67, Value: '{{if eq (index . 93) "7"}}ipxe.efi{{else}}lpxelinux.0{{end}}' },
      ],
    },
  },
  tasks: {
    'kind-task': {
      Name: 'kind-task',
      ...task.feature,
      Prerequisites: ['kind-before'],
      RequiredParams: ['kind/size'],
      ExtraRoles: ['kind-role'],
      ExtraClaims: [{ scope: 'files', action: 'get', specific: '*' }],
      Templates: [
        {
          Name: 'run',
          Contents: '#!/bin/sh\n{{template "included.tmpl" .}}',
          Meta: { OS: 'linux,darwin', Interpreter: '/bin/bash' },
        },
        { Name: 'run.ps1', Contents: 'exit 0', Meta: { OS: 'windows' } },
      ],
    },
    'kind-before': { Name: 'kind-before', ...task.feature },
  },
  templates: {
    'everything.tmpl': { ID: 'everything.tmpl', Description: 'All of it', Contents: EVERYTHING },
    'included.tmpl': { ID: 'included.tmpl', Contents: '{{template "everything.tmpl" .}}' },
  },
  users: { ada: { Name: 'ada', Roles: ['kind-role'] } },
  version_sets: {
    'site-v1': {
      Id: 'site-v1',
      Apply: true,
      Components: [{ Type: 'ContentPackage', Name: 'demo', Version: 'v1.0.0' }],
    },
  },
  workflows: { 'kind-flow': { Name: 'kind-flow', Stages: ['kind-stage'] } },
}

describe('a pack with every kind of object', () => {
  it('has them all', () => {
    const kinds = PREFIXES.filter((prefix) => catalogue[prefix].content)
    expect(Object.keys(KINDS).sort()).toEqual([...kinds].sort())
  })

  it('loads without a doubt, and each object is in force', async () => {
    const world = await makeWorld()
    const summary = await world.contents.put('user:test', packOf({ Name: 'kinds', Version: 'v1' }, KINDS))
    expect(summary.Warnings).toEqual([
      'plugins/kind-plugin is not available: Plugin provider nobody does not exist',
    ])
    for (const [prefix, section] of Object.entries(KINDS)) {
      const objects = world.contents.layers().list(prefix)
      for (const [key, given] of Object.entries(section)) {
        const object = objects.get(key)
        expect(object).toMatchObject({ ReadOnly: true, Bundle: 'kinds', Validated: true })
        // The rules of these two fill in what is left out, and write addresses one way.
        if (prefix === 'reservations' || prefix === 'subnets') continue
        expect(object).toMatchObject(JSON.parse(JSON.stringify(given)))
      }
    }
    expect((await world.contents.get('kinds')).sections).toEqual(KINDS)
    // What a server fills in for a writable subnet or reservation, it fills in here too.
    const session = world.objects.session()
    expect(await session.body('subnets', 'rack')).toMatchObject({
      Pickers: ['hint', 'nextFree', 'mostExpired'],
      Options: expect.arrayContaining([{ Code: 28, Value: '10.9.0.255' }]),
    })
    expect(await session.body('reservations', '0A090005')).toMatchObject({
      Token: '52:54:00:aa:bb:cc',
      Subnet: 'rack',
    })
    const machine = await world.create('machines', { Name: 'm1', Workflow: 'kind-flow' })
    expect(machine).toMatchObject({
      Available: true,
      BootEnv: 'fedora-install',
      OS: 'fedora-40',
      Tasks: [
        'stage:kind-stage',
        'bootenv:fedora-install',
        'kind-before',
        'kind-task',
        'action:power:on',
        'chroot:/mnt',
      ],
    })
    await world.close()
  })

  it('takes no plain value of a secure param, and tells none', async () => {
    const world = await makeWorld()
    const sections = {
      params: { 'kind/password': { Name: 'kind/password', Secure: true, Schema: { type: 'string' } } },
      profiles: { site: { Name: 'site', Params: { 'kind/password': 'canary' } } },
    }
    const error: unknown = await world.contents
      .put('user:test', packOf('leaky', sections))
      .catch((reason: unknown) => reason)
    expect(String(error)).toMatch(/kind\/password/)
    expect(String(error)).not.toContain('canary')
    expect(await world.state('profiles', 'site')).toBeNull()
    await world.close()
  })
})
