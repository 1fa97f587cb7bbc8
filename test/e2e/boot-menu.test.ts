import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { QemuMachine, type QemuSite, startQemuSite } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const OVMF = '/usr/share/OVMF/OVMF_CODE_4M.fd'

/** Machines that nobody knows, with a system on their disk, at the menu of their loader. */
describe('the boot menu of unknown machines', () => {
  let site: QemuSite
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-menu-'))
    site = await startQemuSite({ machines: 0, folder, log: () => {} })
    await site.client.prefs.set({ unknownBootEnv: 'unknown-menu' })
    // Nothing is to happen by itself while the test looks on.
    await site.client.profiles.params.set('global', 'boot-menu/timeout', 0)
    await site.client.profiles.params.set('global', 'boot-menu/default', 'discover')
  }, 600_000)
  afterAll(async () => {
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const cases = [
    { firmware: 'bios', lacking: false },
    { firmware: 'uefi', lacking: !existsSync(OVMF) },
  ] as const
  for (const { firmware, lacking } of cases) {
    it(`boots the disk by the key of its entry: ${firmware}`, { skip: lacking }, async () => {
      const machine = await QemuMachine.create({
        name: firmware,
        dir: folder,
        lab: site.lab,
        firmware,
        diskBytes: site.system.rawBytes,
      })
      try {
        await run('zstd', ['-d', '-f', '--quiet', '-o', machine.diskPath, site.system.image])
        await machine.powerOn()
        await machine.serial.waitFor(/2\. Boot from the disk/, 180_000)
        const from = machine.serial.length
        await machine.press('2')
        await machine.serial.waitFor(/ login:/, 180_000, from)
        expect(machine.firmwareStarts).toBe(1)
        expect((await site.client.machines.list()).items).toEqual([])
      } finally {
        await machine.destroy()
      }
    })
  }
})
