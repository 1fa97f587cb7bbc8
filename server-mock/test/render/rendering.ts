import { BootEnv, Info, type JsonValue, Machine, Stage, Task } from '@metalwright/sdk/models'
import { Renderer } from '../../src/render/renderer.ts'
import type { Addresses, Deferred, Source } from '../../src/render/source.ts'
import { sprigFunctions } from '../../src/render/template/index.ts'

/** A server as an asker sees it. */
export const HERE: Addresses = { server: '10.0.0.1', apiPort: 8092, filePort: 8091 }

/** A machine in the installer of CentOS 7. */
export const machine = Machine.parse({
  Name: 'web.example.com',
  Uuid: '3e7031fe-3062-45f1-835c-92541bc9cb00',
  Address: '192.168.100.110',
  HardwareAddrs: ['52:54:00:aa:00:01', '52:54:00:aa:00:02'],
  Profiles: ['blue'],
  Tasks: ['stage:one', 'inventory'],
  OS: 'centos-7',
  Stage: 'one',
  BootEnv: 'centos-7-install',
})

/** Bootenv that installs CentOS 7. */
export const bootEnv = BootEnv.parse({
  Name: 'centos-7-install',
  OS: {
    Name: 'centos-7',
    Family: 'redhat',
    Version: '7.6',
    Codename: '',
    SupportedArchitectures: {
      aarch64: {
        Kernel: 'images/arm/vmlinuz',
        Initrds: ['arm/initrd.img'],
        BootParams: 'arm {{.Machine.Name}}',
      },
    },
  },
  Kernel: 'images/pxeboot/vmlinuz',
  Initrds: ['images/pxeboot/initrd.img', 'second.img'],
  BootParams: 'ks={{.Machine.Url}}/compute.ks',
})

/** Values a rendering may ask for; levels are nearest first. */
export interface Given {
  readonly levels?: Readonly<Record<string, readonly JsonValue[]>>
  readonly profiles?: readonly string[]
  /** Bootenvs that boot menus have. */
  readonly menuBootEnvs?: readonly BootEnv[]
}

/** Parts of the source in place of the usual ones; `undefined` takes one away. */
type Changes = { readonly [Part in keyof Source]?: Source[Part] | undefined }

function changed(source: Source, changes: Changes): Source {
  const { machine, bootEnv, stage, task } = { ...source, ...changes }
  return {
    ...(machine && { machine }),
    ...(bootEnv && { bootEnv }),
    ...(stage && { stage }),
    ...(task && { task }),
  }
}

/** Renders one text; `asked` notes what was waited for. */
export function rendering(given: Given = {}, templates: Readonly<Record<string, string>> = {}) {
  const asked: string[] = []
  const levels = async (name: string): Promise<readonly JsonValue[]> =>
    (given.levels !== undefined && Object.hasOwn(given.levels, name) && given.levels[name]) || []
  const deferred: Deferred = {
    param: async (name) => {
      asked.push(name)
      return (await levels(name))[0]
    },
    levels,
    token: async (kind) => `token-${kind}`,
    profileToken: async (profile, seconds) =>
      given.profiles?.includes(profile) ? `token-${profile}-${seconds}` : undefined,
    menuBootEnvs: async () => given.menuBootEnvs ?? [],
    info: async (server) =>
      Info.parse({ address: server, version: 'v3.11.0', api_port: 8092, prov_enabled: true }),
  }
  const renderer = new Renderer(sprigFunctions, 'pin')
  const source: Source = {
    machine,
    bootEnv,
    stage: Stage.parse({ Name: 'one' }),
    task: Task.parse({ Name: 'inventory' }),
  }
  const stored = Object.entries(templates).map(([ID, Contents]) => ({ ID, Contents }))
  const session = { bodies: async () => stored }
  return {
    asked,
    renderer,
    deferred,
    text: async (text: string, changes: Changes = {}, addresses: Partial<Addresses> = {}) => {
      await renderer.load(session)
      return renderer.text('t', text, changed(source, changes), { ...HERE, ...addresses }, deferred)
    },
  }
}
