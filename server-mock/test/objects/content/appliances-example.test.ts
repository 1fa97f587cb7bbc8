import { fileURLToPath } from 'node:url'
import { bundle } from '@metalwright/sdk/content'
import { type ContentSummary, type JsonObject, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../api/test-server.ts'

const FOLDER = fileURLToPath(new URL('../../../../examples/content/appliances/', import.meta.url))

describe('the example pack of appliances', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    const pack: JsonObject = JSON.parse(JSON.stringify(await bundle(FOLDER)))
    const summary = (await server.json('POST', '/contents', pack)) as ContentSummary
    expect(summary.Warnings).toEqual([])
  })
  afterAll(() => server.close())

  const file = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
    return answer.ok ? answer.text() : ''
  }
  const url = () => `http://127.0.0.1:${server.server.ports.static}`
  const claimed = async (Name: string, workflow: string, fields: JsonObject) => {
    await server.json('POST', '/machines', { Name, ...fields })
    await server.json('POST', '/pools/default/allocateMachines', {
      'pool/machine-list': [`Name:${Name}`],
      'pool/workflow': workflow,
    })
    return Machine.parse(await server.json('GET', `/machines/Name:${Name}`))
  }
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))

  it('boots an appliance from memory, and hands the machine over when it boots', async () => {
    const mac = '52:54:00:00:00:01'
    const machine = await claimed('web', 'memory-appliance', {
      HardwareAddrs: [mac],
      Profiles: ['appliance-linuxkit'],
      Params: { 'appliance/initrds': ['files/one.img', 'https://files.example.net/two.img'] },
    })
    expect(machine).toMatchObject({ Available: true, PoolStatus: 'Building', BootEnv: 'memory-appliance' })
    const script = await file(`${mac}.ipxe`)
    expect(script.split('\n')).toEqual([
      '#!ipxe',
      ':retry',
      'imgfree',
      `kernel ${url()}/files/appliances/web/web-kernel initrd=initrd0 initrd=initrd1 console=ttyS0 console=tty0 || goto again`,
      `initrd --name initrd0 ${url()}/files/one.img || goto again`,
      'initrd --name initrd1 https://files.example.net/two.img || goto again',
      `imgfetch --name booting ${url()}/machines/${machine.Uuid}/booting && imgfree booting ||`,
      'boot || goto again',
      ':again',
      'echo The boot server did not answer, next try in 5 seconds',
      'sleep 5',
      'goto retry',
      '',
    ])
    const pxelinux = await file('pxelinux.cfg/01-52-54-00-00-00-01')
    expect(pxelinux).toContain(`KERNEL ${url()}/files/appliances/web/web-kernel\n`)
    expect(pxelinux).toContain(`INITRD ${url()}/files/one.img,https://files.example.net/two.img\n`)
    expect(await file(`machines/${machine.Uuid}/kexec`)).toBe(
      [
        `kernel ${url()}/files/appliances/web/web-kernel`,
        `initrd ${url()}/files/one.img`,
        'params console=ttyS0 console=tty0',
        '',
      ].join('\n'),
    )
    expect(await machineOf(machine.Uuid)).toMatchObject({ PoolStatus: 'Building', Runnable: false })
    expect(await file(`machines/${machine.Uuid}/booting`)).toContain('web boots')
    await expect
      .poll(() => machineOf(machine.Uuid), { timeout: 10_000 })
      .toMatchObject({ PoolStatus: 'InUse', WorkflowComplete: true })
    // It boots again: nothing to be done.
    await file(`machines/${machine.Uuid}/booting`)
    expect(await machineOf(machine.Uuid)).toMatchObject({ PoolStatus: 'InUse', WorkflowComplete: true })
  })

  it('configures Flatcar by Ignition', async () => {
    const mac = '52:54:00:00:00:02'
    const config = { ignition: { version: '3.3.0' }, storage: { files: [{ path: '/etc/motd' }] } }
    const { Uuid } = await claimed('flatcar', 'memory-appliance', {
      HardwareAddrs: [mac],
      Profiles: ['appliance-flatcar'],
      Params: { 'ignition/config': config },
    })
    const rendered = async () => JSON.parse(await file(`machines/${Uuid}/ignition.json`))
    expect(await rendered()).toEqual(config)
    const patch = (op: string, value: JsonObject | string) =>
      server.json('PATCH', `/machines/${Uuid}`, [{ op, path: '/Params/ignition~1config', value }])
    await patch('replace', JSON.stringify({ ...config, passwd: {} }))
    expect(await rendered()).toEqual({ ...config, passwd: {} })
    await patch('remove', '')
    expect(await rendered()).toEqual({ ignition: { version: '3.3.0' } })
    expect(await file(`${mac}.ipxe`)).toContain(`ignition.config.url=${url()}/machines/${Uuid}/ignition.json`)
  })

  it('refuses what would put lines of its own into a boot script', async () => {
    for (const Params of [
      { 'appliance/options': 'quiet\nimgfree' },
      { 'appliance/kernel': 'files/a b' },
      { 'appliance/initrds': ['a\nb'] },
    ]) {
      expect((await server.call('POST', '/machines', { Name: 'hostile', Params })).status).toBe(422)
    }
  })

  it('leaves a machine alone, at once', async () => {
    const { Uuid } = await claimed('old-friend', 'leave-alone', { HardwareAddrs: ['52:54:00:00:00:03'] })
    await expect
      .poll(() => machineOf(Uuid), { timeout: 10_000 })
      .toMatchObject({ PoolStatus: 'InUse', WorkflowComplete: true, BootEnv: 'local', Stage: 'leave-alone' })
    expect(await server.call('POST', '/jobs', { Machine: Uuid })).toMatchObject({ status: 204 })
  })
})
