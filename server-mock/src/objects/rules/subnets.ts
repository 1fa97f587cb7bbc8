import type { Subnet } from '@metalwright/sdk/models'
import { addressNumber, dotted, type Network, network } from './network.ts'
import { type Rule, refused } from './rule.ts'

/** Order in which ways to find an address are tried, unless the subnet says. */
const PICKERS = ['hint', 'nextFree', 'mostExpired']
const KNOWN_PICKERS = ['none', ...PICKERS, 'point2point']
/** Options that follow from the network itself. */
const MASK = 1
const BROADCAST = 28

/** A subnet's addresses lie in its network, and no other subnet that is in use covers them. */
export const subnetRule: Rule<'subnets'> = async (subnet, { session }) => {
  const own = network(subnet.Subnet)
  if (own === undefined) return refused([`Invalid subnet address \`${subnet.Subnet}\``])
  const invalid: string[] = []
  subnet.ActiveLeaseTime = Math.max(60, subnet.ActiveLeaseTime)
  subnet.ReservedLeaseTime = Math.max(7200, subnet.ReservedLeaseTime)
  if (subnet.Strategy !== 'MAC') invalid.push(`Invalid Strategy \`${subnet.Strategy}\``)
  if (subnet.Unmanaged && subnet.Proxy) invalid.push('Unmanaged and Proxy cannot both be true')
  if (subnet.Pickers.length === 0) subnet.Pickers = subnet.OnlyReservations ? ['none'] : [...PICKERS]
  for (const picker of subnet.Pickers) {
    if (!KNOWN_PICKERS.includes(picker))
      invalid.push(`Picker ${picker} is not a valid lease picking strategy`)
  }
  if (!subnet.OnlyReservations && !subnet.Proxy) invalid.push(...activeRangeProblems(subnet, own))
  setOption(subnet, MASK, dotted(2 ** 32 - 2 ** (32 - own.bits)))
  setOption(subnet, BROADCAST, dotted(own.last))
  const unavailable: string[] = []
  for (const body of await session.bodies('subnets')) {
    const other = network(String(body['Subnet']))
    if (body['Name'] === subnet.Name || body['Available'] !== true || other === undefined) continue
    if (other.first <= own.last && own.first <= other.last) {
      unavailable.push(`Overlaps subnet ${String(body['Name'])}`)
    }
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
    const value = addressNumber(address)
    if (value < own.first || value > own.last)
      problems.push(`${address} not in subnet range ${subnet.Subnet}`)
  }
  if (addressNumber(ActiveStart) > addressNumber(ActiveEnd))
    problems.push(`ActiveStart ${ActiveStart} is behind ActiveEnd ${ActiveEnd}`)
  return problems
}

function setOption(subnet: Subnet, code: number, value: string): void {
  if (!subnet.Options.some((option) => option.Code === code))
    subnet.Options.push({ Code: code, Value: value })
}
