import type { BootEnv, OsInfo } from '@metalwright/sdk/models'
import { bootFilesOf, filesOf } from './boot-file-paths.ts'
import type { Expand } from './lookups.ts'
import { familyName, familyType, familyVersion, versionEq } from './os-family.ts'
import { record } from './record.ts'
import {
  CallError,
  fn0,
  fn1,
  fn2,
  fn3,
  type GoFunc,
  type HostObject,
  hostObject,
  param,
} from './template/index.ts'

/** What a bootenv takes from the rendering around it. */
export interface BootEnvSurroundings {
  /** Architecture of the machine. */
  readonly arch: string
  readonly provisionerUrl: string
  /** URL of the first repository the system is installed from. */
  installUrl(): string
  /** Renders kernel parameters, which are one line. */
  readonly expand: Expand
}

/**
 * A bootenv as templates see it: its fields, with kernel, initrds and parameters of the machine's architecture,
 * and DRP's methods.
 */
export function bootEnvObject(bootEnv: BootEnv, surroundings: BootEnvSurroundings): HostObject {
  const { arch, provisionerUrl } = surroundings
  const pathFor = (proto: string, file: string, wanted: string) => {
    const path = `${filesOf(bootEnv, wanted)}/${file}`
    if (proto === 'http') return `${provisionerUrl}/${path}`
    if (proto === 'tftp') return path
    throw new CallError(`Unknown protocol ${proto}`)
  }
  const here = bootFilesOf(bootEnv, arch)
  const methods = new Map<string, GoFunc>([
    ['PathFor', fn2(param.string, param.string, (proto, file) => pathFor(proto, file, arch))],
    ['PathForArch', fn3(param.string, param.string, param.string, pathFor)],
    ['KernelFor', fn1(param.string, (wanted) => bootFilesOf(bootEnv, wanted).Kernel)],
    ['InitrdsFor', fn1(param.string, (wanted) => [...bootFilesOf(bootEnv, wanted).Initrds])],
    [
      'BootParamsFor',
      fn1(param.string, (wanted, call) => surroundings.expand(bootFilesOf(bootEnv, wanted).BootParams, call)),
    ],
    [
      'JoinInitrds',
      fn1(param.string, (proto) => here.Initrds.map((initrd) => pathFor(proto, initrd, arch)).join(' ')),
    ],
    ['InstallUrl', fn0(() => surroundings.installUrl())],
  ])
  const { Kernel, Initrds, BootParams } = here
  return record(
    '*backend.BootEnv',
    { ...bootEnv, Kernel, Initrds, BootParams, OS: osObject(bootEnv.OS) },
    methods,
  )
}

function osObject(os: OsInfo): HostObject {
  return hostObject('models.OsInfo', {
    fields: new Map(Object.entries(os)),
    methods: new Map<string, GoFunc>([
      ['FamilyName', fn0(() => familyName(os))],
      ['FamilyType', fn0(() => familyType(familyName(os)))],
      ['FamilyVersion', fn0(() => familyVersion(os))],
      ['VersionEq', fn1(param.string, (wanted) => versionEq(familyVersion(os), wanted))],
    ]),
  })
}
