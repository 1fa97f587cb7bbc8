import type { Subnet } from '@metalwright/sdk/models'
import { contains, parseAddress, parseNetwork } from '../../dhcp/ipv4.ts'
import type { OptionRecord } from '../../dhcp/records.ts'
import { type Check, namesOf, UNASKED } from '../check.ts'
import type { ServerFacts } from '../facts.ts'
import { type Finding, note, problem, warning } from '../finding.ts'
import { optionProblems } from '../option-problems.ts'

/** Are there networks to serve, and can they be served? */
export const subnets: Check = {
  name: 'subnets',
  title: 'networks of the machines',
  judge: ({ server }) => {
    if (server === undefined) return UNASKED
    if (!server.info.dhcp_enabled) return { skipped: 'DHCP is off' }
    const { subnets: all } = server
    if (all.length === 0) {
      return [
        warning(
          'There is no subnet, so DHCP answers nobody.',
          'Create one with Enabled, Subnet, ActiveStart and ActiveEnd (POST /subnets); with another DHCP server on the network, one with Proxy.',
        ),
      ]
    }
    const enabled = all.filter(({ Enabled }) => Enabled)
    return [
      ...disabled(all),
      ...overlaps(enabled),
      ...enabled.flatMap((subnet) => one(subnet, server)),
      ...enabled.flatMap(({ Name, Options }) => unusable(`subnet ${Name}`, Options)),
      ...server.reservations.flatMap(({ Addr, Options }) => unusable(`reservation ${Addr}`, Options)),
    ]
  },
}

function unusable(owner: string, options: readonly OptionRecord[]): Finding[] {
  return optionProblems(options).map((what) =>
    warning(`The ${owner} has an option that is not sent: ${what}.`, 'Correct the Value of that option.'),
  )
}

function disabled(all: readonly Subnet[]): Finding[] {
  const names = all.filter(({ Enabled }) => !Enabled).map(({ Name }) => Name)
  if (names.length === 0) return []
  const next = 'Set Enabled to true on those that are to be served.'
  return names.length === all.length
    ? [warning(`All subnets are disabled (${namesOf(names)}), so DHCP answers nobody.`, next)]
    : [note(`Disabled subnets: ${namesOf(names)}.`, next)]
}

function overlaps(enabled: readonly Subnet[]): Finding[] {
  return enabled.flatMap((left, index) =>
    enabled.slice(index + 1).flatMap((right) => {
      const [one, other] = [parseNetwork(left.Subnet), parseNetwork(right.Subnet)]
      if (one === undefined || other === undefined) return []
      if (one.network > other.broadcast || other.network > one.broadcast) return []
      return [
        problem(
          `The subnets ${left.Name} (${left.Subnet}) and ${right.Name} (${right.Subnet}) overlap.`,
          'Delete one of them, or make them disjoint; a network belongs to one subnet.',
        ),
      ]
    }),
  )
}

function one(subnet: Subnet, { interfaces }: ServerFacts): Finding[] {
  const network = parseNetwork(subnet.Subnet)
  if (network === undefined) return []
  const findings: Finding[] = []
  const needsRange = !subnet.OnlyReservations && !subnet.Proxy
  const [start, end] = [parseAddress(subnet.ActiveStart), parseAddress(subnet.ActiveEnd)]
  if (needsRange && (start === undefined || end === undefined || start > end)) {
    findings.push(
      problem(
        `The subnet ${subnet.Name} has no addresses to give: ActiveStart is ${subnet.ActiveStart || 'empty'}, ActiveEnd is ${subnet.ActiveEnd || 'empty'}.`,
        'Set ActiveStart and ActiveEnd to the first and last address of a range in it, or OnlyReservations.',
      ),
    )
  }
  const own = interfaces.flatMap(({ Addresses }) =>
    Addresses.map((text) => parseAddress(text.split('/')[0] ?? '')),
  )
  if (own.length > 0 && !own.some((address) => address !== undefined && contains(network, address))) {
    findings.push(
      warning(
        `No interface of the server is in the subnet ${subnet.Name} (${subnet.Subnet}).`,
        'Give an interface an address in it. Through a DHCP relay it works as it is, when the relay sends to this server.',
      ),
    )
  }
  return findings
}
