import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareInventories } from '../../src/inventory/compare.ts'
import { identityChanges } from '../../src/inventory/identity.ts'
import { readReport } from '../../src/inventory/read-report.ts'
import { InventoryReport } from '../../src/inventory/report.ts'
import { changeWords } from '../../src/inventory/words.ts'

const inventoryOf = (report: object): JsonObject =>
  JSON.parse(JSON.stringify(readReport(InventoryReport.parse(report), '2026-01-01T00:00:00Z').inventory))

const report = {
  cpu: { model: 'Xeon', threads: 8, microcode: '0x1' },
  memory: { bytes: 16 * 1024 ** 3 },
  disks: [
    { name: 'sda', serial: 'S1', firmware: 'A', bytes: 100 },
    { name: 'sdb', serial: 'S2', firmware: 'A', bytes: 100 },
  ],
  nics: [{ name: 'eth0', mac: '02:00:00:00:00:01', link: true, speed: 1000 }],
  dmi: { product_uuid: '4C4C4544-0042-3510-8056-B4C04F4E5331', board_serial: 'B1', bios_version: '1' },
}
const before = inventoryOf(report)
const changed = (change: object) => compareInventories(before, inventoryOf({ ...report, ...change }))

describe('compareInventories', () => {
  it('finds nothing where only names, links, contents and a little memory differ', () => {
    const disks = report.disks.map((disk, at) => ({
      ...disk,
      name: `sd${'zy'[at]}`,
      signatures: [{ type: 'gpt' }],
    }))
    const nics = [{ ...report.nics[0], name: 'enp3s0', link: false, speed: -1 }]
    expect(changed({ disks: disks.reverse(), nics, memory: { bytes: 16 * 1024 ** 3 - 50_000_000 } })).toEqual(
      [],
    )
  })

  it('tells what was swapped, added, removed and updated, in words too', () => {
    const changes = changed({
      disks: [
        { name: 'sda', serial: 'S1', firmware: 'B', bytes: 100 },
        { name: 'sdb', serial: 'S/3', bytes: 100 },
      ],
      memory: { bytes: 8 * 1024 ** 3 },
    })
    expect(changes.map(({ path }) => path)).toEqual([
      'disks/serial:S1/firmware',
      'disks/serial:S2',
      'disks/serial:S~13',
      'memory/bytes',
    ])
    expect(changes.map(changeWords)).toEqual([
      'disk serial:S1 firmware: A became B',
      'disk serial:S2 was removed',
      'disk serial:S/3 was added',
      'memory bytes: 17179869184 became 8589934592',
    ])
  })

  it('compares nothing that was not stored, by this version or at all', () => {
    expect(compareInventories({}, before)).toEqual([])
    const bare = [
      { name: 'sda', serial: 'S1', wwn: '', model: null },
      { name: 'sdb', serial: 'S2', wwn: '', model: null },
    ]
    expect(compareInventories({ disks: bare }, before)).toEqual([])
    const old = { cpu: { threads: 8 }, memory: { bytes: 16 * 1024 ** 3 }, disks: 'odd', dmi: null }
    const { disks, ...others } = before
    expect(compareInventories(old, others)).toEqual([])
    expect(disks).toBeDefined()
  })

  it('tells of another neighbour, not of one that was not heard', () => {
    const heard = (name: string | undefined): JsonObject => {
      const [nic] = JSON.parse(JSON.stringify(before['nics']))
      return { nics: [{ ...nic, lldp: name === undefined ? null : { systemName: name, portId: 'p1' } }] }
    }
    expect(compareInventories(heard('leaf1'), heard(undefined))).toEqual([])
    expect(compareInventories(heard(undefined), heard('leaf1'))).toEqual([])
    expect(compareInventories(heard('leaf1'), heard('leaf2'))).toEqual([
      { path: 'nics/02:00:00:00:00:01/lldp/systemName', old: 'leaf1', new: 'leaf2' },
    ])
  })

  it('finds no difference of anything to itself, and as many in one direction as in the other', () => {
    const serial = fc.constantFrom('S1', 'S2', 'S3', '')
    const disks = fc.array(fc.record({ name: fc.constantFrom('sda', 'sdb'), serial, firmware: serial }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(disks, disks, (one, other) => {
        const [a, b] = [inventoryOf({ disks: one }), inventoryOf({ disks: other })]
        expect(compareInventories(a, a)).toEqual([])
        expect(compareInventories(a, b).length).toBe(compareInventories(b, a).length)
      }),
    )
  })
})

describe('identityChanges', () => {
  it('sees other cards and another main board, and nothing else', () => {
    const nics = [{ name: 'eth0', mac: '02:00:00:00:00:02' }]
    expect(identityChanges(changed({ nics }))).toEqual([
      'The interface 02:00:00:00:00:01 is gone',
      'The interface 02:00:00:00:00:02 is new',
    ])
    const usb = {
      name: 'usb0',
      mac: '02:00:00:00:00:03',
      place: '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2',
    }
    expect(identityChanges(changed({ nics: [...report.nics, usb] }))).toEqual([])
    expect(
      identityChanges(changed({ dmi: { ...report.dmi, board_serial: 'B2', bios_version: '2' } })),
    ).toEqual(['The main board is another one: board_serial was B1 and is B2'])
    expect(identityChanges(changed({ dmi: { ...report.dmi, board_serial: 'Not Specified' } }))).toEqual([])
  })
})
