import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { type JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installBootFiles } from '../../src/boot/boot-files.ts'
import { builtInContent } from '../../src/commands/built-in-content.ts'
import { type DoctorOptions, doctor } from '../../src/doctor/index.ts'
import type { Settings } from '../../src/settings.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

const KEY = 'rocketskates:r0cketsk8ts'
const Reported = z.object({
  exitCode: z.number(),
  checks: z.array(
    z.object({
      check: z.string(),
      findings: z.array(z.object({ severity: z.string(), message: z.string(), next: z.string() })),
      skipped: z.string().optional(),
    }),
  ),
})
const discovering = {
  unknownBootEnv: 'unknown-discovery',
  defaultBootEnv: 'discovery',
  defaultWorkflow: 'discover',
}

/** A server as an operator would have it: on disk, with DHCP and TFTP, a subnet and a discovery image. */
async function startSite(settings: Partial<Settings> = {}): Promise<TestServer> {
  const site = await startTestServer({
    store: 'sqlite',
    content: await builtInContent(),
    prefs: discovering,
    disableDhcp: false,
    disableTftp: false,
    ...settings,
  })
  const standIn = join(site.folder, 'stand-in')
  await writeFile(standIn, 'a kernel\n')
  await installBootFiles(site.folder, 'discovery', { vmlinuz: standIn, 'initrd.img': standIn })
  await site.json('POST', '/subnets', {
    Name: 'lab',
    Enabled: true,
    Subnet: '127.0.0.0/24',
    ActiveStart: '127.0.0.20',
    ActiveEnd: '127.0.0.29',
  })
  return site
}

async function examine(site: TestServer, change: Partial<DoctorOptions> = {}, key = KEY) {
  let written = ''
  const steps: string[] = []
  const exitCode = await doctor({
    endpoint: `https://127.0.0.1:${site.server.ports.api}`,
    baseRoot: site.folder,
    format: 'json',
    environment: { RS_KEY: key, RS_FINGERPRINT: site.server.fingerprint },
    write: (text) => {
      written += text
    },
    tell: (step) => steps.push(step),
    now: Date.now,
    ...change,
  })
  const report = change.format === 'text' ? undefined : Reported.parse(JSON.parse(written))
  const said = (severity: string) =>
    (report?.checks ?? []).flatMap(({ check, findings }) =>
      findings.filter((one) => one.severity === severity).map(({ message }) => `${check}: ${message}`),
    )
  return { exitCode, written, steps, report, said, problems: said('problem') }
}

describe('metalwright doctor', () => {
  let site: TestServer
  beforeAll(async () => {
    site = await startSite()
  })
  afterAll(() => site?.close())
  const undo: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step()
  })
  const make = async (prefix: string, body: JsonValue, key: string) => {
    await site.json('POST', `/${prefix}`, body)
    undo.push(() => site.json('DELETE', `/${prefix}/${key}`))
  }
  const prefer = async (prefs: Record<string, string>) => {
    await site.json('POST', '/prefs', prefs)
    undo.push(() => site.json('POST', '/prefs', discovering))
  }

  it('finds no problem with an installation in order, and says what it looks at', async () => {
    const { exitCode, problems, report, steps } = await examine(site)
    expect([exitCode, problems]).toEqual([0, []])
    expect(report?.checks.filter(({ skipped }) => skipped !== undefined)).toEqual([])
    expect(steps).toEqual([
      expect.stringMatching(/^asking https:/),
      'asking for objects',
      expect.stringMatching(/^looking for the services/),
      `looking into ${site.folder}`,
    ])
  })

  it('says it in words, too, and never what is secret', async () => {
    const { exitCode, written } = await examine(site, { format: 'text' })
    expect(exitCode).toBe(0)
    expect(written).toMatch(/in order: .*server, certificate and credentials/)
    expect(written.trimEnd()).toMatch(/0 problems, \d warnings?, \d notes?$/)
    expect(written).not.toContain('r0cketsk8ts')
  })

  describe('cannot look', () => {
    it('with a wrong password', async () => {
      const { exitCode, written, problems } = await examine(site, {}, 'rocketskates:wrong-word')
      expect([exitCode, problems]).toEqual([2, [expect.stringMatching(/^connection: .*could not be asked/)]])
      expect(written).not.toContain('wrong-word')
      expect(written).toContain('RS_KEY')
    })

    it('with a certificate that is not trusted', async () => {
      const environment = { RS_KEY: KEY, RS_FINGERPRINT: 'ab'.repeat(32) }
      const { exitCode, written } = await examine(site, { environment })
      expect(exitCode).toBe(2)
      expect(written).toContain(site.server.fingerprint)
      expect(written).toContain('RS_FINGERPRINT')
    })

    it('where nobody listens, and says what may keep a server from starting', async () => {
      const { exitCode, problems, report } = await examine(site, { endpoint: 'https://127.0.0.1:9' })
      expect([exitCode, problems[0]]).toEqual([2, expect.stringMatching(/nothing listens/)])
      expect(report?.checks.find(({ check }) => check === 'ports')?.skipped).toBeUndefined()
    })

    it('as a user who does not see everything', async () => {
      const claims = [{ scope: 'machines', action: '*', specific: '*' }]
      await make('roles', { Name: 'narrow', Claims: claims }, 'narrow')
      await make('users', { Name: 'narrow-user', Roles: ['narrow'] }, 'narrow-user')
      await site.json('PUT', '/users/narrow-user/password', { Password: 'some-words' })
      const { exitCode, written } = await examine(site, {}, 'narrow-user:some-words')
      expect(exitCode).toBe(2)
      expect(written).toContain('superuser')
    })

    it('with an endpoint that is none', async () => {
      let written = ''
      const exitCode = await doctor({
        endpoint: 'ftp://somewhere',
        baseRoot: undefined,
        format: 'text',
        environment: {},
        write: (text) => {
          written += text
        },
        tell: () => {},
        now: Date.now,
      })
      expect([exitCode, written]).toEqual([2, expect.stringMatching(/ftp:\/\/somewhere/)])
    })
  })

  it('takes password and trust from the base root of a first start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-doctor-'))
    const first = await startTestServer({ dev: false, baseRoot: folder, content: await builtInContent() })
    try {
      const { exitCode, said, report } = await examine(first, { baseRoot: folder, environment: {} })
      expect(report?.checks[0]?.findings).toEqual([])
      expect(exitCode).toBe(0)
      expect(said('note')).toEqual([expect.stringMatching(/^secrets: The password of the first start/)])
    } finally {
      await first.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

  describe('finds what was broken:', () => {
    it('a discovery image that is gone', async () => {
      const kernel = join(site.folder, 'tftpboot', 'discovery', 'vmlinuz')
      await rm(kernel)
      undo.push(() => writeFile(kernel, 'a kernel\n'))
      const { exitCode, problems } = await examine(site)
      expect(exitCode).toBe(1)
      expect(problems).toContainEqual(expect.stringMatching(/^discovery-image: .*discovery\/vmlinuz/))
    })

    it('unknown machines that are left alone', async () => {
      await prefer({ unknownBootEnv: 'ignore' })
      expect((await examine(site)).problems).toEqual([expect.stringMatching(/^unknown-machines: .*ignore/)])
    })

    it('a default workflow that cannot be used', async () => {
      await make('stages', { Name: 'lame', Tasks: ['gone-task'] }, 'lame')
      await make('workflows', { Name: 'lame-flow', Stages: ['lame'] }, 'lame-flow')
      await prefer({ defaultWorkflow: 'lame-flow' })
      const { problems, said } = await examine(site)
      expect(problems).toContainEqual(expect.stringMatching(/^defaults: The workflow lame-flow/))
      expect(said('warning')).toContainEqual(
        expect.stringMatching(/^objects: stages\/lame is not available: .*gone-task/),
      )
    })

    it('subnets that overlap and one that is full', async () => {
      const range = { ActiveStart: '127.0.0.40', ActiveEnd: '127.0.0.41' }
      await make('subnets', { Name: 'twin', Enabled: true, Subnet: '127.0.0.0/25', ...range }, 'twin')
      for (const Addr of ['127.0.0.40', '127.0.0.41']) {
        await make('reservations', { Addr, Token: `52:54:00:00:00:${Addr.slice(-2)}`, Strategy: 'MAC' }, Addr)
      }
      const { problems } = await examine(site)
      expect(problems).toContainEqual(expect.stringMatching(/^subnets: The subnets .*overlap/))
      expect(problems).toContainEqual('leases: The subnet twin has 2 of 2 addresses given out or reserved.')
    })

    it('a bootenv without its ISO and one without its kernel', async () => {
      const templates = [{ Name: 'ipxe', Path: 'x-{{.Machine.UUID}}.ipxe', Contents: '#!ipxe' }]
      const OS = { Name: 'demo', IsoFile: 'demo.iso', IsoUrl: 'http://mirror.example/demo.iso' }
      const env = { Kernel: 'vmlinuz', Templates: templates }
      await make('bootenvs', { Name: 'demo-install', OS, ...env }, 'demo-install')
      await make('bootenvs', { Name: 'bare', OS: { Name: 'bare' }, ...env }, 'bare')
      const { said } = await examine(site)
      const warnings = said('warning')
      expect(warnings).toContainEqual(
        expect.stringMatching(/^boot-files: The bootenv bare lacks bare\/vmlinuz/),
      )
      expect(warnings).toContainEqual(
        expect.stringMatching(
          /^boot-files: The bootenv demo-install lacks (its ISO demo\.iso|demo\/install\/vmlinuz)/,
        ),
      )
    })

    it('a machine whose task failed', async () => {
      await make('tasks', { Name: 'fails', Templates: [{ Name: 'run', Contents: 'exit 1' }] }, 'fails')
      await make('stages', { Name: 'failing', Tasks: ['fails'] }, 'failing')
      await make('workflows', { Name: 'failing-flow', Stages: ['failing'] }, 'failing-flow')
      const body = { Name: 'stuck.example.com', Workflow: 'failing-flow' }
      const { Uuid } = Machine.parse(await site.json('POST', '/machines', body))
      undo.push(() => site.json('DELETE', `/machines/${Uuid}`))
      let job: unknown
      while (job === undefined) {
        const answer = await site.call('POST', '/jobs', { Machine: Uuid })
        if (answer.status === 201) job = JSON.parse(answer.text)
      }
      const id = z.object({ Uuid: z.string() }).parse(job).Uuid
      await site.json('PATCH', `/machines/${Uuid}`, [{ op: 'replace', path: '/Runnable', value: false }])
      for (const State of ['running', 'failed']) {
        await site.json('PATCH', `/jobs/${id}`, [{ op: 'replace', path: '/State', value: State }])
      }
      expect((await examine(site)).problems).toEqual([
        'machines: 1 of 1 machines stopped at a task that failed: stuck.example.com (fails).',
      ])
    })

    it('a key that others may read', async () => {
      const key = join(site.folder, 'tls', 'server.key')
      await chmod(key, 0o644)
      undo.push(() => chmod(key, 0o600))
      expect((await examine(site)).problems).toEqual([
        `secrets: ${key} holds secrets, and others may read or change it (mode 644).`,
      ])
    })

    it('a base root that is not there', async () => {
      const { problems } = await examine(site, { baseRoot: '/nonexistent/base' })
      expect(problems).toEqual(['base-root: The base root /nonexistent/base is not there.'])
    })

    it('clocks that differ', async () => {
      const { problems } = await examine(site, { now: () => Date.now() - 120_000 })
      expect(problems).toContainEqual(expect.stringMatching(/^clock: .* 1[12]\d s ahead/))
    })

    it('an address that no interface has', async () => {
      const lost = await startSite({ staticIp: '203.0.113.9' })
      try {
        const { problems } = await examine(lost)
        expect(problems).toEqual([expect.stringMatching(/^announced-address: .*203\.0\.113\.9/)])
      } finally {
        await lost.close()
      }
    })

    it('a certificate that ends soon', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'metalwright-doctor-'))
      const made = makeCertificate({ names: ['localhost'], addresses: ['127.0.0.1'], days: 3 }, new Date())
      const [tlsCert, tlsKey] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
      await writeFile(tlsCert, made.certificatePem)
      await writeFile(tlsKey, made.keyPem)
      const ending = await startSite({ tlsCert, tlsKey })
      try {
        expect((await examine(ending)).said('warning')).toContainEqual(
          expect.stringMatching(/^certificate: The certificate of the API ends in [23] days\.$/),
        )
      } finally {
        await ending.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
  })
})
