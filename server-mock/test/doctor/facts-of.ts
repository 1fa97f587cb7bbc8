import {
  BootEnv,
  Info,
  Lease,
  NetworkInterface,
  Reservation,
  Stage,
  Subnet,
  Workflow,
} from '@metalwright/sdk/models'
import type { Check } from '../../src/doctor/check.ts'
import type { Facts, HostFacts, ServerFacts, ServiceFacts } from '../../src/doctor/facts.ts'

/** The moment at which facts are judged. */
export const NOW = Date.parse('2030-01-01T00:00:00Z')
export const DAY = 86_400_000

/** A subnet in order, with changes. */
export function subnet(change: Partial<Subnet> = {}): Subnet {
  return Subnet.parse({
    Name: 'lab',
    Subnet: '10.0.0.0/24',
    ActiveStart: '10.0.0.10',
    ActiveEnd: '10.0.0.19',
    Enabled: true,
    Available: true,
    ...change,
  })
}

/** A lease that still runs at `NOW`. */
export function lease(Addr: string, ExpireTime = '2030-01-01T01:00:00Z'): Lease {
  return Lease.parse({ Addr, ExpireTime, State: 'ACK', Token: '52:54:00:00:00:01' })
}

export function reservation(Addr: string): Reservation {
  return Reservation.parse({ Addr, Token: '52:54:00:00:00:02', Strategy: 'MAC' })
}

/** A bootenv in order, with changes. */
export function bootEnv(Name: string, change: Partial<BootEnv> = {}): BootEnv {
  return { ...BootEnv.parse({ Name, Available: true, OS: { Name } }), ...change }
}

const discovery = (Name: string, OnlyUnknown: boolean) =>
  bootEnv(Name, {
    OnlyUnknown,
    Kernel: 'vmlinuz',
    Initrds: ['initrd.img'],
    OS: BootEnv.parse({ Name, OS: { Name: 'discovery' } }).OS,
  })

/** What the API of an installation in order says: it discovers machines on one network. */
export function server(change: Partial<ServerFacts> = {}): ServerFacts {
  return {
    info: Info.parse({
      address: '10.0.0.1',
      api_port: 8092,
      file_port: 8091,
      tftp_port: 69,
      dhcp_port: 67,
      binl_port: 4011,
      tftp_enabled: true,
      dhcp_enabled: true,
      binl_enabled: true,
      prov_enabled: true,
    }),
    prefs: {
      defaultWorkflow: 'discover',
      defaultStage: 'none',
      defaultBootEnv: 'discovery',
      unknownBootEnv: 'unknown-discovery',
    },
    interfaces: [
      NetworkInterface.parse({ Name: 'lo', Addresses: ['127.0.0.1/8'] }),
      NetworkInterface.parse({ Name: 'eth0', Addresses: ['10.0.0.1/24'] }),
    ],
    subnets: [subnet()],
    leases: [lease('10.0.0.10')],
    reservations: [],
    bootEnvs: [
      bootEnv('local'),
      bootEnv('ignore', { OnlyUnknown: true }),
      discovery('discovery', false),
      discovery('unknown-discovery', true),
    ],
    stages: [
      Stage.parse({ Name: 'none', Available: true }),
      Stage.parse({ Name: 'discover', Available: true, BootEnv: 'discovery' }),
    ],
    workflows: [Workflow.parse({ Name: 'discover', Available: true, Stages: ['discover'] })],
    contents: [],
    isos: [],
    unavailable: [],
    machines: 3,
    stuck: [],
    stalled: [],
    bootEnvsInUse: ['discovery'],
    ...change,
  }
}

/** Services that answer, with every file a machine asks for. */
export function services(change: Partial<ServiceFacts> = {}): ServiceFacts {
  const paths = ['undionly.kpxe', 'ipxe.efi', 'ipxe-arm64.efi', 'discovery/vmlinuz', 'discovery/initrd.img']
  return {
    files: 'answers',
    tftp: 'answers',
    bootFiles: paths.map((path) => ({ path, there: true })),
    ...change,
  }
}

/** The same with some of the files missing. */
export function without(...missing: string[]): ServiceFacts {
  const known = services().bootFiles.filter(({ path }) => !missing.includes(path))
  return services({ bootFiles: [...known, ...missing.map((path) => ({ path, there: false }))] })
}

/** The host of an installation in order. */
export function host(change: Partial<HostFacts> = {}): HostFacts {
  const listener = (protocol: 'tcp' | 'udp', port: number) => ({
    protocol,
    port,
    address: '0.0.0.0',
    holder: 'node (100)',
  })
  return {
    sockets: [
      listener('tcp', 8092),
      listener('tcp', 8091),
      listener('udp', 69),
      listener('udp', 67),
      listener('udp', 4011),
    ],
    firstFreePort: 1024,
    mayBindLowPorts: true,
    ...change,
  }
}

/** All facts of an installation in order. */
export function facts(change: Partial<Facts> = {}): Facts {
  return {
    endpoint: 'https://10.0.0.1:8092',
    now: NOW,
    connection: { kind: 'reached', skewMs: 300 },
    certificate: { notBefore: NOW - DAY, notAfter: NOW + 3650 * DAY, fingerprint: 'ab'.repeat(32) },
    server: server(),
    services: services(),
    host: host(),
    baseRoot: {
      kind: 'open',
      path: '/var/lib/metalwright',
      mode: 0o700,
      writable: true,
      bytesFree: 100 * 1024 ** 3,
      bytesTotal: 200 * 1024 ** 3,
      secrets: [{ path: 'tls/server.key', mode: 0o600 }],
      initialPassword: false,
    },
    ...change,
  }
}

/** Facts of a server that could not be asked. */
export function unreached(change: Partial<Facts> = {}): Facts {
  return facts({
    connection: { kind: 'failed', fault: 'unreachable', message: 'nothing listens there' },
    certificate: undefined,
    server: undefined,
    services: undefined,
    ...change,
  })
}

/** What a check finds, as `severity message`. */
export function found(check: Check, judged: Facts): string[] {
  const verdict = check.judge(judged)
  return 'skipped' in verdict
    ? [`skipped ${verdict.skipped}`]
    : verdict.map(({ severity, message }) => `${severity} ${message}`)
}
