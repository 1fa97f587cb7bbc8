import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BootStage, discoverPacket } from '../../src/dhcp/client.ts'
import { DhcpRelay } from '../../src/dhcp/client-exchange.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

describe('the loader a machine is given', () => {
  let server: TestServer
  let relay: DhcpRelay
  let transaction = 1
  beforeAll(async () => {
    server = await startTestServer({ disableDhcp: false })
    relay = await DhcpRelay.open('127.0.0.1', { address: '127.0.0.1', port: server.server.ports.dhcp })
    await server.json('POST', '/subnets', {
      Name: 'lab',
      Enabled: true,
      Subnet: '10.9.0.0/24',
      ActiveStart: '10.9.0.10',
      ActiveEnd: '10.9.0.29',
    })
    await server.json('POST', '/bootenvs', {
      Name: 'special',
      OS: { Name: 'special', SupportedArchitectures: { x86_64: { Loader: 'shim.efi' } } },
      Kernel: 'k',
      Loaders: { '386-pcbios': 'lpxelinux.0', 'unheard-of': 'x', 'arm64-uefi': '' },
      Templates: [{ Name: 'ipxe', Path: '{{.Machine.Path}}/x.ipxe' }],
    })
  })
  afterAll(async () => {
    await relay.close()
    await server.close()
  })

  const offer = (mac: string, stage: BootStage, link = '10.9.0.1') =>
    relay.exchange(
      discoverPacket({ mac, stage, transactionId: transaction++, relay: { address: relay.address, link } }),
    )
  const loader = async (mac: string, stage: BootStage) => (await offer(mac, stage)).file

  it('is the one its bootenv names for its architecture, else the usual one', async () => {
    const mac = '52:54:00:00:00:01'
    await server.json('POST', '/machines', { Name: 'm1', HardwareAddrs: [mac], BootEnv: 'special' })
    expect(await loader(mac, 'pxe-bios')).toBe('lpxelinux.0')
    expect(await loader(mac, 'pxe-uefi')).toBe('shim.efi')
    expect(await loader(mac, 'http-uefi')).toMatch(/^http:.*\/shim\.efi$/)
    expect(await loader(mac, 'ipxe-bios')).toMatch(/default\.ipxe$/)
    expect(await loader('52:54:00:00:00:02', 'pxe-bios')).toBe('undionly.kpxe')
  })

  it('is there for bootenvs that have kernels for single architectures only', async () => {
    const mac = '52:54:00:00:00:05'
    await server.json('POST', '/bootenvs', {
      Name: 'apart',
      OS: { Name: 'apart', SupportedArchitectures: { amd64: { Kernel: 'k', Initrds: [], BootParams: '' } } },
      Templates: ['ipxe', 'pxelinux'].map((kind) => ({
        Name: kind,
        Path: `{{.Machine.Path}}/${kind}`,
        Contents: 'nothing',
      })),
    })
    await server.json('POST', '/machines', { Name: 'm5', HardwareAddrs: [mac], BootEnv: 'apart' })
    expect(await loader(mac, 'pxe-uefi')).toBe('ipxe.efi')
  })

  it('is that of the bootenv for unknown machines when nobody knows it', async () => {
    await server.json('POST', '/bootenvs', {
      Name: 'finding',
      OnlyUnknown: true,
      OS: { Name: 'finding' },
      Kernel: 'k',
      Loaders: { 'amd64-uefi': 'own.efi' },
    })
    await server.json('POST', '/prefs', { unknownBootEnv: 'finding' })
    expect(await loader('52:54:00:00:00:03', 'pxe-uefi')).toBe('own.efi')
    expect(await loader('52:54:00:00:00:04', 'pxe-bios')).toBe('undionly.kpxe')
    const loaders = [{ op: 'replace', path: '/Loaders', value: { 'amd64-uefi': 'newer.efi' } }]
    await server.json('PATCH', '/bootenvs/finding', loaders)
    expect(await loader('52:54:00:00:00:03', 'pxe-uefi')).toBe('newer.efi')
    await server.json('POST', '/prefs', { unknownBootEnv: 'ignore' })
    expect(await loader('52:54:00:00:00:03', 'pxe-uefi')).toBe('ipxe.efi')
  })

  it('may be told by a template over what the client sent; one that fails leaves out its option', async () => {
    await server.json('POST', '/subnets', {
      Name: 'templates',
      Enabled: true,
      Subnet: '10.8.0.0/24',
      ActiveStart: '10.8.0.10',
      ActiveEnd: '10.8.0.29',
      Options: [
        { Code: 67, Value: '{{if eq (index . 93) "0"}}bios.0{{else}}{{index . 93}}.efi{{end}}' },
        { Code: 3, Value: '{{index .Nothing 1}}' },
        { Code: 6, Value: '10.8.0.1' },
      ],
    })
    const bios = await offer('52:54:00:00:00:06', 'pxe-bios', '10.8.0.1')
    expect(bios).toMatchObject({ file: 'bios.0', yourAddress: '10.8.0.10' })
    expect([bios.options.has(6), bios.options.has(3)]).toEqual([true, false])
    expect(await offer('52:54:00:00:00:07', 'pxe-uefi', '10.8.0.1')).toMatchObject({ file: '7.efi' })
    const lines = JSON.stringify(await server.json('GET', '/logs'))
    expect(lines.match(/an option is left out/g)).toHaveLength(1)
    expect(lines).toContain('option 3: template: option:1')
  })
})
