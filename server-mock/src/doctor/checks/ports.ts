import type { Check } from '../check.ts'
import type { Facts, HostFacts } from '../facts.ts'
import { type Finding, problem, warning } from '../finding.ts'

/** Ports of a server that nobody told otherwise. */
const USUAL = [
  { service: 'API', protocol: 'tcp', port: 8092, flag: '--api-port' },
  { service: 'files', protocol: 'tcp', port: 8091, flag: '--static-port' },
  { service: 'TFTP', protocol: 'udp', port: 69, flag: '--tftp-port' },
  { service: 'DHCP', protocol: 'udp', port: 67, flag: '--dhcp-port' },
  { service: 'BINL', protocol: 'udp', port: 4011, flag: '--binl-port' },
] as const

/** Do the services answer, or can they have their ports at all? */
export const ports: Check = {
  name: 'ports',
  title: 'ports of the services',
  judge: (facts) => {
    if (facts.server !== undefined) return [...answers(facts), ...listening(facts)]
    // A server that is not there may be one that could not start.
    if (facts.host !== undefined) return obstacles(facts.host)
    return { skipped: 'the API could not be asked' }
  },
}

function answers({ server, services }: Facts): Finding[] {
  if (server === undefined || services === undefined) return []
  const { info } = server
  const spoken = [
    { name: 'files', port: `${info.file_port}/tcp`, answering: services.files },
    { name: 'TFTP', port: `${info.tftp_port}/udp`, answering: services.tftp },
  ]
  return spoken.flatMap(({ name, port, answering }) =>
    answering === undefined || answering === 'answers'
      ? []
      : [
          problem(
            `${name} on port ${port} ${answering === 'silent' ? 'does not answer' : 'refuses connections'}.`,
            `Open ${port} in the firewalls between here and the server; machines need it to boot.`,
          ),
        ],
  )
}

/** Whether the kernel of the server's host knows of the ports that the server says it has. */
function listening({ server, host }: Facts): Finding[] {
  if (server === undefined || host === undefined) return []
  const { info } = server
  const wanted = [
    { name: 'DHCP', port: info.dhcp_port, on: info.dhcp_enabled },
    { name: 'BINL', port: info.binl_port, on: info.binl_enabled },
  ]
  return wanted.flatMap(({ name, port, on }) => {
    const holders = host.sockets.filter((socket) => socket.protocol === 'udp' && socket.port === port)
    if (on && holders.length === 0) {
      return [
        problem(
          `The server says that it serves ${name}, but nobody listens on ${port}/udp of this host.`,
          'Look for errors of the service in the log of the server, and start it again.',
        ),
      ]
    }
    const other = new Set(holders.map(({ holder }) => holder).filter((holder) => holder !== undefined))
    if (on && other.size > 1) {
      return [
        warning(
          `${name} on ${port}/udp has more than one listener: ${[...other].join(', ')}.`,
          'Two servers on one port take requests from each other; end the one that is not wanted.',
        ),
      ]
    }
    return []
  })
}

function obstacles(host: HostFacts): Finding[] {
  return USUAL.flatMap(({ service, protocol, port, flag }) => {
    const held = host.sockets.find((socket) => socket.protocol === protocol && socket.port === port)
    if (held !== undefined) {
      return [
        problem(
          `Port ${port}/${protocol}, which the server wants for ${service}, is held by ${held.holder ?? 'another process'}.`,
          `End what holds it, or choose another port with ${flag}.`,
        ),
      ]
    }
    if (port >= host.firstFreePort || host.mayBindLowPorts) return []
    return [
      problem(
        `Port ${port}/${protocol} for ${service} takes privileges that this user has not.`,
        `Start the server as root, or give Node the right with \`setcap cap_net_bind_service,cap_net_raw+ep\`, or choose a port from ${host.firstFreePort} on with ${flag}.`,
      ),
    ]
  })
}
