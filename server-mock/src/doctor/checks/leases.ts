import type { Subnet } from '@metalwright/sdk/models'
import { parseAddress } from '../../dhcp/ipv4.ts'
import { type Check, UNASKED } from '../check.ts'
import type { ServerFacts } from '../facts.ts'
import { type Finding, problem, warning } from '../finding.ts'

/** Part of a range from which on it is nearly full. */
const NEARLY = 0.9

/** Are there addresses left? */
export const leases: Check = {
  name: 'leases',
  title: 'addresses left in each subnet',
  judge: ({ server, now }) => {
    if (server === undefined) return UNASKED
    if (!server.info.dhcp_enabled) return { skipped: 'DHCP is off' }
    return server.subnets
      .filter((subnet) => subnet.Enabled && !subnet.Proxy && !subnet.OnlyReservations)
      .flatMap((subnet) => one(subnet, server, now))
  },
}

function one(subnet: Subnet, { leases: all, reservations }: ServerFacts, now: number): Finding[] {
  const [start, end] = [parseAddress(subnet.ActiveStart), parseAddress(subnet.ActiveEnd)]
  if (start === undefined || end === undefined || start > end) return []
  const held = new Set<number>()
  const hold = (address: string) => {
    const value = parseAddress(address)
    if (value !== undefined && value >= start && value <= end) held.add(value)
  }
  for (const { Addr } of reservations) hold(Addr)
  for (const { Addr, ExpireTime } of all) if (Date.parse(ExpireTime) > now) hold(Addr)
  const size = end - start + 1
  if (held.size < size * NEARLY) return []
  const message = `The subnet ${subnet.Name} has ${held.size} of ${size} addresses given out or reserved.`
  const next =
    'Widen ActiveStart and ActiveEnd, shorten ActiveLeaseTime, or delete leases of machines that are gone.'
  return [held.size < size ? warning(message, next) : problem(message, next)]
}
