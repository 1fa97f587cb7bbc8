import type { JsonObject } from '@metalwright/sdk/models'
import type { BmcMake } from './bmc-make.ts'

/** What changes in a system behind a BMC. */
export interface SystemState {
  readonly power: 'on' | 'off'
  /** `Pxe`, `Hdd` or `None`. */
  readonly target: string
  /** `Once`, `Continuous` or `Disabled`. */
  readonly enabled: string
  readonly light: boolean
}

/** Boot devices that can be chosen. */
export const BOOT_TARGETS: readonly string[] = ['None', 'Pxe', 'Hdd']
/** How long a choice may count. */
export const BOOT_TIMES: readonly string[] = ['Disabled', 'Once', 'Continuous']

/** Paths of a BMC's resources. */
export interface ResourcePaths {
  readonly root: string
  readonly systems: string
  readonly system: string
  readonly reset: string
  readonly resetInfo: string
  readonly managers: string
  readonly manager: string
  readonly chassis: string
  readonly sessions: string
  readonly tasks: string
}

/** Where a make has its resources. */
export function resourcePaths(make: BmcMake): ResourcePaths {
  const root = '/redfish/v1/'
  const end = make.slashes ? '/' : ''
  const system = `${root}Systems/${make.systemId}`
  return {
    root,
    systems: `${root}Systems${end}`,
    system: `${system}${end}`,
    reset: `${system}/Actions/ComputerSystem.Reset${end}`,
    resetInfo: `${system}/ResetActionInfo${end}`,
    managers: `${root}Managers${end}`,
    manager: `${root}Managers/${make.managerId}${end}`,
    chassis: `${root}Chassis${end}`,
    sessions: `${root}SessionService/Sessions${end}`,
    tasks: `${root}TaskService/Tasks/`,
  }
}

/** The resources of a BMC with one system by their paths (schemas of DSP2046). */
export function resources(
  make: BmcMake,
  paths: ResourcePaths,
  state: SystemState,
): ReadonlyMap<string, JsonObject> {
  const link = (path: string) => ({ '@odata.id': path })
  const list = (type: string, members: readonly string[]) => ({
    '@odata.type': `#${type}.${type}`,
    Name: type,
    Members: members.map(link),
    'Members@odata.count': members.length,
  })
  const all: [string, JsonObject][] = [
    [
      paths.root,
      {
        '@odata.type': '#ServiceRoot.v1_9_0.ServiceRoot',
        Id: 'RootService',
        Name: 'Root Service',
        RedfishVersion: '1.11.0',
        Systems: link(paths.systems),
        Managers: link(paths.managers),
        Chassis: link(paths.chassis),
        ...(make.sessions === undefined
          ? {}
          : {
              SessionService: link(`${paths.root}SessionService`),
              Links: { Sessions: link(paths.sessions) },
            }),
      },
    ],
    [paths.systems, list('ComputerSystemCollection', [paths.system])],
    [paths.system, system(make, paths, state)],
    [paths.managers, list('ManagerCollection', [paths.manager])],
    [
      paths.manager,
      {
        '@odata.type': '#Manager.v1_9_0.Manager',
        Id: make.managerId,
        Name: 'Manager',
        FirmwareVersion: make.firmware,
      },
    ],
    [paths.chassis, list('ChassisCollection', [])],
    [
      paths.resetInfo,
      {
        '@odata.type': '#ActionInfo.v1_1_2.ActionInfo',
        Id: 'ResetActionInfo',
        Name: 'Reset Action Info',
        Parameters: [
          { Name: 'ResetType', Required: true, DataType: 'String', AllowableValues: [...make.resetTypes] },
        ],
      },
    ],
  ]
  return new Map(all.map(([path, body]) => [path, { '@odata.id': path, ...body }]))
}

function system(make: BmcMake, paths: ResourcePaths, state: SystemState): JsonObject {
  const named =
    make.resetTypesIn === 'action'
      ? { 'ResetType@Redfish.AllowableValues': [...make.resetTypes] }
      : { '@Redfish.ActionInfo': paths.resetInfo }
  return {
    '@odata.type': '#ComputerSystem.v1_13_0.ComputerSystem',
    Id: make.systemId,
    Name: 'System',
    Manufacturer: make.vendor,
    Model: make.model,
    PowerState: state.power === 'on' ? 'On' : 'Off',
    Boot: {
      BootSourceOverrideEnabled: state.enabled,
      BootSourceOverrideTarget: state.target,
      'BootSourceOverrideTarget@Redfish.AllowableValues': [...BOOT_TARGETS],
    },
    ...(make.light === 'IndicatorLED'
      ? { IndicatorLED: state.light ? 'Blinking' : 'Off' }
      : { LocationIndicatorActive: state.light }),
    Actions: { '#ComputerSystem.Reset': { target: paths.reset, ...named } },
    Links: { ManagedBy: [{ '@odata.id': paths.manager }] },
  }
}
