import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  forward,
  LabCommandError,
  type MachineHardware,
  NetworkLab,
  parseStreamAddress,
  probeAccelerator,
  QemuMachine,
  qemuArguments,
  systemRunner,
} from '../../src/rehearsal/qemu/index.ts'
import { abandonedLabs } from '../../src/rehearsal/qemu/network-lab.ts'

const dir = mkdtempSync(join(tmpdir(), 'mw-lab-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What a test needs and this machine lacks, in words; undefined when all is there. */
const lacking = async (): Promise<string | undefined> => {
  if (process.getuid?.() !== 0) return 'needs root (network namespaces)'
  for (const [argv, hint] of [
    [['ip', 'netns', 'list'], 'iproute2'],
    [['setpriv', '--version'], 'util-linux'],
    [['qemu-system-x86_64', '--version'], 'qemu-system-x86 ipxe-qemu'],
    [['busybox', 'true'], 'busybox-static'],
  ] as const) {
    if ((await systemRunner.run(argv).catch(() => undefined)) === undefined) return `apt-get install ${hint}`
  }
  return undefined
}
const lack = await lacking()
if (lack !== undefined) console.warn(`QEMU lab tests skipped: ${lack}`)

describe('QEMU arguments', () => {
  const hardware = {
    uuid: 'u',
    firmware: { kind: 'bios' },
    networkBoot: 'ipxe',
    nics: [{ mac: '52:54:00:00:00:01', tap: 'tap0' }],
    disks: [{ path: '/tmp/a,b/disk.raw', serial: 'DISK1', bus: 'virtio' }],
    bootOrder: ['network', 'disk'],
    memoryMiB: 1024,
    cpus: 1,
    accelerator: 'tcg',
    qmpSocket: '/tmp/qmp',
  } as const
  it('puts the network before the disk, and keeps commas in paths', () => {
    const line = qemuArguments(hardware).join(' ')
    expect(line).toContain('virtio-net-pci,id=nic0,netdev=net0,mac=52:54:00:00:00:01,bootindex=1')
    expect(line).toContain('serial=DISK1,bootindex=2')
    expect(line).toContain('file=/tmp/a,,b/disk.raw,format=raw')
    expect(line).toContain('-cpu qemu64')
    expect(line).not.toContain('-kernel')
  })
  it('gives UEFI its chips, and the firmware the network boot', () => {
    const firmware = { kind: 'uefi', vars: '/v' } as const
    const line = (changes: Partial<MachineHardware>) => qemuArguments({ ...hardware, ...changes }).join(' ')
    const own = line({ firmware, networkBoot: 'pxe' })
    expect(own).toMatch(
      /unit=0,readonly=on,file=\S*OVMF_CODE_4M.fd -drive if=pflash,format=raw,unit=1,file=\/v /,
    )
    expect(own).toContain('mac=52:54:00:00:00:01,romfile=,bootindex=1')
    expect(own).not.toContain('tianocore')
    expect(line({ firmware })).not.toContain('romfile')
    expect(line({ firmware, networkBoot: 'http' })).toContain('IPv4PXESupport,string=no')
    const secure = line({ firmware: { kind: 'uefi-secure', vars: '/v' } })
    expect(secure).toMatch(/-machine q35,smm=on .*property=secure,value=on/)
    expect(line({ firmware: { kind: 'uefi-arm64', vars: '/v' } })).toMatch(
      /^qemu-system-aarch64 -machine virt .*-cpu cortex-a57/,
    )
  })
  it('has as many devices as are asked for, in the boot order', () => {
    const two = qemuArguments({
      ...hardware,
      nics: ['a', 'b'].map((mac, at) => ({ mac, tap: `tap${at}` })),
      disks: (['nvme', 'sata'] as const).map((bus) => ({ path: '/d', serial: bus, bus })),
      bootOrder: ['disk', 'network'],
      bmc: { host: '127.0.0.1', port: 9002 },
      extra: ['-S'],
    }).join(' ')
    expect(two).toContain('nvme,id=disk0,drive=drive0,serial=nvme,bootindex=1')
    expect(two).toContain('ide-hd,id=disk1,drive=drive1,serial=sata,bootindex=2')
    expect(two).toContain('id=nic1,netdev=net1,mac=b,bootindex=4')
    expect(two).toMatch(/ipmi-bmc-extern,id=bmc0,chardev=bmc -device isa-ipmi-kcs,bmc=bmc0 -S$/)
    expect(qemuArguments({ ...hardware, bootOrder: [] }).join(' ')).not.toContain('bootindex')
    expect(qemuArguments({ ...hardware, bmc: 'simulated' }).join(' ')).toContain('ipmi-bmc-sim')
  })
  it('takes KVM and a kernel where they are asked for', () => {
    const direct = { kernel: '/k', initrd: '/i', commandLine: 'quiet console=ttyS0' }
    const args = qemuArguments({ ...hardware, accelerator: 'kvm', direct })
    expect(args.slice(args.indexOf('-accel'), args.indexOf('-accel') + 4)).toEqual([
      '-accel',
      'kvm',
      '-cpu',
      'host',
    ])
    expect(args.at(-1)).toBe('quiet console=ttyS0')
  })
})

describe('lab', () => {
  it('finds labs whose maker is gone', () => {
    const list = 'metalwright-12-abcdef (id: 1)\nmetalwright-13-abcdef\nother\nmetalwright-x-abcdef\n'
    expect(abandonedLabs(list, (pid) => pid === 12)).toEqual(['metalwright-13-abcdef'])
  })

  it('falls back to TCG when KVM cannot be used', async () => {
    const kernel = '/k'
    const runner = (run: () => Promise<string>) => ({ run, start: systemRunner.start })
    const device = dir
    expect((await probeAccelerator({ kernel, device: '/nonexistent' })).accelerator).toBe('tcg')
    const probe = (run: () => Promise<string>) => probeAccelerator({ kernel, device, runner: runner(run) })
    expect((await probe(() => Promise.reject(new LabCommandError(['q'], 'SIGKILL')))).accelerator).toBe('tcg')
    expect((await probe(() => Promise.resolve('SeaBIOS'))).accelerator).toBe('tcg')
    expect((await probe(() => Promise.resolve('… Kernel panic - not syncing'))).accelerator).toBe('kvm')
  })

  it('reports commands that fail, hang or do not exist', async () => {
    await expect(systemRunner.run(['sh', '-c', 'echo why >&2; exit 3'])).rejects.toThrow('code 3 why')
    await expect(systemRunner.run(['sleep', '5'], 50)).rejects.toThrow('SIGKILL')
    await expect(systemRunner.run(['/nonexistent/tool'])).rejects.toThrow(LabCommandError)
  })

  it('joins a path socket and a TCP port', async () => {
    const backend = createServer((_, response) => response.end('inside'))
    await new Promise<void>((resolve) => {
      backend.listen(0, '127.0.0.1', () => resolve())
    })
    const port = (server: { address(): AddressInfo | string | null }) => {
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : 0
    }
    const path = join(dir, 'forward')
    const inner = await forward({ path }, { host: '127.0.0.1', port: port(backend) })
    const outer = await forward({ host: '127.0.0.1', port: 0 }, { path })
    expect(await (await fetch(`http://127.0.0.1:${port(outer)}/`)).text()).toBe('inside')
    backend.closeAllConnections()
    for (const server of [outer, inner, backend]) server.close()
  })

  it('reads addresses', () => {
    expect(parseStreamAddress('unix:/run/x')).toEqual({ path: '/run/x' })
    expect(parseStreamAddress('tcp:10.77.0.1:8092')).toEqual({ host: '10.77.0.1', port: 8092 })
    for (const bad of ['', 'unix:x', 'tcp:host', 'tcp:h:70000', `unix:/${'x'.repeat(120)}`]) {
      expect(() => parseStreamAddress(bad)).toThrow(RangeError)
    }
  })
})

describe.skipIf(lack !== undefined)('lab with machines', () => {
  it('starts, resets and stops a machine in a network of its own, and leaves nothing behind', async () => {
    const lab = await NetworkLab.create()
    try {
      expect(await lab.run(['ip', '-br', 'addr', 'show', lab.bridge])).toContain('10.77.0.1/24')
      const advertiser = lab.startRouterAdvertiser()
      const machine = await QemuMachine.create({
        name: 'm1',
        dir,
        lab,
        memoryMiB: 128,
        diskBytes: 1024 * 1024,
      })
      expect(machine.power).toBe('off')
      await machine.powerOn()
      expect(machine.power).toBe('on')
      await machine.serial.waitFor(/^SeaBIOS/, 10_000)
      await machine.serial.waitFor(/iPXE/, 10_000)
      const mark = machine.serial.length
      await machine.reset()
      await machine.serial.waitFor(/^Machine UUID/, 10_000, mark)
      expect(machine.firmwareStarts).toBe(2)
      await machine.reset({ bootOnce: ['disk'] })
      await machine.serial.waitFor(/Booting from Hard Disk/, 20_000, mark)
      await machine.reset()
      await machine.serial.waitFor(/iPXE initialising/, 20_000, machine.serial.length)
      expect(await lab.run(['ip', '-s', '-j', 'link', 'show', lab.bridge])).not.toContain('"tx":{"bytes":0,')
      await machine.powerOff()
      expect(machine.power).toBe('off')
      await machine.powerCycle()
      await machine.serial.waitFor(/power on/, 1000)
      const { pid = 0 } = machine
      await machine.destroy()
      expect(() => process.kill(pid, 0)).toThrow()
      expect(readFileSync(machine.serialPath, 'utf8')).toMatch(/^\[ +\d+\.\d{3}\] SeaBIOS/m)
      await lab.destroy()
      expect(await advertiser.ended).toMatch(/SIG/)
      expect(await systemRunner.run(['ip', 'netns', 'list'])).not.toContain(lab.name)
    } finally {
      await lab.destroy()
    }
  }, 60_000)

  it('has other hosts on further bridges, which go with it', async () => {
    const lab = await NetworkLab.create()
    try {
      await lab.addBridge('br1')
      const router = await lab.addHost([
        { bridge: 'br1', address: '10.79.0.254/24' },
        { bridge: lab.bridge, address: '10.77.0.254/24' },
      ])
      const host = await lab.addHost([{ bridge: 'br1', address: '10.79.0.2/24' }])
      await host.run(['ip', 'route', 'add', 'default', 'via', '10.79.0.254'])
      await lab.run(['ip', 'route', 'add', '10.79.0.0/24', 'via', '10.77.0.254'])
      expect(await host.run(['busybox', 'ping', '-c', '1', '-W', '5', lab.address])).toContain(
        ' 0% packet loss',
      )
      const sleeper = host.start(['sleep', '60'])
      await lab.destroy()
      expect(await sleeper.ended).toMatch(/SIG/)
      const left = await systemRunner.run(['ip', 'netns', 'list'])
      for (const { name } of [lab, router, host]) expect(left).not.toContain(name)
    } finally {
      await lab.destroy()
    }
  }, 60_000)

  it('says what QEMU did not like', async () => {
    const lab = await NetworkLab.create()
    try {
      const machine = await QemuMachine.create({ name: 'm2', dir, lab, mac: 'nonsense' })
      await expect(machine.powerOn()).rejects.toThrow(/did not start[\s\S]*nonsense/)
      await machine.destroy()
      await expect(QemuMachine.create({ name: '../x', dir, lab })).rejects.toThrow('lower-case')
    } finally {
      await lab.destroy()
    }
  }, 60_000)
})
