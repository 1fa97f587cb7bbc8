import type { BootEnv, Info } from '@metalwright/sdk/models'
import { bootEnvObject } from './boot-env-object.ts'
import { architecture, bootFilesOf } from './boot-file-paths.ts'
import { bootMenu } from './boot-menu.ts'
import { kernelLine } from './boot-script.ts'
import type { Expand, Lookups } from './lookups.ts'
import { machineObject } from './machine-object.ts'
import { netmaskBits } from './netmask.ts'
import { paramMethods } from './param-methods.ts'
import { record } from './record.ts'
import { Repositories } from './repositories.ts'
import type { Repository } from './repository.ts'
import { repositoryObject } from './repository-object.ts'
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
import { parseUrl } from './template/urls/go-url.ts'

/** What stands in place of a token that the machine may not have (DRP). */
const NO_TOKEN = 'InvalidTokenNotAllowed'

/** The root of a template's data (DRP's render data): what `.` is. */
export function renderContext(source: Source, addresses: Addresses, lookups: Lookups): HostObject {
  const { machine, bootEnv, stage, task } = source
  const provisionerUrl = `http://${addresses.server}:${addresses.filePort}`
  const apiUrl = `https://${addresses.server}:${addresses.apiPort}`
  const arch = architecture(machine?.Arch ?? '')
  const repositories = new Repositories(source, arch, provisionerUrl, lookups)
  const expand: Expand = (text, call) => lookups.expand(text, root, call)
  const expandLine: Expand = (text, call) => kernelLine(expand(text, call), text, addresses.file)
  const env =
    bootEnv &&
    bootEnvObject(bootEnv, {
      arch,
      provisionerUrl,
      installUrl: () => repositories.install()[0]?.url ?? '',
      expand: expandLine,
    })
  const fields = new Map<string, unknown>([
    ['Machine', machine === undefined ? null : machineObject(machine, addresses.mac, provisionerUrl)],
    ['Env', env ?? null],
    ['Stage', stage === undefined ? null : record('models.Stage', stage)],
    ['Task', task === undefined ? null : record('models.Task', task)],
    ['ProvisionerAddress', addresses.server],
    ['ProvisionerURL', provisionerUrl],
    // The address the asker uses is the only name of this server that is sure to lead here.
    ['ProvisionerHostURL', provisionerUrl],
    ['ApiURL', apiUrl],
    ['ApiPin', lookups.apiPin],
    ['Info', () => infoObject(lookups.info())],
  ])
  const repositoryList = (found: readonly Repository[], target: string) =>
    found.map((repository, index) => repositoryObject({ repository, target, index }, () => root))
  const rootOf = (other: BootEnv) => renderContext({ ...source, bootEnv: other }, addresses, lookups)
  const anyTarget = machine?.OS || bootEnv?.OS.Name || ''
  const methods = new Map<string, GoFunc>([
    ...paramMethods(lookups, expand),
    [
      'BootParams',
      fn0((call) => {
        if (bootEnv === undefined) return ''
        const { BootParams } = bootFilesOf(bootEnv, arch)
        return `${initrdArgument(bootEnv, arch, addresses)}${expandLine(BootParams, call)}`
      }),
    ],
    [
      'BootMenu',
      fn0((call) => bootMenu({ own: bootEnv, root, lookups, rootOf, file: addresses.file ?? '' }, call)),
    ],
    ['CallTemplate', fn2(param.string, param.any, (name, data, call) => call.include(name, data))],
    ['GenerateToken', fn0(() => lookups.token(machine === undefined ? 'unknown' : 'known'))],
    ['GenerateInfiniteToken', fn0(() => lookups.token(machine === undefined ? 'unknown' : 'infinite'))],
    [
      'GenerateProfileToken',
      fn2(param.string, param.integer, (profile, seconds) => {
        if (!machine?.Profiles.includes(profile)) return NO_TOKEN
        return lookups.profileToken(profile, seconds) ?? NO_TOKEN
      }),
    ],
    ['ParseUrl', fn2(param.string, param.string, urlPart)],
    ['NetmaskToCIDR', fn1(param.string, netmaskBits)],
    ['SecureProvisionerURL', fn0(() => secureUrl(addresses))],
    ['Repos', fnRest(param.string, (tags) => repositoryList(repositories.tagged(tags), anyTarget))],
    ['MachineRepos', fn0(() => repositoryList(repositories.machine(), machine?.OS ?? ''))],
    ['InstallRepos', fn0(() => repositoryList(repositories.install(), bootEnv?.OS.Name ?? ''))],
  ])
  const root: HostObject = hostObject('*backend.RenderData', { fields, methods })
  return root
}

/** iPXE's kernels find their initramfs by name (DRP): what a `.ipxe` file puts before the boot parameters. */
function initrdArgument(bootEnv: BootEnv, arch: string, { file = '' }: Addresses): string {
  const [initrd] = bootFilesOf(bootEnv, arch).Initrds
  return initrd === undefined || !file.endsWith('.ipxe') ? '' : `initrd=${initrd.split('/').at(-1)} `
}

/** What the server is, with the field names that templates know: `api_port` is `ApiPort`. */
function infoObject(info: Info): HostObject {
  const fields = Object.entries(info).map(([name, value]): [string, unknown] => [
    name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  return record('*models.Info', { ...Object.fromEntries(fields), ProvisionerEnabled: info.prov_enabled })
}

function secureUrl({ server, secureFilePort }: Addresses): string {
  if (secureFilePort !== undefined) return `https://${server}:${secureFilePort}`
  throw new CallError('this server has no HTTPS file server; use .ProvisionerURL, or .ApiURL with /files')
}

function urlPart(part: string, text: string): string {
  const url = parseUrl(text)
  if (part === 'scheme' || part === 'host' || part === 'path') return url[part]
  throw new CallError(`No idea how to get URL part ${part}`)
}
