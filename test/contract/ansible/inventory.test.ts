import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ansible, ansibles, type Environment, execute } from './ansible.ts'
import { type AnsibleSite, addFleet, startAnsibleSite } from './ansible-site.ts'

/** An inventory as Ansible shows it, with what it marks as unsafe taken out of its marks. */
interface Shown {
  readonly hosts: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>
  readonly groups: Readonly<Record<string, { hosts?: string[]; children?: string[] }>>
}

describe.each(ansibles().map((ansible) => [ansible.name, ansible] as const))('with %s', (_name, ansible) => {
  let site: AnsibleSite
  let touched: string
  beforeAll(async () => {
    site = await startAnsibleSite()
    touched = join(site.folder, 'touched')
    await addFleet(site.client, touched)
  })
  afterAll(() => site?.close())

  const quiet: Environment = { DRP_INVENTORY_WARNINGS: 'false' }
  const environment = (more: Environment = {}) => ({ ...site.env, ...quiet, ...more })
  const succeeded = async (
    word: Parameters<Ansible['run']>[0],
    args: readonly string[],
    more: Environment = {},
  ) => {
    const { code, stdout, stderr } = await ansible.run(word, args, environment(more))
    expect({ code, stderr, stdout: code === 0 ? '' : stdout }).toEqual({ code: 0, stderr: '', stdout: '' })
    return stdout
  }
  const shown = async (source: string, more: Environment = {}) =>
    shownIn(await succeeded('inventory', ['-i', source, '--list'], more))

  it('the script gives hosts, groups and variables without a warning', async () => {
    const { hosts, groups } = await shown(site.script)
    expect(Object.keys(hosts)).toHaveLength(5)
    expect(hosts['web1.example.net']).toMatchObject({
      ansible_host: '10.0.0.1',
      ansible_user: 'admin',
      ansible_become: true,
      ansible_port: 22,
      drp: { pool: 'default', profiles: ['web', 'all', 'web1.example.net'] },
      drp_params: { rack: 'b7' },
      drp_param_site_name: 'north',
    })
    expect(groups['drp_profile_web']).toEqual({
      hosts: ['web1.example.net', 'web2.example.net'],
      children: ['drp_profile_base'],
    })
    expect(groups['drp_profile_all']?.hosts).toEqual(['web1.example.net'])
    expect(groups['drp_profile_web1_example_net']?.hosts).toEqual(['web1.example.net'])
    expect(groups['drp_no_address']?.hosts).toEqual(['no-address.example.net'])
    expect(hosts['no-address.example.net']).not.toHaveProperty('ansible_host')
    // A machine must not be taken for the computer that Ansible runs on.
    expect(hosts).not.toHaveProperty('localhost')
    expect(Object.values(hosts).filter(({ drp_name }) => drp_name === 'localhost')).toHaveLength(1)
    expect(groups['drp_pool_default']?.hosts).toHaveLength(5)
  })

  it('the plugin gives the same', async () => {
    const source = join(site.folder, 'site.drp.yml')
    await writeFile(source, 'plugin: metalwright.drp.drp\n')
    // It says on its own what is odd, in the way of Ansible.
    const env = environment({ ANSIBLE_INVENTORY_ENABLED: 'metalwright.drp.drp' })
    const { code, stdout, stderr } = await ansible.run('inventory', ['-i', source, '--list'], env)
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('ansible_connection') })
    expect(shownIn(stdout)).toEqual(await shown(site.script))
  })

  it('draws the groups, and shows one host', async () => {
    const graph = await succeeded('inventory', ['-i', site.script, '--graph'])
    expect(graph).toMatch(/\|--@drp_profile_web:\n(?:.*\n)*?.*\|--web2\.example\.net/)
    const one = JSON.parse(await succeeded('inventory', ['-i', site.script, '--host', 'web1.example.net']))
    expect(one).toMatchObject({ ansible_host: '10.0.0.1', drp_endpoint: site.env['RS_ENDPOINT'] })
    const yaml = await succeeded('inventory', ['-i', site.script, '--list', '--export', '--yaml'])
    expect(yaml).toContain('drp_profile_web')
  })

  it.each(['script', 'plugin'])('takes nothing of a machine for a template (%s)', async (kind) => {
    const source = kind === 'script' ? site.script : join(site.folder, 'site.drp.yml')
    if (kind === 'plugin') await writeFile(source, 'plugin: metalwright.drp.drp\n')
    const play = join(site.folder, 'show.yml')
    await writeFile(
      play,
      JSON.stringify([
        {
          hosts: 'drp_profile_web',
          gather_facts: false,
          connection: 'local',
          tasks: [
            { debug: { var: 'hostvars[inventory_hostname]' } },
            {
              debug: {
                msg: '{{ drp_params.note }} {{ drp_params }} {{ drp_param_motto }} {{ drp_param_site_motto }}',
              },
            },
            { ping: null },
          ],
        },
      ]),
    )
    const { code, stdout } = await ansible.run('playbook', ['-i', source, play], environment())
    expect({ code, stdout: code === 0 ? '' : stdout }).toEqual({ code: 0, stdout: '' })
    expect(stdout).toContain("lookup('pipe'")
    expect(stdout).not.toContain('never-shown')
    expect(existsSync(touched)).toBe(false)
  })

  it('lets a machine choose nothing of what the computer with Ansible does', async () => {
    const { hosts } = await shown(site.script)
    const names = Object.keys(hosts['web2.example.net'] ?? {}).filter((name) => name.startsWith('ansible_'))
    expect(names.sort()).toEqual(['ansible_host', 'ansible_port', 'ansible_user'])
    expect(hosts['web2.example.net']).toMatchObject({ ansible_user: 'root', ansible_port: 22 })
    const allowed = await shown(site.script, { DRP_INVENTORY_ALLOW_CONNECTION: 'true' })
    expect(allowed.hosts['web2.example.net']).toMatchObject({ ansible_connection: 'local' })
    const odd = await shown(site.script, { DRP_INVENTORY_ADDRESS: 'param:public,address' })
    expect(Object.values(odd.hosts).map(({ ansible_host }) => ansible_host)).toContain('10.0.0.4')
  })

  it('runs modules on what patterns of groups choose', async () => {
    const pattern = 'drp_pool_default:&drp_profile_web:!drp_param_rack_b7'
    const env = { DRP_INVENTORY_GROUP_BY: 'pool,profile,param:rack' }
    const said = await succeeded('', ['-i', site.script, '-c', 'local', '-m', 'ping', pattern], env)
    expect(said).toContain('web2.example.net | SUCCESS')
    expect(said).not.toContain('web1.example.net')
  })

  it('is one of several sources in a folder, behind which others make groups of its variables', async () => {
    const folder = join(site.folder, 'sources')
    await mkdir(folder, { recursive: true })
    await copyFile(site.script, join(folder, '10-drp'))
    await chmod(join(folder, '10-drp'), 0o755)
    const constructed = [
      'plugin: constructed',
      'keyed_groups: [{key: drp_params.rack, prefix: rack}]',
      'compose: {where: "drp_params.rack | upper"}',
      'groups: {becomes: ansible_become is defined}',
    ]
    await writeFile(join(folder, '20-more.yml'), `${constructed.join('\n')}\n`)
    const { hosts, groups } = await shown(folder, { ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: 'silently' })
    expect(groups['rack_b7']?.hosts).toEqual(['no-address.example.net', 'web1.example.net'])
    expect(groups['becomes']?.hosts).toEqual(['web1.example.net'])
    expect(hosts['web1.example.net']).toMatchObject({ where: 'B7' })
  })

  it('makes keyed groups and variables by a file of settings beside the script', async () => {
    const folder = join(site.folder, 'beside')
    await mkdir(folder, { recursive: true })
    const script = join(folder, 'metalwright-inventory')
    await copyFile(site.script, script)
    await chmod(script, 0o755)
    const lines = [
      'group_by: [profile]',
      'keyed_groups:',
      '  - {key: "param:rack", prefix: rack, default_value: nowhere, parent_group: racks}',
      '  - {key: "param:rack"}',
      'compose: {where: "param:rack", system: arch, text: "param:note"}',
    ]
    await writeFile(join(folder, 'drp-inventory.yml'), `${lines.join('\n')}\n`)
    const { hosts, groups } = await shown(script)
    expect(groups['racks']?.children).toEqual(['rack_b7', 'rack_b_8', 'rack_nowhere'])
    expect(groups['b7']?.hosts).toEqual(['no-address.example.net', 'web1.example.net'])
    expect(hosts['web1.example.net']).toMatchObject({ where: 'b7', system: 'amd64' })
  })

  it('has the form of the script of DRP where that is asked for', async () => {
    const { hosts, groups } = await shown(site.script, {
      DRP_INVENTORY_COMPAT: 'true',
      ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: 'ignore',
    })
    expect(Object.keys(groups)).toEqual(
      expect.arrayContaining(['web', 'profile_all', 'profile_web1.example.net']),
    )
    expect(groups['web']).toEqual({ hosts: ['web1.example.net', 'web2.example.net'], children: ['base'] })
    expect(hosts).not.toHaveProperty('no-address.example.net')
    expect(hosts['web1.example.net']).toMatchObject({ ansible_host: '10.0.0.1', rack: 'b7', listen: 80 })
    expect(hosts['web1.example.net']).not.toHaveProperty('drp')
    expect(JSON.stringify(hosts)).not.toContain('never-shown')
  })

  it('fails with the reason when the server refuses', async () => {
    const { code, stdout, stderr } = await ansible.run(
      'inventory',
      ['-i', site.script, '--list'],
      environment({ RS_KEY: 'rocketskates:wrong:one' }),
    )
    expect(code).not.toBe(0)
    expect(`${stdout}${stderr}`).toMatch(/Check\s+RS_KEY/)
    expect(`${stdout}${stderr}`).not.toContain('wrong:one')
  })

  it.each(['script', 'plugin'])('needs no right but to list (%s)', async (kind) => {
    const source = kind === 'script' ? site.script : join(site.folder, 'lister.drp.yml')
    if (kind === 'plugin') await writeFile(source, 'plugin: metalwright.drp.drp\n')
    const Claims = ['machines', 'profiles', 'stages', 'params'].map((scope) => ({
      scope,
      action: 'list',
      specific: '*',
    }))
    await site.client.roles.ensure({ Name: 'inventory', Claims })
    await site.client.users.ensure({ Name: 'lister', Roles: ['inventory'] })
    await site.client.users.setPassword('lister', 'a:colon:in:it')
    const all = (env: Environment) => ansible.run('inventory', ['-i', source, '--list'], environment(env))
    const mine = await all({ RS_KEY: 'lister:a:colon:in:it' })
    expect(mine.code).toBe(0)
    expect(shownIn(mine.stdout)).toEqual(shownIn((await all({})).stdout))
  })

  it('keeps what the plugin made in the cache of Ansible', async () => {
    const source = join(site.folder, 'kept.drp.yml')
    const lines = [
      'plugin: metalwright.drp.drp',
      'filters: ["Name=Eq(web1.example.net)"]',
      'keyed_groups: [{key: drp.arch, prefix: arch}]',
      'compose: {where: "drp_params.rack | upper"}',
      'cache: true',
      'cache_plugin: ansible.builtin.jsonfile',
      `cache_connection: ${join(site.folder, `kept-${ansible.name.replaceAll(' ', '-')}`)}`,
    ]
    await writeFile(source, `${lines.join('\n')}\n`)
    const first = await shown(source)
    expect(first.hosts['web1.example.net']).toMatchObject({ where: 'B7', drp_params: { rack: 'b7' } })
    expect(first.groups['arch_amd64']?.hosts).toEqual(['web1.example.net'])
    // Without a server.
    expect(await shown(source, { RS_ENDPOINT: 'https://127.0.0.1:9' })).toEqual(first)
  })

  it('documents the plugin, and refuses a server that is not trusted', async () => {
    expect(await succeeded('doc', ['-t', 'inventory', 'metalwright.drp.drp'])).toContain('RS_FINGERPRINT')
    const source = join(site.folder, 'untrusted.drp.yml')
    await writeFile(source, 'plugin: metalwright.drp.drp\n')
    for (const fingerprint of ['', 'ab'.repeat(32)]) {
      const env = environment({ RS_FINGERPRINT: fingerprint })
      const { code, stdout, stderr } = await ansible.run('inventory', ['-i', source, '--list'], env)
      expect(code).not.toBe(0)
      expect(`${stdout}${stderr}`).toMatch(/not trusted|has the\s+fingerprint/)
    }
  })
})

describe('the collection', () => {
  it.skipIf(ansibles().length === 0)('is built and installed by ansible-galaxy', async () => {
    const [ansible] = ansibles()
    const site = await startAnsibleSite()
    try {
      const source = join(import.meta.dirname, '../../../ansible/ansible_collections/metalwright/drp')
      const built = await ansible?.run(
        'galaxy',
        ['collection', 'build', '--output-path', site.folder, source],
        site.env,
      )
      expect(built).toMatchObject({ code: 0 })
      const archive = join(site.folder, 'metalwright-drp-0.1.0.tar.gz')
      const listed = await execute('tar', ['-tzf', archive], {})
      expect(listed.stdout.split('\n')).toEqual(
        expect.arrayContaining(['README.md', 'plugins/inventory/drp.py']),
      )
      expect(await readFile(join(source, 'README.md'), 'utf8')).toContain('metalwright.drp.drp')
    } finally {
      await site.close()
    }
  })
})

function shownIn(text: string): Shown {
  const { _meta, all, ...groups } = unmarked(JSON.parse(text))
  return { hosts: _meta.hostvars, groups: { all: { children: [...all.children].sort() }, ...groups } }
}

/** Takes texts out of the marks by which Ansible shows what it does not trust. */
function unmarked(value: unknown) {
  const open = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(open)
    if (one === null || typeof one !== 'object') return one
    if ('__ansible_unsafe' in one) return one.__ansible_unsafe
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, open(member)]))
  }
  return JSON.parse(JSON.stringify(open(value)))
}
