import { ArchInfo, ContentSummary, Info, NetworkInterface } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { announcedAddress } from '../../src/doctor/checks/announced-address.ts'
import { baseRoot } from '../../src/doctor/checks/base-root.ts'
import { bootFiles } from '../../src/doctor/checks/boot-files.ts'
import { certificate } from '../../src/doctor/checks/certificate.ts'
import { clock } from '../../src/doctor/checks/clock.ts'
import { connection } from '../../src/doctor/checks/connection.ts'
import { contents } from '../../src/doctor/checks/contents.ts'
import { defaults } from '../../src/doctor/checks/defaults.ts'
import { discoveryImage } from '../../src/doctor/checks/discovery-image.ts'
import { leases } from '../../src/doctor/checks/leases.ts'
import { machines } from '../../src/doctor/checks/machines.ts'
import { objects } from '../../src/doctor/checks/objects.ts'
import { ports } from '../../src/doctor/checks/ports.ts'
import { secrets } from '../../src/doctor/checks/secrets.ts'
import { subnets } from '../../src/doctor/checks/subnets.ts'
import { unknownMachines } from '../../src/doctor/checks/unknown-machines.ts'
import { checks } from '../../src/doctor/checks.ts'
import type { BaseRootFacts, ServerFacts } from '../../src/doctor/facts.ts'
import {
  bootEnv,
  DAY,
  facts,
  found,
  host,
  lease,
  NOW,
  reservation,
  server,
  services,
  subnet,
  unreached,
  without,
} from './facts-of.ts'

const EMPTY_ARCH = ArchInfo.parse({})
const serving = (change: Partial<ServerFacts>) => facts({ server: server(change) })

describe('an installation in order', () => {
  it.each(checks.map((check) => [check.name, check] as const))('%s finds nothing', (_, check) => {
    expect(found(check, facts())).toEqual([])
  })

  it.each(checks.map((check) => [check.name, check] as const))(
    '%s judges nothing it has no facts of',
    (name, check) => {
      const [first] = found(check, unreached({ host: undefined, baseRoot: undefined }))
      expect(first).toMatch(name === 'connection' ? /^problem/ : /^skipped/)
    },
  )

  it('has checks with names of their own', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  })
})

describe('connection', () => {
  it('says what failed', () => {
    expect(found(connection, unreached())).toEqual([
      'problem https://10.0.0.1:8092 could not be asked: nothing listens there',
    ])
  })
})

describe('certificate', () => {
  const shown = (notBefore: number, notAfter: number) =>
    found(certificate, facts({ certificate: { notBefore, notAfter, fingerprint: '' } }))

  it('warns before the end, and says when it is over or has not begun', () => {
    expect(shown(NOW - DAY, NOW + 29.5 * DAY)).toEqual([
      'warning The certificate of the API ends in 29 days.',
    ])
    expect(shown(NOW - DAY, NOW + 31 * DAY)).toEqual([])
    expect(shown(NOW - 2 * DAY, NOW)).toEqual(['problem The certificate of the API ended on 2030-01-01.'])
    expect(shown(NOW + DAY, NOW + 99 * DAY)).toEqual([
      'problem The certificate of the API holds from 2030-01-02 on only.',
    ])
  })
})

describe('clock', () => {
  it.each([
    [4000, []],
    [-4000, []],
    [30_000, ['warning The clock of the server is 30 s ahead of the one of this host.']],
    [-90_000, ['problem The clock of the server is 90 s behind the one of this host.']],
    [undefined, ['skipped the server does not tell the time']],
  ])('%s ms apart', (skewMs, expected) => {
    expect(found(clock, facts({ connection: { kind: 'reached', skewMs } }))).toEqual(expected)
  })
})

describe('ports', () => {
  it('says which services do not answer', () => {
    const silent = facts({ services: services({ files: 'refused', tftp: 'silent' }) })
    expect(found(ports, silent)).toEqual([
      'problem files on port 8091/tcp refuses connections.',
      'problem TFTP on port 69/udp does not answer.',
    ])
    expect(found(ports, facts({ services: services({ files: undefined, tftp: undefined }) }))).toEqual([])
  })

  it('misses DHCP where the kernel knows of no listener, on this host only', () => {
    const { sockets } = host()
    const deaf = host({ sockets: sockets.filter(({ port }) => port !== 67) })
    expect(found(ports, facts({ host: deaf }))).toEqual([
      'problem The server says that it serves DHCP, but nobody listens on 67/udp of this host.',
    ])
    expect(found(ports, facts({ host: undefined }))).toEqual([])
    const off = server({ info: { ...server().info, dhcp_enabled: false } })
    expect(found(ports, facts({ host: deaf, server: off }))).toEqual([])
  })

  it('sees a second DHCP server on the port', () => {
    const sockets = [
      ...host().sockets,
      { protocol: 'udp', port: 67, address: '0.0.0.0', holder: 'dnsmasq (7)' } as const,
    ]
    expect(found(ports, facts({ host: host({ sockets }) }))).toEqual([
      'warning DHCP on 67/udp has more than one listener: node (100), dnsmasq (7).',
    ])
  })

  it('says what keeps a server from starting: ports that are held, rights that lack', () => {
    const held = host({ sockets: [{ protocol: 'udp', port: 67, address: '0.0.0.0', holder: 'dnsmasq (7)' }] })
    expect(found(ports, unreached({ host: held }))).toEqual([
      'problem Port 67/udp, which the server wants for DHCP, is held by dnsmasq (7).',
    ])
    expect(found(ports, unreached({ host: host({ sockets: [], mayBindLowPorts: false }) }))).toEqual([
      'problem Port 69/udp for TFTP takes privileges that this user has not.',
      'problem Port 67/udp for DHCP takes privileges that this user has not.',
    ])
    const free = host({ sockets: [], mayBindLowPorts: false, firstFreePort: 0 })
    expect(found(ports, unreached({ host: free }))).toEqual([])
  })
})

describe('announced address', () => {
  const told = (address: string, endpoint = 'https://10.0.0.1:8092') =>
    found(
      announcedAddress,
      facts({ endpoint, server: server({ info: Info.parse({ ...server().info, address }) }) }),
    )

  it('is one that the server has', () => {
    expect(told('10.9.9.9')).toEqual([
      'problem Machines are told to load from 10.9.9.9, which no interface of the server has (127.0.0.1, 10.0.0.1).',
    ])
  })

  it('is no loopback address while others are served, but for who asks over loopback', () => {
    expect(told('127.0.0.1')).toEqual([
      'problem Machines are told to load from 127.0.0.1, which is each machine itself.',
    ])
    expect(told('127.0.0.1', 'https://localhost:8092')).toEqual([])
  })

  it('is served where the machines are', () => {
    const { sockets } = host()
    const bound = sockets.map((socket) => ({ ...socket, address: '127.0.0.1' }))
    expect(found(announcedAddress, facts({ host: host({ sockets: bound }) }))).toEqual([
      'warning Files are served on 127.0.0.1 only, while the subnet lab is elsewhere.',
    ])
  })
})

describe('subnets', () => {
  it('have options that can be sent', () => {
    const Options = [
      { Code: 3, Value: 'gateway' },
      { Code: 67, Value: '{{index . 93' },
      { Code: 15, Value: '{{index . 12}}' },
    ]
    const kept = { ...reservation('10.0.0.5'), Options: [{ Code: 51, Value: 'x' }] }
    expect(found(subnets, serving({ subnets: [subnet({ Options })], reservations: [kept] }))).toEqual([
      expect.stringMatching(/^warning The subnet lab has an option that is not sent: option 3: "gateway"/),
      expect.stringMatching(/^warning The subnet lab has an option that is not sent: option 67: template:/),
      expect.stringMatching(/^warning The reservation 10\.0\.0\.5 has an option that is not sent: option 51/),
    ])
  })

  it('says that there are none, or none that is enabled', () => {
    expect(found(subnets, serving({ subnets: [] }))).toEqual([
      'warning There is no subnet, so DHCP answers nobody.',
    ])
    expect(found(subnets, serving({ subnets: [subnet({ Enabled: false })] }))).toEqual([
      'warning All subnets are disabled (lab), so DHCP answers nobody.',
    ])
    const two = [subnet(), subnet({ Name: 'old', Subnet: '10.1.0.0/24', Enabled: false })]
    expect(found(subnets, serving({ subnets: two }))).toEqual(['note Disabled subnets: old.'])
    const off = serving({ subnets: [], info: { ...server().info, dhcp_enabled: false } })
    expect(found(subnets, off)).toEqual(['skipped DHCP is off'])
  })

  it('finds those that overlap, lie nowhere or have no addresses', () => {
    const wide = subnet({ Name: 'wide', Subnet: '10.0.0.0/16' })
    expect(found(subnets, serving({ subnets: [subnet(), wide] }))).toEqual([
      'problem The subnets lab (10.0.0.0/24) and wide (10.0.0.0/16) overlap.',
    ])
    const far = subnet({ Subnet: '10.7.0.0/24', ActiveStart: '10.7.0.5', ActiveEnd: '10.7.0.9' })
    expect(found(subnets, serving({ subnets: [far] }))).toEqual([
      'warning No interface of the server is in the subnet lab (10.7.0.0/24).',
    ])
    expect(found(subnets, serving({ subnets: [far], interfaces: [] }))).toEqual([])
    const empty = [
      subnet({ ActiveStart: '', ActiveEnd: '' }),
      subnet({ ActiveStart: '10.0.0.9', ActiveEnd: '10.0.0.8' }),
    ]
    for (const one of empty) {
      expect(found(subnets, serving({ subnets: [one] }))).toEqual([
        expect.stringMatching(/^problem The subnet lab has no addresses to give/),
      ])
    }
    const proxy = subnet({ ActiveStart: '', ActiveEnd: '', Proxy: true })
    expect(found(subnets, serving({ subnets: [proxy] }))).toEqual([])
  })
})

describe('leases', () => {
  const given = (count: number, first = 10) =>
    Array.from({ length: count }, (_, index) => lease(`10.0.0.${first + index}`))

  it('counts what is given out and reserved in the range, each address once', () => {
    expect(found(leases, serving({ leases: given(8) }))).toEqual([])
    expect(found(leases, serving({ leases: given(9) }))).toEqual([
      'warning The subnet lab has 9 of 10 addresses given out or reserved.',
    ])
    const reservations = [reservation('10.0.0.19'), reservation('10.0.0.10'), reservation('10.0.0.99')]
    expect(found(leases, serving({ leases: given(9), reservations }))).toEqual([
      'problem The subnet lab has 10 of 10 addresses given out or reserved.',
    ])
  })

  it('does not count leases that ended or lie elsewhere', () => {
    const ended = Array.from({ length: 10 }, (_, index) =>
      lease(`10.0.0.${10 + index}`, '2029-12-31T23:00:00Z'),
    )
    expect(found(leases, serving({ leases: [...ended, ...given(9, 100)] }))).toEqual([])
  })
})

describe('unknown machines', () => {
  const unknown = (unknownBootEnv: string, change: Partial<ServerFacts> = {}, more = {}) =>
    found(unknownMachines, serving({ prefs: { ...server().prefs, unknownBootEnv, ...more }, ...change }))

  it('need a bootenv that is there and for them', () => {
    expect(unknown('gone')).toEqual([
      'problem The preference unknownBootEnv names the bootenv gone, which is not there.',
    ])
    expect(unknown('local')).toEqual([
      'problem The bootenv local is set as unknownBootEnv but is not for unknown machines (OnlyUnknown).',
    ])
    const broken = bootEnv('finder', { OnlyUnknown: true, Available: false, Errors: ['no kernel'] })
    expect(unknown('finder', { bootEnvs: [broken] })).toEqual([
      'problem Machines nobody knows cannot be discovered: the bootenv finder is not available (no kernel).',
    ])
  })

  it('are missed where a workflow waits for them', () => {
    expect(unknown('ignore')).toEqual([
      expect.stringMatching(/^problem New machines have a workflow.*ignore/),
    ])
  })

  it('boot what their bootenv has for an architecture of its own', () => {
    const OS = { ...bootEnv('x1').OS, SupportedArchitectures: { arm64: { ...EMPTY_ARCH, Kernel: 'k' } } }
    const bootEnvs = [bootEnv('finder', { OnlyUnknown: true, OS }), bootEnv('waiting', { OS })]
    expect(unknown('finder', { bootEnvs })).toEqual([])
    const lone = { defaultWorkflow: '', defaultBootEnv: 'waiting' }
    const ignored = [...bootEnvs, bootEnv('ignore', { OnlyUnknown: true })]
    expect(unknown('ignore', { bootEnvs: ignored }, lone)).toEqual([
      expect.stringMatching(/^problem New machines have a workflow or a bootenv waiting/),
    ])
  })

  it('are worth a word where machines boot by the network, and none where they do not', () => {
    const none = { defaultWorkflow: '', defaultBootEnv: 'local' }
    expect(unknown('ignore', {}, none)).toEqual([
      'warning Machines nobody knows are left alone: unknownBootEnv is ignore.',
    ])
    expect(unknown('ignore', { subnets: [subnet({ Unmanaged: true })] }, none)).toEqual([])
  })
})

describe('defaults', () => {
  const set = (prefs: Record<string, string>, change: Partial<ServerFacts> = {}) =>
    found(defaults, serving({ prefs: { ...server().prefs, ...prefs }, ...change }))

  it('are there, can be used, and are for known machines', () => {
    expect(set({ defaultWorkflow: 'gone' })).toEqual([
      'problem The preference defaultWorkflow names the workflow gone, which is not there: new machines are refused.',
    ])
    expect(set({ defaultWorkflow: '' })).toEqual([])
    const [stage] = server().stages
    const stages =
      stage === undefined ? [] : [{ ...stage, Available: false, Errors: ['Task x does not exist'] }]
    expect(set({}, { stages })).toEqual([
      'problem The stage none, the defaultStage of new machines, is not available: Task x does not exist.',
    ])
    expect(set({ defaultBootEnv: 'ignore' })).toEqual([
      'problem The preference defaultBootEnv names ignore, which is for unknown machines only.',
    ])
  })
})

describe('boot files', () => {
  const installer = bootEnv('demo-install', {
    Kernel: 'vmlinuz',
    Initrds: ['initrd.img'],
    OS: { ...bootEnv('x1').OS, Name: 'demo', IsoFile: 'demo.iso', IsoUrl: 'http://mirror.example/demo.iso' },
  })
  const withInstaller = (change: Partial<ServerFacts> = {}) =>
    server({ bootEnvs: [...server().bootEnvs, installer], isos: ['demo.iso'], ...change })

  it('are missed as a problem where machines need them, else as a warning', () => {
    const missing = without('demo/install/vmlinuz')
    expect(found(bootFiles, facts({ server: withInstaller(), services: missing }))).toEqual([
      'warning The bootenv demo-install lacks demo/install/vmlinuz.',
    ])
    const used = withInstaller({ bootEnvsInUse: ['demo-install'] })
    expect(found(bootFiles, facts({ server: used, services: missing }))).toEqual([
      'problem The bootenv demo-install lacks demo/install/vmlinuz.',
    ])
  })

  it('are those of every architecture', () => {
    const SupportedArchitectures = { arm64: { ...EMPTY_ARCH, Kernel: 'image' } }
    const OS = { ...installer.OS, IsoFile: '', SupportedArchitectures }
    const bootEnvs = [{ ...installer, Kernel: '', Initrds: [], OS }]
    const judged = facts({ server: server({ bootEnvs }), services: without('demo/arm64/install/image') })
    expect(found(bootFiles, judged)).toEqual([
      'warning The bootenv demo-install lacks demo/arm64/install/image.',
    ])
  })

  it('start with the ISO', () => {
    const judged = facts({ server: withInstaller({ isos: [] }), services: without('demo/install/vmlinuz') })
    expect(found(bootFiles, judged)).toEqual(['warning The bootenv demo-install lacks its ISO demo.iso.'])
    const verdict = bootFiles.judge(judged)
    expect(verdict).toMatchObject([{ next: expect.stringContaining('http://mirror.example/demo.iso') }])
    const unlisted = facts({ server: withInstaller({ isos: undefined }) })
    expect(found(bootFiles, unlisted)).toEqual([])
  })

  it('include the loaders where DHCP hands them out', () => {
    const missing = without('ipxe.efi', 'undionly.kpxe')
    expect(found(bootFiles, facts({ services: missing }))).toEqual([
      expect.stringMatching(/^warning Boot loaders are missing: undionly\.kpxe, ipxe\.efi\./),
    ])
    expect(found(bootFiles, facts({ services: missing, server: server({ subnets: [] }) }))).toEqual([])
  })

  it('leave the discovery image to a check of its own', () => {
    const missing = without('discovery/vmlinuz', 'discovery/initrd.img')
    expect(found(bootFiles, facts({ services: missing }))).toEqual([])
    expect(found(discoveryImage, facts({ services: missing }))).toEqual([
      expect.stringMatching(
        /^problem The discovery image is not built: discovery\/vmlinuz and discovery\/initrd\.img/,
      ),
    ])
    const prefs = { unknownBootEnv: 'ignore', defaultBootEnv: 'local' }
    const unused = server({ prefs, bootEnvsInUse: [] })
    expect(found(discoveryImage, facts({ services: missing, server: unused }))).toEqual([
      expect.stringMatching(/^warning The discovery image is not built/),
    ])
  })

  it('cannot be judged where files are not served', () => {
    for (const check of [bootFiles, discoveryImage]) {
      expect(found(check, facts({ services: services({ files: undefined }) }))).toEqual([
        'skipped files are not served',
      ])
    }
  })
})

describe('objects', () => {
  it('are named with what is wrong, and counted when they are many', () => {
    const unavailable = Array.from({ length: 12 }, (_, index) => ({
      prefix: 'stages' as const,
      name: `s${index}`,
      errors: ['Task x does not exist', 'second'],
    }))
    const texts = found(objects, serving({ unavailable }))
    expect(texts).toHaveLength(11)
    expect(texts[0]).toBe('warning stages/s0 is not available: Task x does not exist; second.')
    expect(texts[10]).toBe('warning 2 more of the stages are not available.')
  })
})

describe('contents', () => {
  it('tells the warnings of each pack', () => {
    const pack = ContentSummary.parse({
      meta: { Name: 'demo', Version: 'v1.0.0' },
      Warnings: ['template x is odd'],
    })
    expect(found(contents, serving({ contents: [pack] }))).toEqual([
      'warning The content pack demo v1.0.0: template x is odd',
    ])
  })
})

describe('machines', () => {
  it('are summed up by why they do not go on', () => {
    const stuck = [
      { name: 'a.example', reason: 'held', detail: 'HoldBuild' },
      { name: 'b.example', reason: 'failed', detail: 'image-deploy' },
      ...Array.from(
        { length: 7 },
        (_, index) => ({ name: `w${index}`, reason: 'waiting', detail: '' }) as const,
      ),
    ] as const
    expect(found(machines, serving({ stuck, machines: 20 }))).toEqual([
      'problem 1 of 20 machines are on hold, out of their pool: a.example (HoldBuild).',
      'problem 1 of 20 machines stopped at a task that failed: b.example (image-deploy).',
      'note 7 of 20 machines are not runnable, and no task of theirs failed: w0, w1, w2, w3, w4 and 2 more.',
    ])
  })

  it('are told with what to look at when their run makes no progress, unless more was said of them', () => {
    const run = (Name: string) => ({
      Run: '',
      Kind: 'claim' as const,
      Machine: '',
      Name,
      Phase: 'dhcp',
      Since: '2026-01-01T00:00:00Z',
      Reason: 'has an address, and loads no boot file',
      Next: 'Look.',
    })
    const stuck = [{ name: 'a.example', reason: 'held', detail: 'HoldBuild' }] as const
    expect(
      found(machines, serving({ stuck, stalled: [run('a.example'), run('b.example')] })).slice(1),
    ).toEqual(['problem b.example has an address, and loads no boot file (2026-01-01T00:00:00Z).'])
  })
})

describe('the base root', () => {
  const root = (change: object): BaseRootFacts => {
    const whole = facts().baseRoot
    if (whole?.kind !== 'open') throw new Error('the base root of the facts is open')
    return { ...whole, ...change }
  }
  const GIB = 1024 ** 3

  it('is there, can be used, and has room', () => {
    const judged = (baseRootFacts: BaseRootFacts) => found(baseRoot, facts({ baseRoot: baseRootFacts }))
    expect(judged({ kind: 'absent', path: '/nowhere' })).toEqual([
      'problem The base root /nowhere is not there.',
    ])
    expect(judged({ kind: 'closed', path: '/root', reason: 'EACCES' })).toEqual([
      'problem The base root /root cannot be looked into: EACCES.',
    ])
    expect(judged(root({ writable: false }))).toEqual([
      expect.stringMatching(/^problem .* cannot be written to/),
    ])
    expect(judged(root({ bytesFree: 4 * GIB }))).toEqual([
      'warning 4.0 of 200.0 GiB are free below /var/lib/metalwright.',
    ])
    expect(judged(root({ bytesFree: GIB / 2 }))).toEqual([
      'problem 0.5 of 200.0 GiB are free below /var/lib/metalwright.',
    ])
  })

  it('keeps its secrets', () => {
    const judged = (change: object) => found(secrets, facts({ baseRoot: root(change) }))
    expect(judged({ secrets: [{ path: 'tls/server.key', mode: 0o640 }] })).toEqual([
      'problem /var/lib/metalwright/tls/server.key holds secrets, and others may read or change it (mode 640).',
    ])
    expect(judged({ mode: 0o755 })).toEqual([
      'warning Others may look into the base root /var/lib/metalwright (mode 755).',
    ])
    expect(judged({ initialPassword: true })).toEqual([
      'note The password of the first start is still in /var/lib/metalwright/initial-password.',
    ])
  })

  it('has a name that a shell takes as it is', () => {
    const verdict = secrets.judge(facts({ baseRoot: root({ path: "/it's", mode: 0o777 }) }))
    expect(verdict).toMatchObject([{ next: "chmod 700 '/it'\\''s'" }])
  })
})

describe('interfaces', () => {
  it('without addresses are no reason to find fault', () => {
    const bare = [NetworkInterface.parse({ Name: 'eth0' })]
    expect(found(announcedAddress, serving({ interfaces: bare }))).toEqual([])
    expect(found(subnets, serving({ interfaces: bare }))).toEqual([])
  })
})
