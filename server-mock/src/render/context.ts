import type { BootEnv, Machine } from '@metalwright/sdk/models'
import { hexAddress } from '../objects/codec.ts'
import type { Addresses, Source } from './source.ts'
import {
  CallError,
  fn0,
  fn1,
  fn2,
  fnRest,
  type GoFunc,
  type HostObject,
  hostObject,
  param,
} from './template/index.ts'

/** Answers of the host that a template's context is built on; each may stop the rendering to be fetched first. */
export interface Lookups {
  /** Effective value of a param, `undefined` when it has none. */
  param(name: string): unknown
  token(kind: 'known' | 'infinite' | 'unknown'): string
  profileToken(profile: string, seconds: number): string
  /** Renders another text with the same context. */
  expand(text: string): string
  /** Base64 SHA-256 of the API certificate's public key. */
  readonly apiPin: string
}

/** The root of a template's data (DRP's render data): what `.` is. */
export function renderContext(source: Source, addresses: Addresses, lookups: Lookups): HostObject {
  const provisionerUrl = `http://${addresses.server}:${addresses.filePort}`
  const apiUrl = `https://${addresses.server}:${addresses.apiPort}`
  const { machine, bootEnv, stage, task } = source
  const value = (name: string) => {
    const found = lookups.param(name)
    if (found === undefined) throw new CallError(`No such machine parameter ${name}`)
    return found
  }
  const fields = new Map<string, unknown>([
    ['Machine', machine === undefined ? null : machineObject(machine, addresses, provisionerUrl)],
    ['Env', bootEnv === undefined ? null : bootEnvObject(bootEnv, provisionerUrl)],
    ['Stage', stage === undefined ? null : record('models.Stage', stage)],
    ['Task', task === undefined ? null : record('models.Task', task)],
    ['ProvisionerAddress', addresses.server],
    ['ProvisionerURL', provisionerUrl],
    ['ApiURL', apiUrl],
    ['ApiPin', lookups.apiPin],
  ])
  const methods = new Map<string, GoFunc>([
    [
      'BootParams',
      fn0(() => `${initrdArgument(bootEnv, addresses)}${lookups.expand(bootEnv?.BootParams ?? '')}`),
    ],
    ['Param', fn1(param.string, value)],
    ['ParamExists', fn1(param.string, (name) => lookups.param(name) !== undefined)],
    ['ParamAsJSON', fn1(param.string, (name) => JSON.stringify(value(name)))],
    [
      'ParamExpand',
      fn1(param.string, (name) => {
        const found = value(name)
        return typeof found === 'string' ? lookups.expand(found) : found
      }),
    ],
    ['CallTemplate', fn2(param.string, param.any, (name, data, call) => call.include(name, data))],
    ['GenerateToken', fn0(() => lookups.token(machine === undefined ? 'unknown' : 'known'))],
    ['GenerateInfiniteToken', fn0(() => lookups.token(machine === undefined ? 'unknown' : 'infinite'))],
    [
      'GenerateProfileToken',
      fn2(param.string, param.integer, (profile, seconds) => {
        const allowed = machine?.Profiles.includes(profile) ?? false
        return allowed ? lookups.profileToken(profile, Number(seconds)) : 'InvalidTokenNotAllowed'
      }),
    ],
    ['ParseUrl', fn2(param.string, param.string, parseUrl)],
  ])
  return hostObject('*backend.RenderData', { fields, methods })
}

/** iPXE's kernels find their initramfs by name (DRP): what a `.ipxe` file puts before the boot parameters. */
function initrdArgument(bootEnv: BootEnv | undefined, { file = '' }: Addresses): string {
  const [initrd] = bootEnv?.Initrds ?? []
  return initrd === undefined || !file.endsWith('.ipxe') ? '' : `initrd=${initrd.split('/').at(-1)} `
}

function machineObject(machine: Machine, addresses: Addresses, provisionerUrl: string): HostObject {
  const mac = addresses.mac ?? machine.HardwareAddrs[0] ?? ''
  const methods = new Map<string, GoFunc>([
    ['UUID', fn0(() => machine.Uuid)],
    ['Path', fn0(() => `machines/${machine.Uuid}`)],
    ['Url', fn0(() => `${provisionerUrl}/machines/${machine.Uuid}`)],
    ['HexAddress', fn0(() => hexAddress(machine.Address))],
    ['ShortName', fn0(() => machine.Name.split('.')[0] ?? '')],
    [
      'MacAddr',
      fnRest(param.string, ([form]) => (form === 'pxelinux' ? `01-${mac.replaceAll(':', '-')}` : mac)),
    ],
    ['HasProfile', fn1(param.string, (name) => machine.Profiles.includes(name))],
    ['HasTask', fn1(param.string, (name) => machine.Tasks.includes(name))],
  ])
  return record('*backend.Machine', machine, methods)
}

function bootEnvObject(bootEnv: BootEnv, provisionerUrl: string): HostObject {
  const path = (file: string) => `${filesOf(bootEnv)}/${file}`
  const pathFor = (proto: string, file: string) => {
    if (proto === 'http') return `${provisionerUrl}/${path(file)}`
    if (proto === 'tftp') return path(file)
    throw new CallError(`Unknown protocol ${proto}`)
  }
  const methods = new Map<string, GoFunc>([
    ['PathFor', fn2(param.string, param.string, pathFor)],
    [
      'JoinInitrds',
      fn1(param.string, (proto) => bootEnv.Initrds.map((initrd) => pathFor(proto, initrd)).join(' ')),
    ],
    ['InstallUrl', fn0(() => `${provisionerUrl}/${filesOf(bootEnv)}`)],
  ])
  return record('*backend.BootEnv', bootEnv, methods)
}

/** Folder of a bootenv's files in the served tree. */
export function filesOf(bootEnv: BootEnv): string {
  return bootEnv.Name.endsWith('-install') ? `${bootEnv.OS.Name}/install` : bootEnv.OS.Name
}

function record(typeName: string, object: object, methods = new Map<string, GoFunc>()): HostObject {
  return hostObject(typeName, { fields: new Map(Object.entries(object)), methods })
}

function parseUrl(part: string, text: string): string {
  const url = URL.parse(text)
  if (url === null) throw new CallError(`${text} is not a URL`)
  switch (part) {
    case 'scheme':
      return url.protocol.slice(0, -1)
    case 'host':
      return url.host
    case 'path':
      return url.pathname
    default:
      throw new CallError(`No idea how to get URL part ${part}`)
  }
}
