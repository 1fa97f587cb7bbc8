import type { JsonObject, ObjectOf, Prefix, Reservation, Subnet } from '@metalwright/sdk/models'
import { isIPv4 } from '@metalwright/sdk/models'
import { hexAddress } from './codec.ts'
import type { ParamSchemas } from './param-schemas.ts'
import type { Ports } from './ports.ts'
import type { Session } from './session.ts'

/** What the rules of one kind of object say about an object that is about to be saved. */
export interface Verdict {
  /** The object is impossible: the save is refused. */
  readonly invalid: string[]
  /** The object is stored but cannot be used. */
  readonly unavailable: string[]
}

/** What rules look at besides the object. */
export interface RuleContext {
  readonly session: Session
  readonly schemas: ParamSchemas
  readonly ports: Ports
  /** Parses a template; the text of its fault, or `undefined` when it is sound. */
  readonly templateProblem: (name: string, contents: string) => string | undefined
}

type Rule<P extends Prefix> = (object: ObjectOf<P>, context: RuleContext) => Promise<Verdict> | Verdict

const SOUND: Verdict = { invalid: [], unavailable: [] }

/**
 * Fills what a client left out and checks an object of any kind but machines and jobs, which have rooms of
 * their own. Changes the object in place.
 */
export async function applyRules(prefix: Prefix, body: JsonObject, context: RuleContext): Promise<Verdict> {
  const rule: ((object: never, context: RuleContext) => Promise<Verdict> | Verdict) | undefined =
    RULES[prefix]
  return rule === undefined ? SOUND : await rule(body as never, context)
}

const RULES: { readonly [P in Prefix]?: Rule<P> } = {
  bootenvs: (bootEnv, context) => {
    const invalid = [...templateProblems(bootEnv.Templates, true, context)]
    if (bootEnv.OS.Name === '') invalid.push('bootenv: Missing OS.Name')
    if (bootEnv.Kernel !== '' && !bootEnv.OnlyUnknown) {
      const loaders = bootEnv.Templates.some(({ Name }) => ['pxelinux', 'elilo', 'ipxe'].includes(Name))
      if (!loaders) invalid.push('bootenv: Missing elilo or pxelinux template')
    }
    return { invalid, unavailable: [] }
  },
  stages: (stage, context) => ({
    invalid: templateProblems(stage.Templates, true, context),
    unavailable: [],
  }),
  tasks: (task, context) => {
    const flags = (task.Meta['feature-flags'] ?? '').split(',').filter((flag) => flag !== '')
    if (!flags.includes('sane-exit-codes') && !flags.includes('original-exit-codes')) {
      task.Meta['feature-flags'] = [...flags, 'sane-exit-codes'].join(',')
    }
    return { invalid: templateProblems(task.Templates, false, context), unavailable: [] }
  },
  templates: (template, context) => {
    const problem = context.templateProblem(template.ID, template.Contents)
    return problem === undefined
      ? SOUND
      : { invalid: [`Parse error for template ${template.ID}: ${problem}`], unavailable: [] }
  },
  params: (param, { schemas }) => {
    if (param.Schema === null) return SOUND
    const problem = schemas.schemaProblem(param.Schema)
    if (problem !== undefined) return { invalid: [`Schema of ${param.Name}: ${problem}`], unavailable: [] }
    const schema = param.Schema
    if (typeof schema !== 'object' || Array.isArray(schema) || schema['default'] === undefined) return SOUND
    const misfit = schemas.valueProblem(schema, schema['default'])
    return misfit === undefined
      ? SOUND
      : { invalid: [`Default of ${param.Name}: ${misfit}`], unavailable: [] }
  },
  profiles: async (profile, { session, schemas }) => ({
    invalid: await schemas.problems(session, profile.Params),
    unavailable: [],
  }),
  users: (user, { ports }) => {
    if (user.Secret === '') user.Secret = ports.secret()
    return SOUND
  },
  subnets: subnetRule,
  reservations: reservationRule,
}

function templateProblems(
  templates: readonly { Name: string; Path: string; Contents: string }[],
  needsPath: boolean,
  context: RuleContext,
): string[] {
  return templates.flatMap((template, index) => {
    const problems: string[] = []
    if (needsPath && template.Path === '') problems.push(`Template[${index}] needs a Path`)
    for (const [part, text] of [
      ['Path', template.Path],
      ['Contents', template.Contents],
    ] as const) {
      const problem = context.templateProblem(template.Name, text)
      if (problem !== undefined) problems.push(`Template[${index}] ${part}: ${problem}`)
    }
    return problems
  })
}

/** An IPv4 network in numbers. */
interface Network {
  readonly first: number
  readonly last: number
  readonly bits: number
}

/** Reads `a.b.c.d/n`; `undefined` when it is not that. */
function network(cidr: string): Network | undefined {
  const [address = '', bitsText = ''] = cidr.split('/')
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bitsText) || Number(bitsText) > 32) return undefined
  const bits = Number(bitsText)
  const size = 2 ** (32 - bits)
  const first = Math.floor(number(address) / size) * size
  return { first, last: first + size - 1, bits }
}

function number(address: string): number {
  return Number.parseInt(hexAddress(address), 16)
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

async function subnetRule(subnet: Subnet, { session }: RuleContext): Promise<Verdict> {
  const invalid: string[] = []
  const unavailable: string[] = []
  const own = network(subnet.Subnet)
  if (own === undefined) return { invalid: [`Invalid subnet address \`${subnet.Subnet}\``], unavailable }
  subnet.ActiveLeaseTime = Math.max(60, subnet.ActiveLeaseTime)
  subnet.ReservedLeaseTime = Math.max(7200, subnet.ReservedLeaseTime)
  if (subnet.Strategy !== 'MAC') invalid.push(`Invalid Strategy \`${subnet.Strategy}\``)
  if (subnet.Unmanaged && subnet.Proxy) invalid.push('Unmanaged and Proxy cannot both be true')
  if (subnet.Pickers.length === 0) {
    subnet.Pickers = subnet.OnlyReservations ? ['none'] : ['hint', 'nextFree', 'mostExpired']
  }
  for (const picker of subnet.Pickers) {
    if (!['none', 'hint', 'nextFree', 'mostExpired', 'point2point'].includes(picker)) {
      invalid.push(`Picker ${picker} is not a valid lease picking strategy`)
    }
  }
  if (!subnet.OnlyReservations && !subnet.Proxy) invalid.push(...activeRangeProblems(subnet, own))
  setOption(subnet, 1, dotted(2 ** 32 - 2 ** (32 - own.bits)))
  setOption(subnet, 28, dotted(own.last))
  for (const body of await session.bodies('subnets')) {
    const other = network(String(body['Subnet']))
    if (body['Name'] === subnet.Name || other === undefined) continue
    if (other.first <= own.last && own.first <= other.last)
      unavailable.push(`Overlaps subnet ${String(body['Name'])}`)
  }
  return { invalid, unavailable }
}

function activeRangeProblems(subnet: Subnet, own: Network): string[] {
  const { ActiveStart, ActiveEnd } = subnet
  if (ActiveStart === '' || ActiveEnd === '') {
    return ['ActiveStart and ActiveEnd are needed unless OnlyReservations or Proxy is set']
  }
  const problems: string[] = []
  for (const address of [ActiveStart, ActiveEnd]) {
    const value = number(address)
    if (value < own.first || value > own.last)
      problems.push(`${address} not in subnet range ${subnet.Subnet}`)
  }
  if (number(ActiveStart) > number(ActiveEnd))
    problems.push(`ActiveStart ${ActiveStart} is behind ActiveEnd ${ActiveEnd}`)
  return problems
}

function setOption(subnet: Subnet, code: number, value: string): void {
  if (!subnet.Options.some((option) => option.Code === code))
    subnet.Options.push({ Code: code, Value: value })
}

async function reservationRule(reservation: Reservation, { session }: RuleContext): Promise<Verdict> {
  const invalid: string[] = []
  if (!isIPv4(reservation.Addr))
    return { invalid: [`Invalid IP address \`${reservation.Addr}\``], unavailable: [] }
  reservation.Token = reservation.Token.toLowerCase()
  if (reservation.Strategy !== 'MAC') invalid.push(`Invalid Strategy \`${reservation.Strategy}\``)
  const address = number(reservation.Addr)
  let covering = ''
  for (const body of await session.bodies('subnets')) {
    const own = network(String(body['Subnet']))
    if (own === undefined || address < own.first || address > own.last) continue
    covering = String(body['Name'])
    if (own.bits < 31 && (address === own.first || address === own.last)) {
      invalid.push(`Address ${reservation.Addr} is the network or broadcast address of subnet ${covering}`)
    }
  }
  if (reservation.Scoped && covering === '')
    invalid.push('A scoped reservation needs a subnet that covers its address')
  reservation.Subnet = reservation.Scoped ? covering : ''
  for (const key of await session.find('reservations', 'Token', reservation.Token)) {
    const other = await session.get('reservations', key)
    if (other === undefined || other.Addr === reservation.Addr) continue
    if (!other.Scoped || !reservation.Scoped || other.Subnet === reservation.Subnet) {
      invalid.push(
        `Reservation ${other.Addr} already has Strategy ${other.Strategy} and Token ${other.Token}`,
      )
    }
  }
  return { invalid, unavailable: [] }
}
