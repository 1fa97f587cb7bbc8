import { contains, parseAddress, parseNetwork } from '../../dhcp/ipv4.ts'
import { type Check, UNASKED } from '../check.ts'
import { type Finding, problem, warning } from '../finding.ts'

const LOOPBACK = parseNetwork('127.0.0.0/8')

/** Can machines reach the address they are told? */
export const announcedAddress: Check = {
  name: 'announced-address',
  title: 'address that machines are told',
  judge: ({ server, host, endpoint }) => {
    if (server === undefined) return UNASKED
    const { info, interfaces, subnets } = server
    const findings: Finding[] = []
    const own = interfaces.flatMap(({ Addresses }) => Addresses.map((network) => network.split('/')[0] ?? ''))
    if (info.address !== '' && own.length > 0 && !own.includes(info.address)) {
      findings.push(
        problem(
          `Machines are told to load from ${info.address}, which no interface of the server has (${own.join(', ')}).`,
          'Correct --static-ip, or leave it out: then each machine is told the address it reached.',
        ),
      )
    }
    const served = subnets.filter(({ Enabled, Subnet }) => Enabled && !isLoopback(Subnet.split('/')[0] ?? ''))
    if (served.length === 0) return findings
    const forced = isLoopback(info.address) && !isLoopback(hostOf(endpoint))
    if (forced) {
      findings.push(
        problem(
          `Machines are told to load from ${info.address}, which is each machine itself.`,
          'Set --static-ip to an address that the machines reach, or leave it out.',
        ),
      )
    }
    const files =
      host?.sockets.filter(({ port, protocol }) => protocol === 'tcp' && port === info.file_port) ?? []
    if (info.prov_enabled && files.length > 0 && files.every(({ address }) => isLoopback(address))) {
      findings.push(
        warning(
          `Files are served on ${files.map(({ address }) => address).join(', ')} only, while the subnet ${served[0]?.Name} is elsewhere.`,
          'Leave out --provision-address, or set it to an address on the network of the machines.',
        ),
      )
    }
    return findings
  },
}

function isLoopback(address: string): boolean {
  if (address === 'localhost' || address === '::1') return true
  const value = parseAddress(address)
  return value !== undefined && LOOPBACK !== undefined && contains(LOOPBACK, value)
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).hostname.replace(/^\[|\]$/g, '') : ''
}
