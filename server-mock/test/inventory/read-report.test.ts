import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIpmiLan } from '../../src/inventory/ipmi-lan.ts'
import { readReport } from '../../src/inventory/read-report.ts'
import { InventoryReport } from '../../src/inventory/report.ts'
import { lldpFrame, SWITCH } from './lldp-frame.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const inventoryOf = (report: object) => readReport(InventoryReport.parse(report), NOW).inventory

describe('readReport', () => {
  it('reads an empty report', () => {
    expect(inventoryOf({})).toMatchObject({
      cpu: { threads: 0, sockets: 1 },
      memory: { bytes: 0, slots: null },
      disks: [],
      bmc: { present: false },
    })
  })

  it('knows disks by WWN, serial number or place, and tells twins apart by their place', () => {
    const disks = [
      { name: 'sda', wwn: '0x5000c500', serial: 'S1' },
      { name: 'sdb', wwn: '0000000000000000', serial: 'S2' },
      { name: 'sdc', serial: 'TWIN', busPath: 'pci-0000:00:1f.2-ata-1' },
      { name: 'sdd', serial: 'TWIN', busPath: 'pci-0000:00:1f.2-ata-2' },
      { name: 'sde', busPath: 'pci-0000:00:1f.2-ata-3' },
      { name: 'vda' },
    ]
    expect(inventoryOf({ disks }).disks.map(({ id }) => id)).toEqual([
      'wwn:0x5000c500',
      'serial:S2',
      'serial:TWIN@pci-0000:00:1f.2-ata-1',
      'serial:TWIN@pci-0000:00:1f.2-ata-2',
      'path:pci-0000:00:1f.2-ata-3',
      'name:vda',
    ])
  })

  it('drops a frame that is none, and says so', () => {
    const frame = lldpFrame(SWITCH).toString('base64')
    const nics = [
      { name: 'eth0', mac: '02:00:00:00:00:01', frame },
      { name: 'eth1', mac: 'FF:FF:FF:FF:FF:FF', frame: frame.slice(8) },
    ]
    const { inventory, faults } = readReport(InventoryReport.parse({ nics }), NOW)
    expect(inventory.nics).toMatchObject([
      { lldp: { systemName: 'leaf1', heard: NOW } },
      { mac: '', lldp: null },
    ])
    expect(faults).toEqual([expect.stringMatching(/^interface eth1: Not an LLDP frame: /)])
  })

  it('keeps graphics and accelerators, and leaves out what every board has', () => {
    const pci = [
      { address: '0000:00:00.0', class: '60000', id: '8086:1' },
      { address: '0000:01:00.0', class: '30200', id: '10DE:2330', driver: 'nvidia' },
      { address: '0000:02:00.0', class: '120000', id: '1DA3:1020' },
      { address: '0000:03:00.0', class: '20000', id: '8086:10FB' },
    ]
    const { pci: devices, gpus } = inventoryOf({ pci })
    expect(devices.map(({ class: one }) => one)).toEqual(['0302', '1200', '0200'])
    expect(gpus.map(({ vendor, device }) => `${vendor}:${device}`)).toEqual(['10de:2330', '1da3:1020'])
  })

  it('takes anything from a machine, bounded', () => {
    const anything = fc.anything({ maxDepth: 3, withNullPrototype: false })
    const part = fc.dictionary(
      fc.constantFrom('name', 'mac', 'bytes', 'serial', 'busPath', 'frame', '__proto__'),
      anything,
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.dictionary(fc.string(), anything), (parts, dmi) => {
        const read = InventoryReport.safeParse({ disks: parts, nics: parts, pci: parts, dmi })
        if (!read.success) return
        const text = JSON.stringify(readReport(read.data, NOW).inventory)
        expect(text.length).toBeLessThan(100_000)
      }),
    )
    const many = Array.from({ length: 3000 }, (_, at) => ({ name: `d${at}`, serial: 'x'.repeat(5000) }))
    const { disks } = inventoryOf({ disks: many })
    expect(disks).toHaveLength(512)
    expect(disks[0]?.serial).toHaveLength(256)
    expect(Object.getPrototypeOf(inventoryOf(JSON.parse('{"dmi":{"__proto__":"x"}}')).dmi)).toBe(
      Object.prototype,
    )
  })
})

describe('readIpmiLan', () => {
  it('takes the first LAN channel that has an address', () => {
    const answers = [
      ' 01 04 01 80 f2 1b 00 00 00\n 11 00 00 00 00\n 11 0c c4 7a 00 00 0a',
      ' 02 05 01 80 f2 1b 00 00 00\n 11 c0 a8 01 01',
      ' 08 04 01 80 f2 1b 00 00 00\n 11 0a 00 00 05\n 11 0c c4 7a 00 00 0b\nnoise 1\n\n',
    ].join('\n')
    expect(readIpmiLan(answers)).toEqual({ channel: 8, address: '10.0.0.5', mac: '0c:c4:7a:00:00:0b' })
    expect(readIpmiLan(answers.split('\n').slice(0, 3).join('\n'))).toEqual({
      channel: 1,
      address: '',
      mac: '0c:c4:7a:00:00:0a',
    })
    expect(readIpmiLan('11 0a 00 00 05')).toBeUndefined()
  })

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdef \n') }), (text) => {
        readIpmiLan(text)
      }),
    )
  })
})
