import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/inventory/read-report.ts'
import { InventoryReport } from '../../src/inventory/report.ts'
import { ParamSchemas } from '../../src/objects/params/param-schemas.ts'
import { lldpFrame, SWITCH } from '../inventory/lldp-frame.ts'
import { missingTools, type PretendedMachine, runInventory } from './inventory-machine.ts'
import { pack } from './pack.ts'

if (missingTools.length > 0)
  console.warn(`Inventory tests skipped, they need: apt-get install ${missingTools.join(' ')}`)

const NOW = '2026-01-01T00:00:00.000Z'
const disk = '/sys/devices/pci0000:00/0000:00:1f.2/ata3/host2/target2:0:0/2:0:0:0'
const card = '/sys/devices/pci0000:00/0000:00:03.0'
const usb = '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0'

/** A server with everything the script looks for. */
const server: PretendedMachine = {
  files: {
    '/proc/cpuinfo': [0, 1, 2, 3]
      .map((at) =>
        [
          `processor\t: ${at}`,
          'vendor_id\t: GenuineIntel',
          'model name\t: Xeon: the "7th" \\ gen',
          'microcode\t: 0x2b000603',
          `physical id\t: ${at >> 1}`,
          'core id\t\t: 0',
          'cpu cores\t: 1',
          'flags\t\t: fpu vmx aes avx2 avx512f',
          'power management:',
        ].join('\n'),
      )
      .join('\n\n'),
    '/proc/meminfo': 'MemTotal:       16384000 kB\nMemFree:        1 kB\n',
    [`${disk}/block/sda/size`]: '100\n',
    [`${disk}/block/sda/queue/logical_block_size`]: '512\n',
    [`${disk}/block/sda/queue/physical_block_size`]: '4096\n',
    [`${disk}/block/sda/holders/.keep`]: '',
    [`${disk}/block/sda/sda1/holders/md0`]: '',
    [`${disk}/rev`]: 'A1B2\n',
    [`${disk}/wwid`]: 'naa.5000c500a1b2c3d4\n',
    [`${disk}/vpd_pg80`]: Buffer.from('\0\x80\0\x08SERIAL01'),
    [`${card}/uevent`]: 'DRIVER=ixgbe\nPCI_CLASS=20000\nPCI_ID=8086:10FB\nPCI_SUBSYS_ID=8086:0003\n',
    [`${card}/net/eth0/address`]: '0c:c4:7a:00:00:01\n',
    [`${card}/net/eth0/addr_assign_type`]: '0\n',
    [`${card}/net/eth0/carrier`]: '1\n',
    [`${card}/net/eth0/speed`]: '10000\n',
    [`${usb}/uevent`]: 'DRIVER=cdc_ether\n',
    [`${usb}/net/usb0/address`]: '0c:c4:7a:00:00:02\n',
    [`${usb}/net/usb0/addr_assign_type`]: '3\n',
    '/sys/devices/virtual/net/lo/address': '00:00:00:00:00:00\n',
    '/sys/class/dmi/id/sys_vendor': 'ACME {{.Token}}\n',
    '/sys/class/dmi/id/product_serial': Buffer.from('S\x1b[31m\tN\xff\xfe1\n', 'latin1'),
    '/sys/class/dmi/id/product_uuid': '4C4C4544-0042-3510-8056-B4C04F4E5331\n',
    '/sys/class/dmi/id/bios_version': '2.1\n',
    '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c': Buffer.from([6, 0, 0, 0, 1]),
    '/sys/firmware/efi/efivars/SetupMode-8be4df61-93ca-11d2-aa0d-00e098032b8c': Buffer.from([6, 0, 0, 0, 0]),
    '/sys/class/tpm/tpm0/tpm_version_major': '2\n',
    '/sys/devices/platform/ipmi_bmc.0/firmware_revision': '1.74\n',
    '/sys/devices/platform/ipmi_bmc.0/ipmi_version': '2.0\n',
    '/sys/devices/platform/ipmi_bmc.0/manufacturer_id': '0x002a7c\n',
    '/run/metalwright/lldp/eth0': lldpFrame(SWITCH),
    '/sys/firmware/dmi/tables/DMI': Buffer.concat([
      // A module of 16 GiB, DDR4, with bits for error correction.
      Buffer.from([17, 0x22, 0x11, 0, 0, 0, 0, 0, 72, 0, 64, 0, 0, 0x40, 9, 0, 1, 2, 26]),
      Buffer.from([0, 0, 0x80, 0x0c, 3, 4, 0, 5, 0, 0, 0, 0, 0, 0x80, 0x0c]),
      Buffer.from('DIMM_A1\0BANK 0\0Hynix\x07\0S{{1}}\0PART-1 \0\0', 'latin1'),
      Buffer.from([127, 4, 0, 0, 0, 0]),
    ]),
  },
  links: {
    '/sys/block/sda': `${disk}/block/sda`,
    [`${disk}/block/sda/device`]: disk,
    '/sys/class/net/eth0': `${card}/net/eth0`,
    [`${card}/net/eth0/device`]: card,
    '/sys/class/net/usb0': `${usb}/net/usb0`,
    [`${usb}/net/usb0/device`]: usb,
    '/sys/class/net/lo': '/sys/devices/virtual/net/lo',
    '/sys/bus/pci/devices/0000:00:03.0': card,
  },
  programs: {
    lsblk: `case "$*" in
*FSTYPE*) echo '{"blockdevices":[{"name":"sda","fstype":null,"pttype":"gpt","label":null,"uuid":null,"children":[
  {"name":"sda1","fstype":"linux_raid_member","pttype":"gpt","label":"h:0","uuid":"u-1"}]}]}' ;;
*) echo '{"blockdevices":[{"name":"sda","path":"/dev/sda","size":51200,"type":"disk","model":"DISK","serial":null,"wwn":null,"rota":true,"rm":false,"ro":false,"tran":"sata"}]}' ;;
esac`,
    ethtool: `case "$*" in
"-i eth0") printf 'driver: ixgbe\\nfirmware-version: 0x8000095c, 1.1\\nbus-info: x\\n' ;;
"-P usb0") echo 'Permanent address: 0c:c4:7a:00:00:03' ;;
*) exit 1 ;;
esac`,
    ipmitool: `[ "$3 $4" = "exec lan-questions" ] || exit 9
echo ' 01 04 01 80 f2 1b 00 00 00'; echo ' 11 0a 00 00 05'; echo ' 11 0c c4 7a 00 00 0a'
echo 'Unable to send RAW command (channel=0x0 netfn=0x6 lun=0x0 cmd=0x42 rsp=0xcc): Invalid data' >&2`,
  },
}

describe.skipIf(missingTools.length > 0)('task inventory', () => {
  it('sends what kernel, firmware and BMC tell, which the server reads into params that fit their schemas', async () => {
    const run = await runInventory(server)
    expect(run.log).toBe('stored\n')
    expect(run.code).toBe(0)
    expect(run.calls).toEqual([
      'POST /api/v3/machines/4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01/inventory?text=true',
    ])
    const { inventory, faults } = readReport(InventoryReport.parse(run.report), NOW)
    expect(faults).toEqual([])
    expect(inventory).toEqual({
      cpu: {
        model: 'Xeon: the "7th" \\ gen',
        vendor: 'GenuineIntel',
        sockets: 2,
        coresPerSocket: 1,
        cores: 2,
        threads: 4,
        microcode: '0x2b000603',
        virtualization: true,
        flags: ['aes', 'avx2', 'avx512f', 'vmx'],
      },
      memory: {
        bytes: 16_384_000 * 1024,
        slots: 1,
        ecc: null,
        modules: [
          {
            slot: 'DIMM_A1',
            bank: 'BANK 0',
            bytes: 16 * 1024 ** 3,
            type: 'DDR4',
            speed: 3200,
            configuredSpeed: 3200,
            ecc: true,
            manufacturer: 'Hynix',
            serial: 'S((1))',
            part: 'PART-1',
          },
        ],
      },
      disks: [
        {
          id: 'wwn:0x5000c500a1b2c3d4',
          name: 'sda',
          path: '/dev/sda',
          bytes: 51_200,
          model: 'DISK',
          firmware: 'A1B2',
          serial: 'SERIAL01',
          wwn: '0x5000c500a1b2c3d4',
          pci: '0000:00:1f.2',
          busPath: 'pci-0000:00:1f.2-ata-3',
          transport: 'sata',
          rotational: true,
          removable: false,
          readOnly: false,
          logicalBlockSize: 512,
          physicalBlockSize: 4096,
          holders: ['md0'],
          signatures: [
            { device: 'sda', type: 'gpt', label: '', uuid: '' },
            { device: 'sda1', type: 'linux_raid_member', label: 'h:0', uuid: 'u-1' },
            { device: 'sda1', type: 'gpt', label: 'h:0', uuid: 'u-1' },
          ],
        },
      ],
      nics: [
        {
          name: 'eth0',
          mac: '0c:c4:7a:00:00:01',
          driver: 'ixgbe',
          firmware: '0x8000095c, 1.1',
          pci: '0000:00:03.0',
          bus: 'pci',
          link: true,
          speed: 10_000,
          lldp: {
            chassisId: '00:11:22:33:44:55',
            chassisIdType: 'mac',
            portId: 'swp7',
            portIdType: 'interface',
            portDescription: 'rack 3 unit 12',
            systemName: 'leaf1',
            systemDescription: 'Debian GNU/Linux 12',
            managementAddress: '10.0.0.1',
            vlan: 100,
            ttl: 120,
            heard: NOW,
          },
        },
        {
          name: 'usb0',
          // Not the one it was given by the host.
          mac: '0c:c4:7a:00:00:03',
          driver: 'cdc_ether',
          firmware: '',
          pci: '0000:00:14.0',
          bus: 'usb',
          link: false,
          speed: null,
          lldp: null,
        },
      ],
      dmi: {
        sys_vendor: 'ACME ((.Token))',
        product_serial: 'S[31m N1',
        product_uuid: '4C4C4544-0042-3510-8056-B4C04F4E5331',
        bios_version: '2.1',
      },
      firmware: {
        mode: 'uefi',
        vendor: '',
        version: '2.1',
        date: '',
        secureBoot: true,
        setupMode: false,
        tpm: '2.0',
      },
      bmc: {
        present: true,
        address: '10.0.0.5',
        mac: '0c:c4:7a:00:00:0a',
        channel: 1,
        firmware: '1.74',
        ipmiVersion: '2.0',
        manufacturerId: '0x002a7c',
        productId: '',
        guid: '',
      },
      pci: [
        {
          address: '0000:00:03.0',
          class: '0200',
          vendor: '8086',
          device: '10fb',
          subsystem: '8086:0003',
          driver: 'ixgbe',
        },
      ],
      gpus: [],
    })

    const schemas = new ParamSchemas()
    const stored: JsonObject = JSON.parse(JSON.stringify(inventory))
    for (const [member, value] of Object.entries(stored)) {
      const schema = pack.sections['params']?.[`inventory/${member}`]?.['Schema'] ?? null
      expect(schemas.valueProblem(strict(schema), value), member).toBeUndefined()
    }
  })

  it('gets along with a machine that tells next to nothing', async () => {
    const run = await runInventory({
      files: {
        '/proc/cpuinfo': 'processor\t: 0\n',
        '/proc/meminfo': 'MemTotal: 1024 kB\n',
        '/sys/block/.keep': '',
        '/sys/class/net/.keep': '',
      },
      links: {},
      programs: { lsblk: `echo '{"blockdevices":[]}'` },
    })
    expect(run).toMatchObject({ code: 0, log: 'stored\n' })
    const { inventory } = readReport(InventoryReport.parse(run.report), NOW)
    expect(inventory).toMatchObject({
      cpu: { model: '', sockets: 1, threads: 1 },
      disks: [],
      nics: [],
      firmware: { mode: 'bios', secureBoot: null, tpm: '' },
      bmc: { present: false },
    })
  })

  it('fails with the reasons of the server when it holds the machine', async () => {
    const answer = [
      409,
      JSON.stringify({ Messages: ['The interface x belongs to machine y', 'Ask'] }),
    ] as const
    const { files, links } = server
    const run = await runInventory({ files, links, programs: server.programs ?? {}, answer })
    expect(run).toMatchObject({ code: 1, log: 'The interface x belongs to machine y\nAsk\n' })
  })
})

/** The schema with nothing allowed that it does not describe. */
function strict(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(strict)
  if (schema === null || typeof schema !== 'object') return schema
  const members = Object.fromEntries(Object.entries(schema).map(([name, one]) => [name, strict(one)]))
  return 'properties' in members ? { additionalProperties: false, ...members } : members
}
