import { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

describe('the boot menu as it is served', () => {
  let server: TestServer
  beforeAll(async () => {
    const content = [await builtInPack('basic'), await builtInPack('metalwright')]
    server = await startTestServer({ content, prefs: { unknownBootEnv: 'unknown-menu' } })
  })
  afterAll(() => server.close())

  const file = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const items = async () => (await file('default.ipxe')).text.match(/^item .*$/gm)

  it('follows the bootenvs that are marked for it, and the params of the profile global', async () => {
    expect(await items()).toHaveLength(3)
    const rescue = {
      Name: 'rescue',
      Meta: { 'boot-menu': 'Rescue system' },
      OS: { Name: 'rescue' },
      BootParams: 'quiet',
      Templates: [{ Name: 'ipxe', Path: '{{.Machine.Path}}/rescue.ipxe', Contents: 'x' }],
    }
    await server.json('POST', '/bootenvs', { ...rescue, Kernel: '' })
    expect((await file('default.ipxe')).text).toContain('# rescue is left out: it has no kernel\n')
    await server.json('PATCH', '/bootenvs/rescue', [{ op: 'replace', path: '/Kernel', value: 'linux' }])
    const now = (await file('default.ipxe')).text
    expect(now).toMatch(/^item --key 2 entry2 2\. Rescue system \|\|/m)
    expect(now).toMatch(/^kernel http:\/\/127\.0\.0\.1:\d+\/rescue\/linux .*quiet BOOTIF=/m)

    await server.json('POST', '/profiles/global/params/boot-menu%2Fentries', ['disk', 'bootenvs'])
    expect(await items()).toEqual([
      expect.stringContaining('1. Boot from the disk'),
      expect.stringContaining('2. Rescue system'),
    ])
    expect((await file('machines/start-up.sh')).text).toContain('token=')
    expect((await file('pxelinux.cfg/default')).text).toContain('say 2. Rescue system\n')
    expect((await file('grub/grub.cfg')).text).toContain("menuentry 'Rescue system'")
  })

  it('takes no values that would be commands', async () => {
    const title = '/profiles/global/params/boot-menu%2Ftitle'
    expect((await server.call('POST', title, 'a || shell')).status).toBe(422)
    const hostile = { Name: 'hostile', OS: { Name: 'hostile' }, Meta: { 'boot-menu': 'x\nshell' } }
    const refused = await server.call('POST', '/bootenvs', hostile)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Meta.boot-menu')])
    const options = { 'kernel-options': 'quiet || shell' }
    const known = { Name: 'm1', HardwareAddrs: ['52:54:00:00:00:01'], BootEnv: 'discovery', Params: options }
    expect((await server.call('POST', '/machines', known)).status).toBe(422)
  })

  it('serves no script whose kernel parameters would be commands, and says which', async () => {
    await server.json('POST', '/bootenvs', {
      Name: 'open',
      OS: { Name: 'open' },
      Kernel: 'k',
      BootParams: 'ip=${netX/ip} {{.Param "site/arguments"}}',
      Templates: [
        { Name: 'ipxe', Path: '{{.Machine.MacAddr}}.ipxe', Contents: '#!ipxe\nkernel k {{.BootParams}}\n' },
      ],
    })
    const HardwareAddrs = ['52:54:00:00:00:02']
    const Params = { 'site/arguments': 'quiet' }
    const made = await server.json('POST', '/machines', {
      Name: 'm2',
      HardwareAddrs,
      BootEnv: 'open',
      Params,
    })
    const script = await file('52:54:00:00:00:02.ipxe')
    expect(script.text).toBe('#!ipxe\nkernel k ip=${netX/ip} quiet\n')
    const { Uuid: uuid } = Machine.parse(made)
    for (const value of ['quiet || shell', 'x ; shell', '${net0/mac}', 'a\nshell']) {
      await server.json('POST', `/machines/${uuid}/params/site%2Farguments`, value)
      const refused = await file('52:54:00:00:00:02.ipxe')
      expect([refused.status, refused.text.includes('kernel k')]).toEqual([500, false])
    }
    const lines = JSON.stringify(await server.json('GET', '/logs'))
    expect(lines).toContain('kernel parameters of 52:54:00:00:00:02.ipxe cannot have')
  })
})
