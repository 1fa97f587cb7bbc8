import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KexecPlan, Machine, StalledRun } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const KERNEL = 'a kernel'

describe('starts without firmware', () => {
  let server: TestServer
  let uuid: string
  let file: string
  const plan = async () => KexecPlan.parse(await server.json('GET', `/machines/${uuid}/kexec`))
  const set = (name: string, value: unknown) =>
    server.json('POST', `/machines/${uuid}/params/${name}`, JSON.parse(JSON.stringify(value)))
  const phase = (Name: string, Detail: Record<string, string> = {}) =>
    server.call('POST', `/machines/${uuid}/phases`, { Name, Detail })
  const failures = async () =>
    Machine.parse(await server.json('GET', `/machines/${uuid}`)).Params['kexec/failures']

  beforeAll(async () => {
    server = await startTestServer({
      content: [await builtInPack('basic'), await builtInPack('metalwright')],
      staticIp: '127.0.0.1',
    })
    const folder = join(server.folder, 'tftpboot', 'discovery')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'vmlinuz'), KERNEL)
    await writeFile(join(folder, 'initrd.img'), 'an initramfs')
    const machine = { Name: 'warm', BootEnv: 'discovery', HardwareAddrs: ['52:54:00:00:00:01'] }
    uuid = Machine.parse(await server.json('POST', '/machines', machine)).Uuid
    file = `http://127.0.0.1:${server.server.ports.static}/discovery`
  })
  afterAll(() => server.close())

  it('are planned with digests, additions and the interface to boot from', async () => {
    expect(await plan()).toMatchObject({ Allowed: false, Blocked: false, BootEnv: 'discovery' })
    await set('kexec-ok', true)
    await set('last-boot-macaddr', '52:54:00:00:00:01')
    await set('kexec/watchdog', 120)
    await set('inventory/dmi', { sys_vendor: 'QEMU', product_name: 'Standard PC' })
    await set('kexec/quirks', [{ vendor: 'QEMU', kexec: { append: 'pci=noaer', unbind: ['e1000'] } }])
    expect(await plan()).toEqual({
      Machine: uuid,
      BootEnv: 'discovery',
      Allowed: true,
      Blocked: false,
      Reason: '',
      Kernel: {
        Url: `${file}/vmlinuz`,
        Sha256: createHash('sha256').update(KERNEL).digest('hex'),
        Size: KERNEL.length,
      },
      Initrd: expect.objectContaining({ Url: `${file}/initrd.img`, Size: 12 }),
      Params: expect.stringMatching(
        /^metalwright\.url=\S+ rs\.uuid=.* pci=noaer BOOTIF=01-52-54-00-00-00-01$/,
      ),
      Watchdog: 120,
      Unbind: ['e1000'],
    })
  })

  it('name the unpacked kernel to those that ask for it, but none that was made from another', async () => {
    const named = async (query = '') =>
      KexecPlan.parse(await server.json('GET', `/machines/${uuid}/kexec${query}`)).Kernel
    const folder = join(server.folder, 'tftpboot', 'discovery')
    await writeFile(join(folder, 'vmlinuz.0123456789abcdef.unpacked'), 'of another kernel')
    expect(await named('?kernel=unpacked')).toMatchObject({ Url: `${file}/vmlinuz` })
    const name = `vmlinuz.${createHash('sha256').update(KERNEL).digest('hex').slice(0, 16)}.unpacked`
    await writeFile(join(folder, name), 'unpacked')
    expect(await named('?kernel=unpacked')).toEqual({
      Url: `${file}/${name}`,
      Sha256: createHash('sha256').update('unpacked').digest('hex'),
      Size: 8,
    })
    expect(await named()).toMatchObject({ Url: `${file}/vmlinuz` })
  })

  it('keep to the list that comes with the server', async () => {
    await set('inventory/dmi', { sys_vendor: 'Xen', product_name: 'HVM domU' })
    expect(await plan()).toMatchObject({ Allowed: false, Blocked: true })
    await set('inventory/dmi', { sys_vendor: 'QEMU', product_name: 'Standard PC' })
  })

  it('are counted when the firmware had to step in, and end at the limit', async () => {
    await phase('kexec')
    // The firmware loads, then the agent tells who started its system.
    await phase('loader')
    await phase('agent', { start: 'firmware' })
    expect(await failures()).toMatchObject({ count: 1, bootenv: 'discovery' })
    await phase('agent', { start: 'firmware' })
    expect(await failures()).toMatchObject({ count: 1 })
    expect((await plan()).Allowed).toBe(true)

    await phase('kexec')
    await phase('kexec-failed', { reason: 'it came back' })
    await phase('reboot')
    await phase('agent', { start: 'firmware' })
    expect(await failures()).toMatchObject({ count: 2, reason: 'it came back' })
    expect(await plan()).toMatchObject({ Allowed: false, Blocked: true })
    expect((await plan()).Reason).toContain('failed 2 times in a row')
  })

  it('count anew when one has come up', async () => {
    await phase('kexec')
    await phase('agent', { start: 'kexec' })
    expect(await failures()).toBeUndefined()
    expect((await plan()).Allowed).toBe(true)
    // Rebooted on purpose: no kexec was lost.
    await phase('reboot')
    await phase('agent', { start: 'firmware' })
    expect(await failures()).toBeUndefined()
  })

  it('have no plan where there is no kernel', async () => {
    await server.json('POST', '/bootenvs', { Name: 'plain', OS: { Name: 'plain' } })
    const machine = Machine.parse(await server.json('POST', '/machines', { Name: 'cold', BootEnv: 'plain' }))
    const answer = KexecPlan.parse(await server.json('GET', `/machines/${machine.Uuid}/kexec`))
    expect(answer).toMatchObject({ Allowed: false, Blocked: false, Kernel: null, Initrd: null })
    expect((await server.call('GET', '/machines/none/kexec')).status).toBe(404)
    expect(z.array(StalledRun).parse(await server.json('GET', '/runs/stalled'))).toEqual([])
  })
})
