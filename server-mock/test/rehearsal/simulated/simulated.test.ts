import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type SimulationPorts,
  systemPorts,
  type TaskFault,
  type TaskPlan,
} from '../../../src/rehearsal/index.ts'
import { claim, type Lab, startLab, uploadImage } from './lab.ts'

const MIB = 1024 * 1024
/** A clock of the machines' own on which waiting takes a twentieth of the time. */
const hurried: SimulationPorts = {
  ...systemPorts,
  sleep: (milliseconds, signal) => systemPorts.sleep(milliseconds / 20, signal),
}
let lab: Lab | undefined

afterEach(async () => {
  await lab?.close()
  lab = undefined
})

const isReady = (machine: { PoolStatus: string; WorkflowComplete: boolean }) =>
  machine.PoolStatus === 'Free' && machine.WorkflowComplete

describe('simulated machines', () => {
  it('are discovered, deployed without a reboot, and wiped on release', async () => {
    lab = await startLab()
    const { fleet, api } = lab
    const machines = fleet.add(3)
    fleet.powerOnAll()
    for (const machine of machines) {
      await machine.waitFor('discovery', 10_000)
      const object = await lab.until(machine.uuid, 'ready', isReady)
      expect(object).toMatchObject({
        Name: `d${machine.mac.replaceAll(':', '-')}`,
        HardwareAddrs: [machine.mac],
        BootEnv: 'discovery',
        Workflow: 'discover',
      })
      expect(object.Address).toMatch(/^10\.77\.0\.1\d\d$/)
      expect(object.Params['inventory/nics']).toMatchObject([{ mac: machine.mac }])
    }
    expect(new Set(machines.map(({ uuid }) => uuid)).size).toBe(3)
    expect(await lab.log(machines[0]?.uuid ?? '', 'inventory')).toContain('serial SIM525400000001')

    const disk = Buffer.concat([randomBytes(MIB), Buffer.alloc(7 * MIB)])
    const uuid = await claim(lab, await uploadImage(lab, 'x.raw.zst', disk))
    const machine = machines.find((one) => one.uuid === uuid)
    if (machine === undefined) throw new Error(`none of the machines is ${uuid}`)
    expect((await lab.machine(uuid)).PoolStatus).toBe('Building')
    const inUse = await lab.until(uuid, 'in use', ({ PoolStatus }) => PoolStatus === 'InUse')
    expect(inUse).toMatchObject({ BootEnv: 'local', Stage: 'in-use' })
    expect(inUse.Params['image-deploy/installed-disk']).toMatchObject({ path: '/dev/sda' })
    expect(machine).toMatchObject({ bootCount: 1, state: 'deployed' })
    expect(await lab.log(uuid, 'deployed-check')).toMatch(/^Host .* runs a simulated kernel/)
    const runs = await api.json('GET', `/runs?Machine=${uuid}`)
    const phases = JSON.stringify(runs)
    for (const phase of ['kernel', 'agent', 'registered', 'image', 'kexec', 'up', 'task:image-deploy']) {
      expect(phases).toContain(`"Name":"${phase}"`)
    }
    expect(phases).toContain(`"bytes":"${disk.length}"`)

    await api.json('POST', '/pools/default/releaseMachines', {
      'pool/workflow': 'release',
      'pool/machine-list': [uuid],
      'pool/claim-key': 'lab',
    })
    await lab.until(uuid, 'free again', isReady)
    expect(machine).toMatchObject({ bootCount: 2, state: 'discovery' })
    expect(await lab.log(uuid, 'wipe')).toContain('Wiped /dev/sda')
  })
})

describe('systems of simulated machines', () => {
  it('change by kexec where the machine may, without a firmware start', async () => {
    lab = await startLab()
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const image = await uploadImage(lab, 'x.raw.zst', randomBytes(MIB))
    const uuid = await claim(lab, image, { 'kexec-ok': true })
    await lab.until(uuid, 'in use', ({ PoolStatus }) => PoolStatus === 'InUse')
    await lab.api.json('POST', '/pools/default/releaseMachines', {
      'pool/workflow': 'release',
      'pool/machine-list': [uuid],
    })
    await lab.until(uuid, 'free again', isReady)
    expect(machine).toMatchObject({ bootCount: 1, state: 'discovery' })
  })

  it('keep their address by renewing it', async () => {
    lab = await startLab({ ports: hurried })
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    const { Address } = await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const ends = async () => {
      const leases = JSON.stringify(await lab?.api.json('GET', `/leases?Addr=${Address}`))
      return Date.parse(/"ExpireTime":"([^"]+)"/.exec(leases)?.[1] ?? '')
    }
    const first = await ends()
    await expect.poll(ends, { timeout: 5000 }).toBeGreaterThan(first + 500)
  })
})

describe('firmware of simulated machines', () => {
  it.each([
    ['pxe-bios', 'undionly.kpxe (50001 bytes) over TFTP'],
    ['pxe-uefi', 'ipxe.efi (50001 bytes) over TFTP'],
    ['http-uefi', 'ipxe.efi (50001 bytes) over HTTP'],
    ['ipxe-uefi', 'default.ipxe... ok'],
  ] as const)('%s loads iPXE, which loads the script', async (firmware, said) => {
    lab = await startLab({ firmware, connections: 'fresh' })
    const [machine] = lab.fleet.add(1, { name: 'node1.example.com' })
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    const object = await lab.until(machine?.uuid ?? '', 'ready', isReady)
    expect(object.Name).toBe('node1.example.com')
    expect(lab.lines.join('\n')).toContain(said)
    // Known now: its own script comes instead of the one for unknown machines.
    await machine?.cycle()
    await machine?.waitFor('discovery', 10_000)
    expect(lab.lines.join('\n')).toMatch(new RegExp(`${machine?.mac}.ipxe\\.\\.\\. ok`))
    expect(machine).toMatchObject({ uuid: object.Uuid, bootCount: 2 })
  })
})

describe('what goes wrong with simulated machines', () => {
  it('holds a machine whose image has another digest, and says so in the log', async () => {
    lab = await startLab()
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const image = await uploadImage(lab, 'x.raw.zst', randomBytes(MIB))
    const uuid = await claim(lab, { ...image, sha256: '0'.repeat(64) })
    await lab.until(uuid, 'held', ({ PoolStatus }) => PoolStatus === 'HoldBuild')
    const log = await lab.log(uuid, 'image-deploy')
    expect(log).toContain(`the image's SHA-256 is ${image.sha256}, wanted is ${'0'.repeat(64)}`)
    expect(log).toContain('Next step: check that the file is the one meant')
    expect((await lab.jobs(uuid, 'image-deploy')).at(-1)).toMatchObject({
      State: 'failed',
      ExitState: 'failed',
    })
    expect(machine?.state).toBe('discovery')
  })

  it.each([
    [
      'told by the image',
      true,
      `no disk is large enough for the image (${2 * MIB} bytes); disks: /dev/sda (${MIB} `,
    ],
    ['found while it is unpacked', false, `the image does not fit on /dev/sda (${MIB} bytes)`],
  ])('refuses a disk that is too small: %s', async (_, tellsSize, reason) => {
    lab = await startLab({ diskBytes: MIB })
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const uuid = await claim(lab, await uploadImage(lab, 'x.raw.zst', Buffer.alloc(2 * MIB), tellsSize))
    await lab.until(uuid, 'held', ({ PoolStatus }) => PoolStatus === 'HoldBuild')
    expect(await lab.log(uuid, 'image-deploy')).toContain(reason)
  })

  it('starts the image again after a power loss in the middle of it', async () => {
    const plan: TaskPlan = {
      outcome: ({ name, before }) =>
        name === 'image-deploy' && before === 0
          ? { faults: [{ kind: 'power-loss', afterBytes: MIB }] }
          : undefined,
    }
    lab = await startLab({ plan })
    const [machine] = lab.fleet.add(1)
    if (machine === undefined) throw new Error('no machine was added')
    machine.powerOn()
    await machine.waitFor('discovery', 10_000)
    await lab.until(machine.uuid, 'ready', isReady)
    const uuid = await claim(lab, await uploadImage(lab, 'x.raw.zst', randomBytes(4 * MIB)))
    await machine.waitFor('off', 10_000)
    expect((await lab.machine(uuid)).PoolStatus).toBe('Building')
    machine.powerOn()
    await lab.until(uuid, 'in use', ({ PoolStatus }) => PoolStatus === 'InUse')
    expect(machine.bootCount).toBe(2)
    expect((await lab.jobs(uuid, 'image-deploy')).map(({ State }) => State)).toEqual(['failed', 'finished'])
  })

  it('goes through the firmware when the image is not to be started by kexec', async () => {
    lab = await startLab()
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const image = await uploadImage(lab, 'x.raw.zst', randomBytes(MIB))
    const uuid = await claim(lab, image, { 'image-deploy/kexec': false })
    await lab.until(uuid, 'in use', ({ PoolStatus }) => PoolStatus === 'InUse')
    expect(machine).toMatchObject({ bootCount: 2, state: 'deployed' })
  })

  it('runs a job once when the answer to its result is lost or its result comes twice', async () => {
    const faults = new Map<string, TaskFault>([
      ['inventory', { kind: 'duplicate-result', after: 200 }],
      ['image-deploy', { kind: 'lose-answer', to: 'result' }],
    ])
    const plan: TaskPlan = {
      outcome: ({ name }) => {
        const fault = faults.get(name)
        return fault === undefined ? undefined : { faults: [fault] }
      },
    }
    lab = await startLab({ plan })
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    const said = () => lab?.lines.join('\n')
    await expect.poll(said).toMatch(/fault: the result of job \S+ was sent again: 409 /)
    const uuid = await claim(lab, await uploadImage(lab, 'x.raw.zst', randomBytes(MIB)))
    await lab.until(uuid, 'in use', ({ PoolStatus }) => PoolStatus === 'InUse')
    expect(await lab.jobs(uuid, 'inventory')).toMatchObject([{ State: 'finished' }])
    expect(await lab.jobs(uuid, 'image-deploy')).toMatchObject([{ State: 'finished' }])
    expect(said()).toMatch(/fault: the answer to PATCH \/jobs\/\S+ \(200\) is lost/)
  })

  it('takes a job again whose start it was not told of, and one during which it crashed', async () => {
    const plan: TaskPlan = {
      outcome: ({ name, before }) => {
        if (name !== 'inventory') return undefined
        if (before === 0) return { faults: [{ kind: 'lose-answer', to: 'start' }] }
        return before === 1 ? { faults: [{ kind: 'crash' }] } : undefined
      },
    }
    lab = await startLab({ plan, ports: hurried })
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('crashed', 10_000)
    await lab.until(machine?.uuid ?? '', 'ready', isReady)
    expect(machine?.bootCount).toBe(2)
    const states = (await lab.jobs(machine?.uuid ?? '', 'inventory')).map(({ State }) => State)
    expect(states).toEqual(['failed', 'failed', 'finished'])
  })

  it('ends tasks by the exit codes of the plan, as the agent would', async () => {
    const codes = [128, 192, 64]
    const plan: TaskPlan = {
      outcome: ({ name, before }) => {
        const exitCode = name === 'inventory' ? codes[before] : undefined
        return exitCode === undefined ? undefined : { exitCode, log: [`code ${exitCode}`] }
      },
    }
    lab = await startLab({ plan, ports: hurried })
    const [machine] = lab.fleet.add(1)
    lab.fleet.powerOnAll()
    await machine?.waitFor('discovery', 10_000)
    const uuid = machine?.uuid ?? ''
    const stopped = await lab.until(uuid, 'stopped', ({ Runnable }) => !Runnable)
    await expect.poll(() => lab?.jobs(uuid, 'inventory')).toMatchObject([{ State: 'incomplete' }])
    // An incomplete job is the same job when it runs again, until a boot in between rewinds the stage.
    const job = stopped.CurrentJob
    await lab.api.json('PATCH', `/machines/${uuid}`, [{ op: 'replace', path: '/Runnable', value: true }])
    await lab.until(uuid, 'ready', isReady)
    expect(machine?.bootCount).toBe(3)
    expect(await lab.jobs(uuid, 'inventory')).toMatchObject([
      { Uuid: job, State: 'failed' },
      { State: 'finished', ExitState: 'reboot' },
      { State: 'finished', ExitState: 'complete' },
    ])
    expect((await lab.api.call('GET', `/jobs/${job}/log`)).text).toMatch(
      /code 128\nScript inventory of task inventory ended with code 128\ncode 192\n/,
    )
  })

  it('leaves nothing running behind', async () => {
    lab = await startLab()
    const count = (kind: RegExp) => process.getActiveResourcesInfo().filter((one) => kind.test(one)).length
    const open = () => count(/UDP|TCP|TLS/)
    const timers = count(/Timeout/)
    const before = open()
    const machines = lab.fleet.add(5)
    lab.fleet.powerOnAll()
    await Promise.all(machines.map((machine) => machine.waitFor('discovery', 10_000)))
    expect(open()).toBeGreaterThan(before)
    await lab.fleet.close()
    expect(count(/Timeout/)).toBeLessThanOrEqual(timers)
    await expect.poll(open).toBeLessThanOrEqual(before)
    expect(machines.every(({ state }) => state === 'off')).toBe(true)
  })
})
