import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Claims } from '@metalwright/sdk'
import { clientEnvironment, type QemuSite, startQemuSite, waitForFree } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ansibles } from '../contract/ansible/ansible.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const EXAMPLES = join(ROOT, 'examples', 'ansible')

describe('the example play', () => {
  let site: QemuSite
  let folder: string
  let key: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-play-'))
    key = join(folder, 'key')
    await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'play', '-f', key])
    site = await startQemuSite({ machines: 1, managed: true, log: () => {} })
    await site.client.params.create({ Name: 'rack', Schema: { type: 'string' } })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, 300_000)
  })
  afterAll(async () => {
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('brings a machine that was claimed into shape, by SSH, with each Ansible', async () => {
    const claims = new Claims(site.client)
    const { machine } = await claims.allocate({
      pool: 'default',
      claimKey: 'play',
      owner: 'ansible',
      workflow: 'image-deploy',
      addParameters: {
        'access-keys': { play: (await readFile(`${key}.pub`, 'utf8')).trim() },
        'image-deploy/image-file': site.image.file,
        'image-deploy/image-sha256': site.image.sha256,
        rack: 'b7',
      },
    })
    await claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 300_000 })

    const versions = ansibles((argv) => site.lab.command(argv))
    expect(versions.length).toBeGreaterThan(0)
    for (const ansible of versions) {
      const play = await ansible.run('playbook', [join(EXAMPLES, 'site.yml')], {
        ...clientEnvironment(site),
        RS_ENDPOINT: `https://${site.lab.address}:${site.server.facts.ports.api}`,
        ANSIBLE_CONFIG: join(EXAMPLES, 'ansible.cfg'),
        ANSIBLE_HOME: join(folder, 'ansible'),
        ANSIBLE_PRIVATE_KEY_FILE: key,
        // Nothing may come into the known hosts of whoever runs the tests.
        ANSIBLE_SSH_COMMON_ARGS: `-o UserKnownHostsFile=${join(folder, 'known_hosts')}`,
        ANSIBLE_NOCOLOR: 'true',
        LC_ALL: 'C.UTF-8',
      })
      expect([ansible.name, play.code, play.stdout + play.stderr]).toEqual([
        ansible.name,
        0,
        expect.stringMatching(/unreachable=0 +failed=0/),
      ])
    }
    // What the play said of the machine stands on the machine.
    const motd = await site.lab.run([
      'ssh',
      ...['-i', key, '-o', 'BatchMode=yes', '-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`],
      ...[`root@${(await site.client.machines.get(machine.Uuid)).Address}`, 'cat /etc/motd'],
    ])
    expect(motd).toBe(`${machine.Name}, rack b7, pool default\n`)
  })
})
