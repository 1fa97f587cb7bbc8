import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '@metalwright/sdk/models'
import {
  buildProvider,
  exampleEnvironment,
  findTerraform,
  type Site,
  startQemuSite,
  TerraformWorkspace,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

describe('npm start with a QEMU machine', () => {
  it('claims it, and the deployed system offers a login after one firmware start', async () => {
    const child = spawn('npm', ['start', '--silent', '--', '--once', '--kind', 'qemu'], { cwd: root })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    const status = await new Promise((resolve) => child.once('close', resolve))
    expect([status, output]).toEqual([
      0,
      expect.stringContaining('the deployed system offers a login after 1 firmware start\n'),
    ])
    const phases = [
      'power on',
      'DHCP',
      'loader',
      'kernel',
      'registered',
      'claimed',
      'image written',
      'kexec',
      'system up',
      'in use',
    ]
    const table = output.slice(output.indexOf('InUse'))
    expect(table).toMatch(new RegExp(phases.map((phase) => `s  ${phase} `).join('[\\s\\S]*')))
    expect(table).toMatch(/image written .* MB in .* s, .* MB\/s/)

    const [, kept = ''] = /serial console of \S+: (\S+)/.exec(output) ?? []
    const serial = await readFile(kept, 'utf8')
    expect(serial.match(/SeaBIOS \(version/g)).toHaveLength(1)
    expect(serial).toMatch(/ login:/)
    // What stands on a console is read by many: no token may.
    expect(serial).not.toMatch(/eyJ[A-Za-z0-9_-]{10}/)
  })
})

/** One machine through a whole claim: the same configuration that users have, on the same firmware. */
describe('terraform on a QEMU machine', () => {
  let site: Site
  let workspace: TerraformWorkspace
  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startQemuSite({ machines: 1, log: () => {}, hardware: { bmc: 'simulated' } })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, 300_000)
    workspace = await TerraformWorkspace.create({
      cli: findTerraform() ?? 'terraform',
      example: join(root, 'examples', 'terraform', 'claim'),
      env: exampleEnvironment(site),
      onLine: () => {},
    })
  })
  afterAll(async () => {
    await workspace?.remove()
    await site?.close()
  })

  it('runs the image by kexec, sees no changes, and gets the machine back wiped', async () => {
    const [machine] = site.machines
    await workspace.run(['apply', '-no-color', '-auto-approve'])
    await machine?.reachesLogin(120_000)
    expect(machine?.firmwareStarts()).toBe(1)
    expect((await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])).status).toBe(0)

    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    const [freed] = (await site.client.machines.list()).items
    expect(freed).toMatchObject({
      PoolStatus: 'Free',
      PoolAllocated: false,
      BootEnv: 'discovery',
      WorkflowComplete: true,
    })
    expect(freed?.Params).not.toHaveProperty('claim/key')
    expect(freed?.Params).toMatchObject({
      'inventory/memory': { slots: 1, modules: [{ slot: 'DIMM 0', bytes: 2 ** 30, manufacturer: 'QEMU' }] },
      'inventory/disks': [{ busPath: expect.stringMatching(/^pci-/), transport: 'virtio', signatures: [] }],
      'inventory/firmware': { mode: 'bios', vendor: 'SeaBIOS' },
      'inventory/bmc': { present: true, ipmiVersion: '2.0' },
      'classification/result': { rules: [] },
    })
    // It was looked at twice: the same hardware gives the same inventory.
    expect(freed?.Params).not.toHaveProperty('inventory/changes')
    expect(machine?.firmwareStarts()).toBe(2)

    const runs: Run[] = (await site.client.runs.list({ sort: ['StartTime'] })).items
    expect(runs.map(({ Kind }) => Kind)).toEqual(['boot', 'claim', 'release'])
    const names = runs.map(({ Phases }) => Phases.map(({ Name }) => Name))
    expect(names[0]).toEqual(
      expect.arrayContaining(['dhcp', 'loader', 'kernel', 'registered', 'agent', 'ready']),
    )
    expect(names[1]).toEqual(expect.arrayContaining(['claimed', 'image', 'kexec', 'up', 'in-use']))
    expect(names[2]).toEqual(expect.arrayContaining(['released', 'reboot', 'dhcp', 'task:wipe', 'free']))
    for (const { Phases } of runs) {
      const times = Phases.map(({ At }) => At)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
  })
})
