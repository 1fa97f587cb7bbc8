import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  forward,
  type MachineSwitch,
  type QemuSite,
  qemuSwitch,
  RehearsedBmc,
  type StartDevice,
  startQemuSite,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasIpmiSim, type IpmiSim, startIpmiSim } from '../../server-mock/test/bmc/ipmi-sim.ts'

/** Milliseconds that any one step may take on a slow machine. */
const PATIENCE = 300_000
const FORWARD = join(import.meta.dirname, '../../server-mock/src/rehearsal/qemu/forward.ts')

/** A machine that nobody touches: all its power comes over its BMC, by the actions of the server. */
describe.skipIf(!hasIpmiSim)('a QEMU machine with a BMC (apt-get install openipmi ipmitool)', () => {
  let site: QemuSite
  let sim: IpmiSim
  let folder: string
  let uuid = ''
  const undo: (() => unknown)[] = []

  beforeAll(async () => {
    site = await startQemuSite({ machines: 1, log: () => {} })
    folder = await mkdtemp(join(tmpdir(), 'mw-bmc-'))
    const socket = join(folder, 'chassis.sock')
    undo.push(await serveChassis(qemuSwitch(machine()), socket))
    const address = site.lab.address
    const path = `--unix-socket ${socket}`
    sim = await startIpmiSim(`#!/bin/sh\nexec curl -s ${path} "http://chassis/$(echo "$*" | tr ' ' /)"\n`, {
      address,
      command: (argv) => site.lab.command(argv),
    })
    const made = await site.client.machines.create({
      Name: 'far.example.com',
      HardwareAddrs: [machine().mac],
      Params: { 'ipmi/address': address, 'ipmi/username': sim.username },
    })
    uuid = made.Uuid
    await site.client.machines.params.set(uuid, 'ipmi/password', sim.password)
  })
  afterAll(async () => {
    await sim?.close()
    for (const step of undo.reverse()) await step()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const machine = () => {
    const [only] = site.qemu
    if (only === undefined) throw new Error('there is no machine')
    return only
  }
  const run = (command: string) => site.client.machines.run(uuid, command, {})
  /** Devices by the order in which the firmware of the running QEMU tries them. */
  const bootOrder = () =>
    (machine().power === 'on' ? readFileSync(`/proc/${machine().pid}/cmdline`, 'utf8') : '')
      .split('\0')
      .flatMap((argument) => {
        const [, device = '', index = ''] = /,id=(nic0|disk0),.*bootindex=(\d)/.exec(argument) ?? []
        return device === '' ? [] : [[Number(index), device] as const]
      })
      .sort(([a], [b]) => a - b)
      .map(([, device]) => device)

  it('is switched on over IPMI, boots from the network once and reaches discovery', async () => {
    await expect.poll(() => run('powerstatus'), { timeout: PATIENCE }).toEqual({ power: 'off' })
    await run('nextbootpxe')
    expect(await run('poweron')).toEqual({ power: 'on' })
    expect(bootOrder()).toEqual(['nic0', 'disk0'])
    await machine().serial.waitFor(/metalwright-agent/, PATIENCE)
    expect((await site.client.machines.params.get(uuid, {}))['ipmi/power-state']).toBe('on')
  })

  it('is cycled into its disk, and switched off', async () => {
    await run('nextbootdisk')
    expect(await run('powercycle')).toEqual({ power: 'on' })
    // A BMC may still have told the power before the cycle.
    await expect.poll(bootOrder, { timeout: PATIENCE }).toEqual(['disk0', 'nic0'])
    expect(await run('poweroff')).toEqual({ power: 'off' })
    expect(machine().power).toBe('off')
  })

  it('is worked in the same way over Redfish', async () => {
    const bmc = await RehearsedBmc.start({
      machine: qemuSwitch(machine()),
      username: 'root',
      password: 'calvin',
    })
    const path = join(folder, 'redfish.sock')
    const outside = await forward({ path }, { host: '127.0.0.1', port: bmc.port })
    undo.push(
      () => bmc.close(),
      () => outside.close(),
    )
    site.lab.start([process.execPath, FORWARD, `tcp:${site.lab.address}:8443`, `unix:${path}`])
    const { params } = site.client.machines
    for (const [name, value] of Object.entries({
      'ipmi/mode': 'redfish',
      'ipmi/port': 8443,
      'ipmi/username': 'root',
      'ipmi/password': 'calvin',
      'ipmi/certificate-fingerprint': bmc.fingerprint,
    }))
      await params.set(uuid, name, value)
    await expect.poll(() => run('powerstatus'), { timeout: PATIENCE }).toEqual({ power: 'off' })
    expect(await run('forcebootdisk')).toEqual({ power: 'on' })
    expect(bootOrder()).toEqual(['disk0', 'nic0'])
    expect(await run('forcebootpxe')).toEqual({ power: 'on' })
    expect(bootOrder()).toEqual(['nic0', 'disk0'])
    expect(await run('poweroff')).toEqual({ power: 'off' })
  })
})

/** Lets `ipmi_sim` work a machine: answers its calls, such as `/get/power` and `/set/power/1`, at a path socket. */
async function serveChassis(machine: MachineSwitch, path: string): Promise<() => void> {
  let next: StartDevice | undefined
  let work = Promise.resolve()
  const devices: Readonly<Record<string, StartDevice>> = { pxe: 'network', default: 'disk' }
  const started = () => {
    const device = next
    next = undefined
    return device
  }
  // The BMC answers at once; what it set off takes its time.
  const set = (what: string, value: string) => {
    if (what === 'boot') next = devices[value]
    if (what === 'power')
      work = work.then(() => (value === '1' ? machine.powerOn(started()) : machine.powerOff()))
    if (what === 'reset') work = work.then(() => machine.reset(started()))
  }
  const server = createServer((call, response) => {
    const [, verb, ...words] = (call.url ?? '').split('/')
    if (verb === 'set') {
      for (let at = 0; at < words.length; at += 2) set(words[at] ?? '', words[at + 1] ?? '')
    }
    const facts: Readonly<Record<string, string>> = {
      power: machine.power() === 'on' ? '1' : '0',
      boot: 'none',
    }
    response.end(verb === 'get' ? words.map((word) => `${word}:${facts[word] ?? ''}\n`).join('') : '')
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return () => {
    server.close()
    server.closeAllConnections()
  }
}
