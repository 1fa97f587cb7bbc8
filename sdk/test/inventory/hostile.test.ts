import { describe, expect, it } from 'vitest'
import {
  ansibleInventory,
  compatInventory,
  type HostMachine,
  type InventoryData,
  type InventorySettings,
} from '../../src/inventory/index.ts'
import { machinesIn } from '../../src/inventory/script/host-data.ts'
import { isTemplate, withoutTemplates } from '../../src/inventory/unsafe-text.ts'
import type { JsonObject, JsonValue } from '../../src/models/json.ts'

const machine = (number: number, fields: JsonObject = {}): readonly HostMachine[] =>
  machinesIn([
    {
      Name: `web${number}`,
      Uuid: `0000000${number}-0000-4000-8000-000000000000`,
      Address: `10.0.0.${number}`,
      ...fields,
    },
  ])
const data = (part: Partial<InventoryData>): InventoryData => ({
  endpoint: 'https://drp.test:8092',
  machines: [],
  profiles: [],
  stages: [],
  params: [],
  ...part,
})
const holder = (Name: string, Params: JsonObject = {}, Profiles: readonly string[] = []) => ({
  Name,
  Params,
  Profiles,
})
const at = (value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>(
    (one, name) => (one !== null && typeof one === 'object' && !Array.isArray(one) ? one[name] : undefined),
    value,
  )
const variables = (part: Partial<InventoryData>, settings: Partial<InventorySettings> = {}, name = 'web1') =>
  at(ansibleInventory(data(part), settings).list, '_meta', 'hostvars', name)

describe('what a machine says', () => {
  it('is a template with a header of its own delimiters, too', () => {
    const text = "#jinja2: variable_start_string:'<<'\n<< x >>"
    expect(isTemplate(text)).toBe(true)
    expect(isTemplate(` ${text}`)).toBe(false)
    expect(withoutTemplates({ a: text })).toEqual({ a: { __ansible_unsafe: text } })
  })

  it('is never a mark of Ansible itself, nor a template in a name', () => {
    for (const value of [{ __ansible_vault: 'x' }, { __ansible_unsafe: 4 }, { '{{ x }}': 1 }]) {
      expect(withoutTemplates([value])).toEqual([{ __ansible_unsafe: JSON.stringify(value) }])
    }
    const Params = { '{{ x }}': 1, __ansible_unsafe: 'y', fine: 2 }
    expect(at(variables({ machines: machine(1, { Params }) }), 'drp_params')).toEqual({ fine: 2 })
  })

  it('changes nothing on the computer with Ansible unless somebody allows it; profiles may', () => {
    const Params = {
      ansible_connection: 'local',
      ansible_ssh_common_args: '-o ProxyCommand=x',
      ansible_ssh_executable: '/x',
      ansible_port: 2222,
      ansible_python_interpreter: '/usr/bin/python3',
    }
    const part = {
      machines: machine(1, { Params, Profiles: ['win'] }),
      profiles: [holder('win', { ansible_connection: 'winrm' })],
    }
    for (const paramStyle of ['nested', 'flat', 'raw'] as const) {
      const { list, warnings } = ansibleInventory(data(part), { paramStyle })
      const host = at(list, '_meta', 'hostvars', 'web1')
      expect(host).toMatchObject({ ansible_connection: 'winrm', ansible_port: 2222 })
      expect(JSON.stringify(list)).not.toMatch(/ProxyCommand|ssh_executable/)
      expect(warnings.join()).toContain('ansible_connection, ansible_ssh_common_args, ansible_ssh_executable')
    }
    expect(variables(part, { allowConnection: true })).toMatchObject({ ansible_connection: 'local' })
    expect(JSON.stringify(compatInventory(data(part)).list)).not.toMatch(/ProxyCommand/)
  })

  it.each(['-oProxyCommand=x', 'a b', '{{ x }}', '10.0.0.1\n', "a'b", ''])('is no address: %j', (where) => {
    const part = { machines: machine(1, { Params: { where } }) }
    expect(variables(part, { address: ['param:where', 'address'] })).toMatchObject({
      ansible_host: '10.0.0.1',
    })
    expect(variables(part, { address: ['param:where'] })).not.toHaveProperty('ansible_host')
  })

  it.each(['-x', 'a b', 'a"b', '', 'a\n', '{{ x }}'])('is no user: %j', (user) => {
    expect(variables({ machines: machine(1, { Params: { ansible_user: user } }) })).toMatchObject({
      ansible_user: 'root',
    })
  })

  it.each(['ansible', 'DOMAIN\\admin', 'admin@example.net', 'svc-x$', 1000])('is a user: %j', (user) => {
    const found = variables({ machines: machine(1, { Params: { ansible_user: user } }) })
    expect(found).toMatchObject({ ansible_user: String(user) })
  })

  it.each(['0', '22 -v', 'x', '{{ 1 }}', '123456', { a: 1 }])('is no port: %j', (port) => {
    expect(variables({ machines: machine(1, { Params: { ansible_port: port } }) })).not.toHaveProperty(
      'ansible_port',
    )
  })

  it.each([
    'all',
    'ungrouped',
    'localhost',
    '127.0.0.1',
    '::1',
    '_meta',
    'drp',
    'drp_pool_default',
    'a,b',
    'a[1:3]',
    '{{ x }}',
    '-x',
    '__proto__',
  ])('takes no name that means something else: %s', (Name) => {
    const { list } = ansibleInventory(data({ machines: machine(1, { Name }) }))
    const hosts = Object.keys(at(list, '_meta', 'hostvars') ?? {})
    expect(hosts).toEqual([Name === '__proto__' ? '__proto__' : machine(1)[0]?.Uuid])
  })
})

describe('keyed groups', () => {
  const machines = [
    ...machine(1, { Params: { rack: 'all' } }),
    ...machine(2, { Params: { rack: ['b', 'a'] } }),
    ...machine(3),
  ]

  it('take no name of Ansible, and close no circle', () => {
    const { list, warnings } = ansibleInventory(data({ machines }), {
      groupBy: [],
      keyedGroups: [
        { key: 'param:rack', prefix: '', separator: '_', parentGroup: 'b' },
        { key: 'param:rack', prefix: '', separator: '_', parentGroup: 'a' },
      ],
    })
    expect(at(list, 'all', 'children')).toEqual(['drp', 'ungrouped'])
    expect(at(list, '_all', 'hosts')).toEqual(['web1'])
    expect(at(list, 'b', 'children')).toEqual(['_all', 'a'])
    expect(at(list, 'a', 'children')).toEqual(['_all'])
    expect(warnings.join()).toContain('inside itself')
  })

  it('stand in for values that are not there, and keep names that they changed', () => {
    const { list } = ansibleInventory(data({ machines }), {
      groupBy: [],
      keyedGroups: [{ key: 'param:rack', prefix: 'rack', separator: '-', defaultValue: 'no where' }],
    })
    expect(at(list, 'rack_no_where')).toEqual({ hosts: ['web3'], vars: { drp_group: 'no where' } })
    expect(at(list, 'rack_a')).toEqual({ hosts: ['web2'] })
  })
})

describe('variables of other values', () => {
  it('are made of facts, params and annotations, and never of secrets', () => {
    const found = variables(
      {
        machines: machine(1, {
          Params: { rack: '{{ x }}', key: 'hidden' },
          Meta: { color: 'red' },
          Arch: 'arm64',
        }),
        params: [{ Name: 'key', Secure: true }],
      },
      {
        compose: {
          a: 'arch',
          b: 'param:rack',
          c: 'meta:color',
          d: 'param:none',
          e: 'param:key',
          ansible_host: 'name',
        },
      },
    )
    expect(found).toMatchObject({
      a: 'arm64',
      b: { __ansible_unsafe: '{{ x }}' },
      c: 'red',
      ansible_host: '10.0.0.1',
    })
    expect(found).not.toHaveProperty('d')
    expect(found).not.toHaveProperty('e')
  })

  it('show secure params when that is asked for, and sealed ones not even then', () => {
    const Params = { key: 'open', sealed: { Key: 'a', Nonce: 'b', Payload: 'c' }, ansible_password: 'x' }
    const part = { machines: machine(1, { Params }), params: [{ Name: 'key', Secure: true }] }
    expect(at(variables(part), 'drp_params')).toEqual({})
    expect(variables(part, { secrets: 'clear' })).toMatchObject({
      ansible_password: 'x',
      drp_params: { key: 'open', ansible_password: 'x' },
    })
    expect(JSON.stringify(variables(part, { secrets: 'clear' }))).not.toContain('Payload')
  })
})

describe("the form of DRP's script", () => {
  const part = {
    machines: [
      ...machine(1, {
        Profiles: ['web', 'all'],
        Params: { rack: 'b7', note: '{{ x }}', 'inventory/data': {} },
      }),
      ...machine(2, { Address: '', Profiles: ['web'] }),
      ...machine(3, { Name: '' }),
    ],
    profiles: [
      holder('web', { port: 80, token: 'hidden' }, ['base']),
      holder('base', { 'ansible/children': ['web', 'none'] }),
      holder('all'),
      holder('web1'),
      holder('global', { everywhere: 1 }),
      holder('rackn-license'),
    ],
    params: [{ Name: 'token', Secure: true }],
  }

  it('has groups by the names of profiles, and only machines that can be reached', () => {
    const { list, warnings } = compatInventory(data(part), {}, 'admin')
    expect(Object.keys(list)).toEqual(['_meta', 'all', 'profile_all', 'base', 'web', 'profile_web1'])
    expect(list['all']).toEqual({ hosts: ['web1'] })
    expect(list['web']).toEqual({ hosts: ['web1'], vars: { port: 80 }, children: [] })
    expect(list['base']).toMatchObject({ children: [] })
    expect(list['_meta']).toEqual({
      hostvars: {
        web1: {
          ansible_host: '10.0.0.1',
          ansible_user: 'root',
          rebar_uuid: part.machines[0]?.Uuid,
          rack: 'b7',
          note: { __ansible_unsafe: '{{ x }}' },
        },
      },
      rebar_url: 'https://drp.test:8092',
      rebar_user: 'admin',
    })
    expect(warnings).toEqual([
      expect.stringContaining('profile_all'),
      expect.stringContaining('profile_web1'),
    ])
  })

  it('has children where they close no circle', () => {
    const profiles = [holder('a', {}, ['b']), holder('b', { kids: ['c'] }), holder('c')]
    const { list } = compatInventory(data({ profiles }), { childrenParam: 'kids' })
    expect([at(list, 'a', 'children'), at(list, 'b', 'children')]).toEqual([['b'], ['c']])
  })
})
