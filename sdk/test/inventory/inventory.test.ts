import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ansibleInventory,
  type InventoryData,
  type InventorySettings,
  inventoryText,
} from '../../src/inventory/index.ts'
import type { JsonValue } from '../../src/models/json.ts'
import { Machine } from '../../src/models/machine.ts'
import { Profile } from '../../src/models/profile.ts'
import { Stage } from '../../src/models/stage.ts'
import { makeKeyPair, seal } from '../../src/secure/index.ts'

const uuid = (digit: number) => `0000000${digit}-0000-4000-8000-000000000000`
const machine = (number: number, fields: object = {}) =>
  Machine.parse({
    Name: `web${number}.example.net`,
    Uuid: uuid(number),
    Address: `10.0.0.${number}`,
    ...fields,
  })
const data = (part: Partial<InventoryData>): InventoryData => ({
  endpoint: 'https://drp.test:8092',
  machines: [],
  profiles: [],
  stages: [],
  params: [],
  ...part,
})
const profile = (Name: string, Params: object = {}, Profiles: readonly string[] = []) => ({
  ...Profile.parse({ Name: 'some', Params, Profiles }),
  Name,
})

function list(part: Partial<InventoryData>, settings: Partial<InventorySettings> = {}) {
  return ansibleInventory(data(part), settings).list
}
function member(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  let at = value
  for (const name of names) {
    if (at === null || typeof at !== 'object' || Array.isArray(at)) return undefined
    at = Object.hasOwn(at, name) ? at[name] : undefined
  }
  return at
}
const host = (found: JsonValue, name: string) => member(found, '_meta', 'hostvars', name)

describe('the inventory', () => {
  it('groups machines by what they are and where they stand', () => {
    const found = list({
      machines: [
        machine(2, {
          Pool: 'gpu',
          Stage: 'complete',
          Workflow: 'deploy',
          PoolStatus: 'InUse',
          OS: 'debian-12',
        }),
        machine(1, { Profiles: ['web', 'global-dns'], BootEnv: 'local', Arch: 'arm64' }),
      ],
      profiles: [profile('web', { port: 80 }), profile('global-dns')],
    })
    const hosts = (name: string) => member(found, name, 'hosts')
    expect(hosts('drp')).toEqual(['web1.example.net', 'web2.example.net'])
    expect(hosts('drp_pool_gpu')).toEqual(['web2.example.net'])
    expect(hosts('drp_pool_default')).toEqual(['web1.example.net'])
    expect(hosts('drp_stage_complete')).toEqual(['web2.example.net'])
    expect(hosts('drp_workflow_deploy')).toEqual(['web2.example.net'])
    expect(hosts('drp_status_InUse')).toEqual(['web2.example.net'])
    expect(hosts('drp_os_debian_12')).toEqual(['web2.example.net'])
    expect(hosts('drp_bootenv_local')).toEqual(['web1.example.net'])
    expect(hosts('drp_arch_arm64')).toEqual(['web1.example.net'])
    expect(hosts('drp_profile_global_dns')).toEqual(['web1.example.net'])
    expect(member(found, 'drp_profile_web', 'vars')).toMatchObject({ drp_param_port: 80 })
    expect(member(found, 'all')).toEqual({ hosts: [], children: ['drp', 'ungrouped'], vars: {} })
    expect(host(found, 'web1.example.net')).toMatchObject({
      ansible_host: '10.0.0.1',
      ansible_user: 'root',
      drp_uuid: uuid(1),
      rebar_uuid: uuid(1),
      drp: { pool: 'default', arch: 'arm64', profiles: ['web', 'global-dns'] },
      drp_params: {},
    })
  })

  it('has every group with hosts and variables in the form Ansible takes', () => {
    const found = list({ machines: [machine(1, { Profiles: ['a'] })], profiles: [profile('a')] })
    for (const [name, group] of Object.entries(found)) {
      if (name === '_meta') continue
      expect(Array.isArray(member(group, 'hosts'))).toBe(true)
      const vars = member(group, 'vars')
      expect(vars === undefined || !Array.isArray(vars)).toBe(true)
    }
  })

  it('never shows secrets', () => {
    const sealed = { ...seal(makeKeyPair().publicKey, 'hidden-1') }
    const found = inventoryText(
      ansibleInventory(
        data({
          machines: [
            machine(1, {
              Params: {
                'bmc/password': sealed,
                'plain/secret': 'hidden-2',
                ansible_password: 'hidden-3',
                ansible_become_pass: 'hidden-4',
                ansible_port: 2222,
              },
              Profiles: ['web'],
            }),
          ],
          profiles: [profile('web', { 'plain/secret': 'hidden-5', ansible_ssh_pass: 'hidden-6' })],
          params: [{ Name: 'plain/secret', Secure: true }],
        }),
        { params: 'aggregate', groupBy: ['profile', 'param:plain/secret'], paramStyle: 'raw' },
      ),
    )
    expect(found).not.toContain('hidden')
    expect(found).not.toContain(sealed.Payload)
    expect(found).toContain('"ansible_port": 2222')
  })

  it('hides behind a secret what other sources have for the param', () => {
    const found = list(
      {
        machines: [
          machine(1, { Params: { key: { ...seal(makeKeyPair().publicKey, 'x') } }, Profiles: ['web'] }),
        ],
        profiles: [profile('web', { key: 'weaker' })],
      },
      { params: 'aggregate', groupVars: false },
    )
    expect(host(found, 'web1.example.net')).toMatchObject({ drp_params: {} })
  })

  it('marks texts that Ansible would take for templates', () => {
    const evil = "{{ lookup('pipe', 'touch /tmp/x') }}"
    const part = {
      machines: [
        machine(1, {
          Params: { a: evil, b: { c: ['{% x %}', 'plain'] }, ansible_user: evil },
          Meta: { m: '{# #}' },
        }),
      ],
    }
    const found = host(list(part), 'web1.example.net')
    expect(member(found, 'drp_params', 'a')).toEqual({ __ansible_unsafe: evil })
    expect(member(found, 'drp_params', 'b')).toEqual({ c: [{ __ansible_unsafe: '{% x %}' }, 'plain'] })
    expect(member(found, 'ansible_user')).toBe('root')
    expect(member(found, 'drp', 'meta', 'm')).toEqual({ __ansible_unsafe: '{# #}' })
    const alive = host(list(part, { allowTemplates: true }), 'web1.example.net')
    expect(member(alive, 'drp_params', 'a')).toBe(evil)
  })

  it('leaves no template unmarked, whatever the params are', () => {
    const bare = (value: JsonValue): boolean => {
      if (typeof value === 'string') return /\{[{%#]/.test(value)
      if (Array.isArray(value)) return value.some(bare)
      if (value === null || typeof value !== 'object') return false
      return Object.entries(value).some(([name, one]) => name !== '__ansible_unsafe' && bare(one))
    }
    const texts = fc.oneof(fc.string(), fc.constantFrom('{{ x }}', '{%x', '{#', '{{'))
    const values = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(texts, fc.array(texts), fc.dictionary(texts, texts)),
    )
    fc.assert(
      fc.property(values, fc.constantFrom('nested', 'flat', 'raw'), (Params, paramStyle) => {
        const own = { ...machine(1), Params }
        return !bare(ansibleInventory(data({ machines: [own] }), { paramStyle }).list['_meta'] ?? null)
      }),
    )
  })

  it('takes effective values in the order of DRP', () => {
    const part = {
      machines: [machine(1, { Params: { a: 1 }, Profiles: ['web'], Stage: 'ready' })],
      profiles: [
        profile('web', { a: 2, b: 2 }, ['inner']),
        profile('inner', { b: 3, c: 3 }, ['web']),
        profile('staged', { d: 5, e: 5 }),
        profile('global', { e: 6, f: 6 }),
      ],
      stages: [Stage.parse({ Name: 'ready', Params: { c: 4, d: 4 }, Profiles: ['staged'] })],
    }
    const found = host(list(part, { params: 'aggregate' }), 'web1.example.net')
    expect(member(found, 'drp_params')).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })
    expect(member(host(list(part), 'web1.example.net'), 'drp_params')).toEqual({ a: 1 })
    expect(member(host(list(part, { params: 'none' }), 'web1.example.net'), 'drp_params')).toBeUndefined()
    expect(member(list(part), 'all', 'vars')).toEqual({ drp_param_e: 6, drp_param_f: 6 })
  })

  it('shows params in the style and choice that is asked for', () => {
    const part = { machines: [machine(1, { Params: { 'net/vlan': 7, 'inventory/cpu': {}, rack: 'r1' } })] }
    const shown = (settings: Partial<InventorySettings>) => host(list(part, settings), 'web1.example.net')
    expect(shown({ paramStyle: 'flat' })).toMatchObject({ drp_param_net_vlan: 7, drp_param_rack: 'r1' })
    expect(shown({ paramStyle: 'raw' })).toMatchObject({ 'net/vlan': 7, rack: 'r1' })
    expect(shown({ includeParams: ['net/*'] })).toMatchObject({ drp_params: { 'net/vlan': 7 } })
    expect(member(shown({ excludeParams: [] }), 'drp_params', 'inventory/cpu')).toEqual({})
    const grouped = list(part, { groupBy: ['param:rack', 'param:net/vlan', 'meta:none'], groupPrefix: '' })
    expect(member(grouped, 'param_rack_r1', 'hosts')).toEqual(['web1.example.net'])
    expect(member(grouped, 'param_net_vlan_7', 'hosts')).toEqual(['web1.example.net'])
  })

  it('gives every host a name of its own', () => {
    const { list: found, warnings } = ansibleInventory(
      data({
        machines: [
          machine(1, { Name: 'localhost' }),
          machine(2, { Name: 'web.a' }),
          machine(3, { Name: 'web.b' }),
        ],
      }),
      { hostName: ['short'] },
    )
    expect(member(found, 'drp', 'hosts')).toEqual([uuid(1), 'web', `web-${uuid(3).slice(0, 8)}`])
    expect(warnings).toHaveLength(2)
    const odd = list({ machines: [machine(1, { Params: { n: '{{ evil }}' } })] }, { hostName: ['param:n'] })
    expect(member(odd, 'drp', 'hosts')).toEqual([uuid(1)])
  })

  it('keeps machines without an address apart, or leaves them out', () => {
    const part = {
      machines: [machine(1, { Address: '0.0.0.0', Params: { public: '192.0.2.1' } }), machine(2)],
    }
    expect(member(list(part), 'drp_no_address', 'hosts')).toEqual(['web1.example.net'])
    expect(member(list(part, { requireAddress: true }), 'drp', 'hosts')).toEqual(['web2.example.net'])
    const found = list(part, { address: ['param:public', 'address'] })
    expect(host(found, 'web1.example.net')).toMatchObject({ ansible_host: '192.0.2.1' })
    expect(host(found, 'web2.example.net')).toMatchObject({ ansible_host: '10.0.0.2' })
  })

  it('makes profiles in profiles children, and cuts circles', () => {
    const { list: found, warnings } = ansibleInventory(
      data({
        machines: [machine(1, { Profiles: ['a'] })],
        profiles: [profile('a', { 'ansible/children': ['d', 4] }, ['b']), profile('b', {}, ['a', 'c'])],
      }),
    )
    expect(member(found, 'drp_profile_a', 'children')).toEqual(['drp_profile_b', 'drp_profile_d'])
    expect(member(found, 'drp_profile_b', 'children')).toEqual(['drp_profile_c'])
    expect(member(found, 'drp_profile_c')).toEqual({ hosts: [] })
    expect(warnings).toEqual([expect.stringContaining('inside itself')])
  })

  it('ranks profiles as they stand on machines, where that is the same on all', () => {
    const profiles = [profile('x'), profile('y'), profile('z')]
    const same = list({
      machines: [machine(1, { Profiles: ['x', 'z'] }), machine(2, { Profiles: ['z', 'y'] })],
      profiles,
    })
    const rank = (name: string) =>
      Number(member(same, `drp_profile_${name}`, 'vars', 'ansible_group_priority'))
    expect(rank('x')).toBeGreaterThan(rank('z'))
    expect(rank('z')).toBeGreaterThan(rank('y'))
    const other = ansibleInventory(
      data({
        machines: [machine(1, { Profiles: ['x', 'z'] }), machine(2, { Profiles: ['z', 'x'] })],
        profiles,
      }),
    )
    expect(other.warnings).toEqual([expect.stringContaining('different orders')])
    expect(member(other.list, 'drp_profile_x', 'vars')).toBeUndefined()
  })

  it('is the same text for the same data in any order', () => {
    const machines = [machine(1, { Profiles: ['a'] }), machine(2), machine(3, { Pool: 'x' })]
    const text = (order: readonly Machine[]) => inventoryText(ansibleInventory(data({ machines: order })))
    expect(text([...machines].reverse())).toBe(text(machines))
  })

  it('warns when two groups get one name', () => {
    const { warnings } = ansibleInventory(
      data({ machines: [machine(1, { Pool: 'a-b' }), machine(2, { Pool: 'a_b' })] }),
    )
    expect(warnings).toEqual(['Group drp_pool_a_b holds both pool a-b and pool a_b.'])
  })
})
