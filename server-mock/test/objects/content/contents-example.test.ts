import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, document, unbundle, writeDocument } from '@metalwright/sdk/content'
import type { ContentSummary, JsonObject, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packSource } from '../../../src/commands/pack-source.ts'
import { SettingsError } from '../../../src/settings.ts'
import { startTestServer, type TestServer } from '../../api/test-server.ts'

const FOLDER = fileURLToPath(new URL('../../../../examples/content/site-install/', import.meta.url))

/** Templates that the kernel, the installer and the new system of a machine ask for. */
const FILES = ['compute.ks', 'seed', 'autoyast.xml', 'post-install.sh']

describe('the example pack', () => {
  let server: TestServer
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-example-'))
    server = await startTestServer()
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const file = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
    return answer.ok ? answer.text() : ''
  }

  it('loads whole, and every object of it can be used', async () => {
    const pack = await bundle(FOLDER)
    const summary = (await server.json(
      'POST',
      '/contents',
      JSON.parse(JSON.stringify(pack)),
    )) as ContentSummary
    expect(summary.Warnings).toEqual([])
    expect(summary.meta).toMatchObject({ Name: 'site-install', Version: 'v1.0.0', Type: 'dynamic' })
    expect(summary.Counts).toMatchObject({
      bootenvs: 3,
      workflows: 3,
      templates: 7,
      tasks: 3,
      roles: 1,
      pools: 1,
    })
    for (const [prefix, section] of Object.entries(pack.sections)) {
      const all = (await server.json('GET', `/${prefix}?Bundle=site-install`)) as JsonObject[]
      expect(all.map(({ Available, Errors }) => [Available, Errors])).toEqual(
        Object.keys(section).map(() => [true, []]),
      )
    }
  })

  it.each([
    [
      'site-debian',
      'debian-12',
      'seed',
      ['d-i partman-auto/method string lvm', 'string openssh-server curl jq ca-certificates vim tcpdump'],
    ],
    [
      'site-rocky',
      'rocky-9',
      'compute.ks',
      ['# Kickstart for node-site-rocky.example.com (redhat 9).', 'autopart --type=lvm'],
    ],
    [
      'site-opensuse',
      'opensuse-leap-15',
      'autoyast.xml',
      ['<package>tcpdump</package>', '<hostname>node-site-opensuse</hostname>'],
    ],
  ])('answers the installer: %s', async (Workflow, system, answers, lines) => {
    const mac = `52:54:00:00:00:${Workflow.length.toString(16).padStart(2, '0')}`
    const machine = (await server.json('POST', '/machines', {
      Name: `node-${Workflow}.example.com`,
      Workflow,
      HardwareAddrs: [mac],
      Address: `10.0.0.${Workflow.length}`,
      Params: { 'access-keys': { ada: 'ssh-ed25519 AAAA' } },
    })) as Machine
    expect(machine).toMatchObject({ Available: true, Errors: [], OS: system })
    expect(machine.Tasks.slice(-4)).toEqual([
      'bootenv:local',
      'site-wait-for-network',
      'site-report',
      'site-harden',
    ])
    for (const name of FILES) {
      const text = await file(`machines/${machine.Uuid}/${name}`)
      expect([name, text !== '']).toEqual([name, name === answers || name === 'post-install.sh'])
      expect(text).not.toContain('<no value>')
    }
    const text = await file(`machines/${machine.Uuid}/${answers}`)
    for (const line of lines) expect(text).toContain(line)
    expect(text).toContain(`/machines/${machine.Uuid}/post-install.sh`)
    const script = await file(`machines/${machine.Uuid}/post-install.sh`)
    expect(script).toContain('ssh-ed25519 AAAA ada')
    const ipxe = await file(`${mac}.ipxe`)
    expect(ipxe).toMatch(/^#!ipxe\n/)
    expect(ipxe).toContain(`/${system}/install/`)
    expect(await file(`pxelinux.cfg/01-${mac.replaceAll(':', '-')}`)).toContain('APPEND ')
  })

  it('has answers that debconf reads, further ones last', async () => {
    const further = ['d-i clock-setup/ntp boolean false', 'd-i apt-setup/services-select multiselect ']
    const machine = (await server.json('POST', '/machines', {
      Name: 'answered.example.com',
      Workflow: 'site-debian',
      Params: { 'site/installer-answers': further, 'site/install-disk': '/dev/vda' },
    })) as Machine
    const text = await file(`machines/${machine.Uuid}/seed`)
    const lines = text.trimEnd().split('\n')
    const answer =
      /^[a-z0-9][a-z0-9+.-]* [a-z0-9_/-]+ (string|boolean|select|multiselect|note|password)( .*)?$/
    for (const line of lines) expect(line).toMatch(line.startsWith('#') ? /^# / : answer)
    expect(lines.slice(-2).map((line) => line.trimEnd())).toEqual(further.map((line) => line.trimEnd()))
    for (const line of ['partman-auto/disk string /dev/vda', 'grub-installer/bootdev string /dev/vda']) {
      expect(text).toContain(line)
    }
    expect(text).toContain('apt-setup/services-select multiselect updates\n')
    const checked = spawnSync('debconf-set-selections', ['--checkonly'], { input: text, encoding: 'utf8' })
    // Where there is no debconf the lines were looked at above.
    if (checked.error === undefined) expect([checked.status, checked.stderr]).toEqual([0, ''])
    const call = server.json('POST', `/machines/${machine.Uuid}/params/site/installer-answers`, [
      'two\nlines',
    ])
    await expect(call).rejects.toThrow(/site\/installer-answers/)
  })

  it('lets the new system go on by the agent', async () => {
    const machine = (await server.json('POST', '/machines', {
      Name: 'installed.example.com',
      Workflow: 'site-debian',
    })) as Machine
    const script = await file(`machines/${machine.Uuid}/post-install.sh`)
    expect(spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
    expect(script).toContain('/discovery/agent.tar.gz | tar -xzf - -C /\n')
    expect(script).toContain(`\nRS_UUID=${machine.Uuid}\n`)
    expect(script).toMatch(/\nRS_TOKEN=[\w.+/=-]{20,}\n/)
    expect(script).toMatch(/\nRS_PIN=[A-Za-z0-9+/]{43}=\n/)
    // The installer itself restarts the machine; this system is none that stands for `local` yet.
    expect(script).toContain('\nRS_BOOTENV=site-debian-12-install RS_SYSTEM=installer ')
  })

  it('is the same from its folder, from files made of it, and from a folder made of it', async () => {
    const pack: JsonObject = JSON.parse(JSON.stringify(await bundle(FOLDER)))
    await writeFile(join(folder, 'pack.yaml'), writeDocument(pack, 'yaml'))
    await writeFile(join(folder, 'pack.json'), writeDocument(pack, 'json'))
    await unbundle(await bundle(FOLDER), join(folder, 'again'))
    for (const source of [FOLDER, `directory:${FOLDER}?codec=yaml`, join(folder, 'again')]) {
      expect(await packSource('--local-content', source)).toEqual(pack)
    }
    for (const source of [join(folder, 'pack.yaml'), `file:${join(folder, 'pack.json')}?codec=json`]) {
      expect(await packSource('--default-content', source)).toEqual(pack)
    }
    expect(await packSource('--local-content', '')).toBeUndefined()
    const text = document(await bundle(FOLDER))
    for (const line of [
      '# Site install',
      '### site-debian',
      'Stages: `site-debian-12-install`, `site-finish`',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('named wrongly by a flag is told with what to do', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'meta: {Name: x}\nsections: {params: {a: 1, a: 2}}\n')
    const told = async (source: string) => {
      const error: unknown = await packSource('--local-content', source).catch((reason: unknown) => reason)
      return error instanceof SettingsError ? error.message : String(error)
    }
    expect(await told(join(folder, 'bad.yaml'))).toMatch(
      /^--local-content .*: line 2: the key "a" stands twice/,
    )
    expect(await told(join(folder, 'gone'))).toMatch(/ENOENT.*; name a YAML or JSON file, or a folder$/)
    expect(await told(folder)).toMatch(/the pack needs a name in this file$/)
  })
})
