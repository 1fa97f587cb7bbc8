/** How a plugin can be reached. */
export interface Address {
  readonly network: 'unix' | 'tcp'
  readonly address: string
}

/** What the host told by environment variables. */
export interface HostWishes {
  /** PEM of the host's certificate; null when the connection is not to be encrypted. */
  readonly clientCertificate: string | null
  /** Whether the host asks about multiplexing, which then needs an answer. */
  readonly multiplex: boolean
}

const cookieName = 'TF_PLUGIN_MAGIC_COOKIE'
const cookieValue = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2'
const protocol = 6

/** Thrown when the process was not started as a plugin. The message is for the person at the terminal. */
export class HandshakeError extends Error {
  readonly code: 'no-host' | 'protocol'

  constructor(code: 'no-host' | 'protocol', message: string) {
    super(message)
    this.name = 'HandshakeError'
    this.code = code
  }
}

/**
 * Checks that Terraform or OpenTofu started this process and speaks protocol 6.
 * @throws HandshakeError otherwise.
 */
export function readHostWishes(env: Readonly<Record<string, string | undefined>>): HostWishes {
  if (env[cookieName] !== cookieValue) {
    throw new HandshakeError(
      'no-host',
      'This program is a plugin for Terraform and OpenTofu and is started by them. Name it in required_providers and run "terraform init", or start it with --reattach to debug it.',
    )
  }
  const offered = env['PLUGIN_PROTOCOL_VERSIONS']
  if (offered !== undefined && !offered.split(',').map(Number).includes(protocol)) {
    throw new HandshakeError(
      'protocol',
      `This provider speaks plugin protocol ${protocol}, the host only ${offered}. Use Terraform 1.0 or later, or OpenTofu.`,
    )
  }
  return {
    clientCertificate: env['PLUGIN_CLIENT_CERT'] || null,
    multiplex: Boolean(env['PLUGIN_MULTIPLEX_GRPC']),
  }
}

/**
 * The one line on standard output by which go-plugin learns where and how to connect. The certificate is
 * unpadded base64; padding makes the host refuse it.
 */
export function handshakeLine(
  { network, address }: Address,
  certificate: Uint8Array | null,
  multiplex: boolean,
): string {
  const encoded = certificate ? Buffer.from(certificate).toString('base64').replace(/=+$/, '') : ''
  const fields = ['1', String(protocol), network, address, 'grpc', encoded]
  return `${[...fields, ...(multiplex ? ['false'] : [])].join('|')}\n`
}

/**
 * The value of TF_REATTACH_PROVIDERS that makes a host use a running provider. It names the provider without the
 * registry: Terraform and OpenTofu each add their own.
 */
export function reattachValue(source: string, { network, address }: Address, pid: number): string {
  const entry = { Protocol: 'grpc', ProtocolVersion: protocol, Pid: pid, Test: true }
  const name = source.split('/').slice(-2).join('/')
  return JSON.stringify({ [name]: { ...entry, Addr: { Network: network, String: address } } })
}
