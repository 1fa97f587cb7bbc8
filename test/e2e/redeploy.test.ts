import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Claims } from '@metalwright/sdk'
import type { JsonObject, Run } from '@metalwright/sdk/models'
import {
  type QemuSite,
  type ServerProcess,
  startQemuSite,
  startServerProcess,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Milliseconds that any one step may take on a slow machine. */
const PATIENCE = 300_000
/** Seconds until the watchdog resets a machine that is to come up, however slow it is here. */
const GUARD = 300
/** Seconds until it resets one that hangs. */
const SHORT_GUARD = 30

/** One BIOS machine with a watchdog, from its first boot until it is free again. */
describe('a QEMU machine that is built again', () => {
  let site: QemuSite
  let claims: Claims
  let uuid = ''
  let claimId = ''
  let restarted: ServerProcess | undefined

  beforeAll(async () => {
    const hardware = { extra: ['-device', 'i6300esb', '-action', 'watchdog=reset'] }
    site = await startQemuSite({ machines: 1, hardware, log: () => {} })
    claims = new Claims(site.client)
    await set({
      'kernel-console': 'console=ttyS0',
      'kexec-ok': true,
      'kexec/watchdog': GUARD,
    })
    await site.client.pools.edit('default', (pool) => ({
      ...pool,
      ReleaseActions: { ...pool.ReleaseActions, Workflow: 'release' },
    }))
    await machine().powerOn()
    await waitForFree(site.client, 1, PATIENCE)
  })
  afterAll(async () => {
    await restarted?.stop()
    await site?.close()
  })

  const machine = () => {
    const [one] = site.qemu
    if (one === undefined) throw new Error('the site has no machine')
    return one
  }

  /** Sets params of all machines. */
  const set = (params: JsonObject) =>
    site.client.profiles.edit('global', (profile) => ({
      ...profile,
      Params: { ...profile.Params, ...params },
    }))

  /** Waits until the machine does a task whose log has a line. */
  async function logHas(task: string, line: string): Promise<string> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(50)) {
      const { CurrentJob } = await site.client.machines.get(uuid)
      const job = await site.client.jobs.get(CurrentJob)
      if (job.Task !== task || job.State !== 'running') continue
      const log = await text(await site.client.jobs.log(job.Uuid))
      if (log.includes(line)) return job.Uuid
    }
    throw new Error(
      `"${line}" did not stand in the log of ${task}; console:\n${machine().serial.tail().join('\n')}`,
    )
  }

  /** Names of the phases since the run began that is the latest. */
  async function phases(): Promise<string[]> {
    const runs: Run[] = (await site.client.runs.list({ filters: { Machine: uuid }, sort: ['StartTime'] }))
      .items
    return (runs.at(-1)?.Phases ?? []).map(({ Name }) => Name)
  }

  it('finishes its image after a power cut in the middle of writing it', async () => {
    const { file, sha256 } = site.image
    const claim = await claims.allocate({
      pool: 'default',
      claimKey: 'redeploy',
      owner: 'e2e',
      workflow: 'image-deploy',
      addParameters: {
        'image-deploy/image-file': file,
        'image-deploy/image-sha256': sha256,
      },
    })
    uuid = claim.machine.Uuid
    claimId = claim.claimId
    const job = await logHas('image-deploy', 'Disk cleared, writing')
    await machine().powerOff()
    // Nothing on it would boot: the partition table comes last.
    const disk = await open(machine().diskPath, 'r')
    const { buffer } = await disk.read(Buffer.alloc(1024), 0, 1024, 0).finally(() => disk.close())
    expect(buffer.every((byte) => byte === 0)).toBe(true)

    await machine().powerOn()
    await claims.wait(uuid, { until: 'InUse', timeoutMs: PATIENCE })
    expect((await site.client.jobs.get(job)).State).toBe('failed')
    expect(machine().firmwareStarts).toBe(2)
    await machine().serial.waitFor(/ login:/, PATIENCE)
  })

  it('gets another image without its firmware, with a server that is killed on the way', async () => {
    const image = Buffer.concat([await readFile(site.system.image), skippable('image B')])
    const sha256 = createHash('sha256').update(image).digest('hex')
    await site.client.files.upload('images/b.raw.zst', () => Readable.from([image]))
    const addParameters: JsonObject = {
      'image-deploy/image-file': 'b.raw.zst',
      'image-deploy/image-sha256': sha256,
    }
    await claims.update(uuid, claimId, { addParameters })
    const consoleBefore = machine().serial.length
    await claims.redeploy(uuid, claimId)
    await logHas('image-deploy', 'Image http')
    process.kill(site.server.pid, 'SIGKILL')
    restarted = await startServerProcess({
      baseRoot: dirname(site.server.logFile),
      flags: [],
      wrap: (argv) => site.lab.command(['setpriv', '--pdeathsig', 'KILL', '--', ...argv]),
    })
    await claims.wait(uuid, { until: 'WorkflowComplete', restarted: true, timeoutMs: PATIENCE })
    await machine().serial.waitFor(/ login:/, PATIENCE, consoleBefore)
    expect(machine().firmwareStarts).toBe(2)
    expect(machine().serial.matching(/starting the loaded kernel for discovery/)).toHaveLength(1)
    // Armed by the system that left, disarmed by the one that came.
    expect(machine().serial.matching(/the watchdog \(i6300esb\) resets the machine/).length).toBeGreaterThan(
      0,
    )
    expect(machine().serial.matching(/watchdog disarmed/).length).toBeGreaterThan(0)
    await expect.poll(phases, { timeout: PATIENCE }).toContain('ready')
    const seen = await phases()
    const way = [
      'workflow',
      'kexec',
      'kernel',
      'agent',
      'task:image-deploy',
      'image',
      'kexec',
      'agent',
      'up',
      'ready',
    ]
    let at = -1
    for (const name of way) {
      const next = seen.indexOf(name, at + 1)
      expect(next, `${name} in ${seen.join(' ')}`).toBeGreaterThan(at)
      at = next
    }
    const held = await site.client.machines.get(uuid)
    expect(held).toMatchObject({ PoolStatus: 'InUse', BootEnv: 'local' })
    expect(held.Params).not.toHaveProperty('kexec/failures')
  })

  it('is reset by its watchdog when the new kernel hangs, and comes back wiped', async () => {
    const hangs = { vendor: 'QEMU', kexec: { append: 'rdinit=/none panic=0' }, reason: 'to see it hang' }
    await set({ 'kexec/quirks': [hangs], 'kexec/watchdog': SHORT_GUARD })
    const { Name } = await site.client.machines.get(uuid)
    await claims.release(uuid, claimId)
    const [freed] = await waitForFree(site.client, 1, PATIENCE)
    expect(freed).toMatchObject({ Name, PoolStatus: 'Free', BootEnv: 'discovery' })
    expect(machine().firmwareStarts).toBe(3)
    expect(freed?.Params['kexec/failures']).toMatchObject({ count: 1, bootenv: 'discovery' })
    const seen = await phases()
    expect(seen.indexOf('kexec')).toBeGreaterThan(-1)
    expect(seen.indexOf('loader')).toBeGreaterThan(seen.indexOf('kexec'))
    const disk = await open(machine().diskPath, 'r')
    const { buffer } = await disk.read(Buffer.alloc(1024), 0, 1024, 0).finally(() => disk.close())
    expect(buffer.every((byte) => byte === 0)).toBe(true)
  })
})

/** A frame that zstd passes over (RFC 8878, 3.1.2): another file with the same content. */
function skippable(content: string): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(0x184d2a50, 0)
  header.writeUInt32LE(Buffer.byteLength(content), 4)
  return Buffer.concat([header, Buffer.from(content)])
}
