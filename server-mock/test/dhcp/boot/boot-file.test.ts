import { describe, expect, it } from 'vitest'
import { bootFile } from '../../../src/dhcp/boot/boot-file.ts'
import { type BootRequest, readBootRequest } from '../../../src/dhcp/boot/boot-request.ts'
import { type BootStage, discoverPacket } from '../../../src/dhcp/client.ts'

const source = { httpUrl: 'http://10.0.0.1:8091', tftpAddress: '10.0.0.1' }
const SCRIPT = 'http://10.0.0.1:8091/default.ipxe'

function ask(changes: Partial<BootRequest>): BootRequest {
  return {
    mac: '52:54:00:00:00:01',
    userClass: '',
    vendorClass: '',
    hasIpxeFeatures: false,
    speaksHttp: true,
    address: '10.0.0.10',
    serverAddress: '10.0.0.1',
    nextServer: '',
    configuredFile: '',
    proxy: false,
    ...changes,
  }
}

const pxe = (architecture: number) => ask({ vendorClass: `PXEClient:Arch:${architecture}`, architecture })
const http = (architecture: number) => ask({ vendorClass: `HTTPClient:Arch:${architecture}`, architecture })
const ipxe = ask({ vendorClass: 'PXEClient', userClass: 'iPXE', hasIpxeFeatures: true, architecture: 7 })

describe('boot file', () => {
  it.each([
    ['BIOS', pxe(0), 'undionly.kpxe'],
    ['x64 UEFI', pxe(7), 'ipxe.efi'],
    ['x64 UEFI that says EBC', pxe(9), 'ipxe.efi'],
    ['arm64 UEFI', pxe(11), 'ipxe-arm64.efi'],
    ['ia32 UEFI', pxe(6), 'unknown-architecture'],
    ['arm32 UEFI', pxe(10), 'unknown-architecture'],
    ['PXE without architecture', ask({ vendorClass: 'PXEClient' }), 'unknown-architecture'],
    ['x64 HTTP', http(16), 'http://10.0.0.1:8091/ipxe.efi'],
    ['arm64 HTTP', http(19), 'http://10.0.0.1:8091/ipxe-arm64.efi'],
    ['ia32 HTTP', http(15), 'unknown-architecture'],
    ['iPXE', ipxe, SCRIPT],
    ['iPXE by user class alone', ask({ userClass: 'iPXE' }), SCRIPT],
    ['iPXE by option 175 alone', ask({ hasIpxeFeatures: true }), SCRIPT],
    ['iPXE without HTTP', { ...ipxe, speaksHttp: false }, 'tftp://10.0.0.1/default.ipxe'],
    ['a system', ask({ vendorClass: 'udhcp 1.35' }), 'not-a-boot-client'],
    ['nobody in particular', ask({}), 'not-a-boot-client'],
    ['BIOS with a configured file', { ...pxe(0), configuredFile: 'lpxelinux.0' }, 'lpxelinux.0'],
    ['unknown architecture with a configured file', { ...pxe(10), configuredFile: 'a.efi' }, 'a.efi'],
    ['HTTP with a configured URL', { ...http(16), configuredFile: 'https://x/a.efi' }, 'https://x/a.efi'],
    [
      'HTTP with a configured TFTP file',
      { ...http(16), configuredFile: 'a.efi' },
      'http://10.0.0.1:8091/ipxe.efi',
    ],
    ['iPXE with a configured script', { ...ipxe, configuredFile: 'http://x/boot' }, 'http://x/boot'],
    ['iPXE with iPXE configured', { ...ipxe, configuredFile: 'undionly.kpxe' }, SCRIPT],
    ['iPXE with iPXE configured below a folder', { ...ipxe, configuredFile: '/efi/snponly.efi' }, SCRIPT],
    ['a system with a configured file', ask({ configuredFile: 'a' }), 'a'],
    [
      'a system with a configured file beside another server',
      ask({ configuredFile: 'a', proxy: true }),
      'not-a-boot-client',
    ],
  ])('%s', (_name, request, expected) => {
    const answer = bootFile(request, source)
    expect(answer.kind === 'boot' ? answer.file : answer.reason).toBe(expected)
  })

  it('never gives iPXE to iPXE, whatever is configured for the architecture', () => {
    for (const architecture of [0, 6, 7, 9, 11, 16]) {
      for (const configuredFile of [
        '',
        'ipxe.efi',
        'undionly.kpxe',
        'ipxe.pxe',
        'ipxe.lkrn',
        'a/ipxe-arm64.efi',
      ]) {
        const answer = bootFile({ ...ipxe, architecture, configuredFile }, source)
        expect(answer).toMatchObject({ kind: 'boot', file: SCRIPT, reason: 'ipxe-script' })
      }
    }
  })

  it('takes loaders, script and next server of the machine', () => {
    const own = { ...source, loaders: new Map([[0, 'lpxelinux.0']]), script: 'x.ipxe' }
    expect(bootFile({ ...pxe(0), nextServer: '10.0.0.9' }, own)).toMatchObject({
      file: 'lpxelinux.0',
      nextServer: '10.0.0.9',
    })
    expect(bootFile(pxe(7), own)).toMatchObject({ reason: 'unknown-architecture' })
    expect(bootFile(ipxe, own)).toMatchObject({ file: 'http://10.0.0.1:8091/x.ipxe' })
  })

  it('tells iPXE not to wait for a proxy, unless this server is the proxy', () => {
    const codes = (proxy: boolean) => {
      const answer = bootFile({ ...ipxe, proxy }, source)
      return answer.kind === 'boot' ? [...answer.options.keys()] : []
    }
    expect([codes(false), codes(true)]).toEqual([[175], [60, 43]])
  })
})

describe('boot request', () => {
  const known = { mac: 'm', address: '', serverAddress: '', nextServer: '', configuredFile: '', proxy: false }
  const read = (stage: BootStage, changes: [number, Uint8Array][] = []) => {
    const packet = discoverPacket({
      mac: '52:54:00:00:00:01',
      stage,
      transactionId: 1,
      uuid: '00112233-4455-6677-8899-aabbccddeeff',
    })
    return readBootRequest({ ...packet, options: new Map([...packet.options, ...changes]) }, known)
  }

  it('reads architecture, classes, features and UUID', () => {
    expect(read('ipxe-bios')).toMatchObject({
      architecture: 0,
      userClass: 'iPXE',
      hasIpxeFeatures: true,
      speaksHttp: true,
      uuid: '00112233-4455-6677-8899-aabbccddeeff',
    })
    expect(read('http-uefi')).toMatchObject({
      architecture: 16,
      hasIpxeFeatures: false,
      vendorClass: 'HTTPClient:Arch:00016:UNDI:003000',
    })
    expect(read('system').architecture).toBeUndefined()
  })

  it('takes hostile values as they are', () => {
    const long = new Uint8Array(255).fill(0xff)
    expect(
      read('pxe-bios', [
        [60, long],
        [93, Uint8Array.of(1)],
        [97, Uint8Array.of(1, 2)],
      ]),
    ).toMatchObject({ vendorClass: 'ÿ'.repeat(255) })
    expect(read('ipxe-bios', [[175, Uint8Array.of(0x13, 9)]])).toMatchObject({
      hasIpxeFeatures: true,
      speaksHttp: false,
    })
    expect(read('ipxe-bios', [[175, Uint8Array.of(0x10, 1, 1)]]).speaksHttp).toBe(false)
  })
})
