/** What makes of BMCs do differently within Redfish, as far as it is seen from outside. */
export interface BmcMake {
  /** Name of the system's manufacturer. */
  readonly vendor: string
  readonly model: string
  readonly firmware: string
  readonly systemId: string
  readonly managerId: string
  /** Links end with a slash. */
  readonly slashes: boolean
  /** Absent: basic authentication only. */
  readonly sessions: 'path' | 'url' | undefined
  /** Status of a wrong password when a session is wanted. */
  readonly wrongPassword: 400 | 401
  readonly resetTypes: readonly string[]
  /** Where the reset types stand: in the action, or in a description of it. */
  readonly resetTypesIn: 'action' | 'info'
  /** Boot override takes effect behind a task. */
  readonly tasks: boolean
  /** `If-Match` with the resource's tag: compared if it is there, or demanded. */
  readonly match: 'optional' | 'demanded'
  /** Tags are sent as weak ones, and compared as strong ones. */
  readonly weakTags: boolean
  /** Property of the light. */
  readonly light: 'IndicatorLED' | 'LocationIndicatorActive'
  /** A reset that changes nothing, such as switching on what is on, is an error. */
  readonly refusesNeedless: boolean
}

const ALL_RESETS = ['On', 'ForceOff', 'GracefulShutdown', 'ForceRestart', 'PowerCycle', 'Nmi']

/** Makes that can be rehearsed. */
export const BMC_MAKES = {
  openbmc: {
    vendor: 'Rehearsal',
    model: 'Open system',
    firmware: '2.14.0',
    systemId: 'system',
    managerId: 'bmc',
    slashes: false,
    sessions: 'path',
    wrongPassword: 401,
    resetTypes: ALL_RESETS,
    resetTypesIn: 'info',
    tasks: false,
    match: 'optional',
    weakTags: false,
    light: 'LocationIndicatorActive',
    refusesNeedless: false,
  },
  idrac: {
    vendor: 'Rehearsal like Dell',
    model: 'R-1',
    firmware: '7.00.00.00',
    systemId: 'System.Embedded.1',
    managerId: 'iDRAC.Embedded.1',
    slashes: false,
    sessions: 'path',
    wrongPassword: 401,
    resetTypes: [...ALL_RESETS, 'GracefulRestart', 'PushPowerButton'],
    resetTypesIn: 'action',
    tasks: true,
    match: 'optional',
    weakTags: true,
    light: 'LocationIndicatorActive',
    refusesNeedless: true,
  },
  ilo: {
    vendor: 'Rehearsal like HPE',
    model: 'DL-1',
    firmware: 'iLO 4 v2.82',
    systemId: '1',
    managerId: '1',
    slashes: true,
    sessions: 'url',
    wrongPassword: 400,
    resetTypes: ['On', 'ForceOff', 'ForceRestart', 'Nmi', 'PushPowerButton'],
    resetTypesIn: 'action',
    tasks: false,
    match: 'optional',
    weakTags: true,
    light: 'IndicatorLED',
    refusesNeedless: true,
  },
  supermicro: {
    vendor: 'Rehearsal like Supermicro',
    model: 'X-1',
    firmware: '01.73.13',
    systemId: '1',
    managerId: '1',
    slashes: false,
    sessions: undefined,
    wrongPassword: 401,
    resetTypes: ['On', 'ForceOff', 'GracefulShutdown', 'GracefulRestart', 'ForceRestart', 'Nmi', 'ForceOn'],
    resetTypesIn: 'action',
    tasks: false,
    match: 'demanded',
    weakTags: true,
    light: 'IndicatorLED',
    refusesNeedless: false,
  },
} as const satisfies Readonly<Record<string, BmcMake>>

/** Name of a make. */
export type BmcMakeName = keyof typeof BMC_MAKES
