import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, JsonObject, Machine } from '@metalwright/sdk/models'
import { type QemuSite, startQemuSite, waitForFree } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const MIB = 1024 * 1024
/** Milliseconds; a firmware and three systems without acceleration, beside other work. */
const PATIENCE = 480_000

/**
 * One machine with UEFI, a disk for the system and an NVMe disk with data. All tests before the last run in one
 * boot of the discovery system.
 */
describe('images on a QEMU machine', () => {
  let site: QemuSite
  let uuid = ''
  beforeAll(async () => {
    const hardware = {
      firmware: 'uefi',
      disks: [
        { serial: 'SYSTEM', bytes: 1024 * MIB },
        { serial: 'DATA', bytes: 64 * MIB, bus: 'nvme' },
      ],
    } as const
    site = await startQemuSite({ machines: 1, hardware, log: () => {} })
    await site.client.files.upload('images/tree.tar.zst', () => createReadStream(site.system.tree.path))
    await site.machines[0]?.powerOn()
    const [machine] = await waitForFree(site.client, 1, 300_000)
    uuid = machine?.Uuid ?? ''
  })
  afterAll(() => site?.close())

  const params = (): JsonObject => ({
    'image-deploy/image-file': site.image.file,
    'image-deploy/image-sha256': site.image.sha256,
    'image-deploy/install-disk': 'SYSTEM',
  })

  /** Runs a workflow from its start with these params, until `done` is true of the machine. */
  async function run(
    workflow: string,
    values: JsonObject,
    done: (machine: Machine, job: Job) => boolean,
  ): Promise<{ job: Job; log: string; machine: Machine }> {
    const { machines, jobs } = site.client
    const before = await machines.edit(uuid, (machine) => ({
      ...machine,
      Workflow: '',
      Params: { ...machine.Params, ...values },
    }))
    await machines.edit(uuid, (machine) => ({ ...machine, Workflow: workflow, Runnable: true }))
    const end = Date.now() + PATIENCE
    for (;;) {
      const machine = await machines.get(uuid)
      const job = await jobs.get(machine.CurrentJob)
      const ended = machine.CurrentJob !== before.CurrentJob && done(machine, job)
      if (ended || Date.now() > end) {
        const log = await text(await jobs.log(job.Uuid))
        const seen = site.qemu[0]?.serial.tail(30).join('\n')
        if (!ended) throw new Error(`${workflow} is at ${job.Task}, ${job.State}:\n${log}\n${seen}`)
        return { job, log, machine }
      }
      await sleep(500)
    }
  }

  const failed = (_: Machine, job: Job) => job.State === 'failed'
  it.each([
    [
      'a hint that fits no disk',
      { 'image-deploy/install-disk': { transport: 'nvme', minBytes: MIB ** 2 } },
      /no disk matches .*serial SYSTEM\): less than \d+ bytes, transport virtio; .*serial DATA\): less than/,
    ],
    [
      'a disk that is too small',
      { 'image-deploy/image-size': 2000 * MIB },
      /no disk matches .*SYSTEM.*the image has 2097152000 bytes/,
    ],
    [
      'a protected disk',
      { 'image-deploy/install-disk': { largest: true }, 'image-deploy/protected-disks': [{ minBytes: MIB }] },
      /no disk matches .*protected-disks names it/,
    ],
    ['a wrong digest', { 'image-deploy/image-sha256': '0'.repeat(64) }, /SHA-256 is .*, wanted is 0000/],
  ])('refuses %s, and says so in the log and on the machine', async (_, values, reason) => {
    const cleared = { 'image-deploy/image-size': 1, 'image-deploy/protected-disks': [] }
    const { log, machine } = await run('image-deploy', { ...cleared, ...params(), ...values }, failed)
    expect(log).toMatch(reason)
    expect(log).toContain('Next step: ')
    expect(machine.Params['image-deploy/refused']).toMatchObject({ reason: expect.stringMatching(reason) })
    expect(machine.Runnable).toBe(false)
  })

  it('leaves the proof of an erasure on the machine, and a disk that cannot be erased fails', async () => {
    const values = { 'wipe/disks': [{ serial: 'DATA' }], 'wipe/level': 'secure', 'wipe/verify-blocks': 16 }
    const { machine } = await run('release', values, ({ WorkflowComplete }) => WorkflowComplete)
    expect(machine.Params['erase/proof']).toMatchObject({
      ok: true,
      level: 'secure',
      disks: [
        {
          serial: 'DATA',
          bytes: 64 * MIB,
          method: 'nvme format (user data erase)',
          verified: { zero: true, blocks: 16 },
        },
      ],
    })
    const refused = await run('release', { ...values, 'wipe/disks': ['SYSTEM'] }, failed)
    expect(refused.machine.Params['erase/proof']).toMatchObject({
      ok: false,
      reason: expect.stringContaining('offers no erase of its own'),
    })
  })

  it('lays a tree of files out on a fresh disk, which starts by the firmware', async () => {
    const values = {
      ...params(),
      'image-deploy/image-file': 'tree.tar.zst',
      'image-deploy/image-sha256': site.system.tree.sha256,
      'image-deploy/image-type': 'tar.zst',
      'image-deploy/kexec': false,
      'image-deploy/layout': [
        { mount: '/boot/efi', size: '34MiB' },
        { mount: '/', size: '200MiB', label: 'root' },
        { mount: '/srv', filesystem: 'xfs', size: 'rest' },
        { filesystem: 'swap', size: '32MiB' },
      ],
      'cloud-init/datasource': 'config-drive',
      'cloud-init/render': true,
      'cloud-init/user-data': '#cloud-config\n# {{.Machine.Name}}\n',
    }
    const { machine } = await run(
      'image-deploy',
      values,
      ({ Stage, WorkflowComplete }) => Stage === 'in-use' && WorkflowComplete,
    )
    await site.machines[0]?.reachesLogin(PATIENCE)
    expect(machine.Params).not.toHaveProperty('image-deploy/refused')
    expect(machine.Params['image-deploy/installed-disk']).toMatchObject({ serial: 'SYSTEM' })
    expect(site.machines[0]?.firmwareStarts()).toBe(2)
    const phases = (await site.client.runs.list({ filters: { Machine: uuid } })).items.flatMap(
      ({ Phases }) => Phases,
    )
    expect(phases.findLast(({ Name }) => Name === 'image')?.Detail).toMatchObject({
      disk: '/dev/vda',
      peakMemoryKiB: expect.stringMatching(/^\d+$/),
    })

    const [qemu] = site.qemu
    await qemu?.powerOff()
    const disk = qemu?.diskPath ?? ''
    const { partitiontable } = JSON.parse(execFileSync('sfdisk', ['-J', disk], { encoding: 'utf8' }))
    const starts: number[] = partitiontable.partitions.map(({ start }: { start: number }) => start * 512)
    expect(starts).toHaveLength(6)
    const show = (command: string, device: string) =>
      execFileSync('debugfs', ['-R', command, device], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    const mounts = show('cat /etc/fstab', `${disk}?offset=${starts[2]}`)
    expect(mounts).toMatch(/^UUID=\S+ \/ ext4 .*\nUUID=\S+ \/srv xfs .*\nUUID=\S+ none swap /m)
    const drive = (name: string) =>
      execFileSync('mtype', ['-i', `${disk}@@${starts[5]}`, `::/openstack/latest/${name}`], {
        encoding: 'utf8',
      })
    expect(JSON.parse(drive('meta_data.json'))).toMatchObject({ uuid, hostname: machine.Name })
    expect(drive('user_data')).toBe(`#cloud-config\n# ${machine.Name}\n\n`)
  })
})
