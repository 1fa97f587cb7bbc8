import type { Machine } from '@metalwright/sdk/models'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { list, string } from '../../../provider-terraform/src/framework/attribute.ts'
import { DiagnosticError } from '../../../provider-terraform/src/framework/diagnostic.ts'
import { type Attachable, serveAttachable } from '../../../provider-terraform/src/plugin/serve.ts'
import { MachineSite, words } from './machine-site.ts'

const address = 'provider["registry.terraform.io/rackn/drp"]'

/** Configuration as it is written for the provider `rackn/drp`; only the source address differs. */
function configuration(resource = 'web', more = ''): string {
  return `
    terraform {
      required_providers {
        drp = { source = "metalwright/drp" }
      }
    }
    resource "drp_machine" "${resource}" {
      pool                = "default"
      timeout             = "5m"
      allocate_workflow   = ""
      deallocate_workflow = "release"
      filters             = ["Arch=Eq(amd64)"]
      add_profiles        = ["web"]
      add_parameters      = ["my/text: a b: c", "my/number: 4", "my/list: [1, 2]", "my/word: true"]
      authorized_keys     = ["ssh-ed25519 AAAA me"]
    }
    output "machine_ip" { value = drp_machine.${resource}.address }
    output "machine_id" { value = drp_machine.${resource}.id }
    ${more}
  `
}

/** The schema of that provider: terraform asks for it before it moves state away from there. */
function serveRackn(): Promise<Attachable> {
  const text = string({ optional: true, computed: true, description: 'A text.' })
  const texts = list('string', { optional: true, description: 'Texts.' })
  const refuse = () =>
    Promise.reject(new DiagnosticError('Asked', 'This provider is only asked for its schema.'))
  return serveAttachable({
    address: 'registry.terraform.io/rackn/drp',
    version: '2.3.2',
    schema: { description: 'The provider before.', attributes: {} },
    resources: [
      {
        typeName: 'drp_machine',
        schema: {
          description: 'A machine.',
          attributes: {
            ...Object.fromEntries(
              [
                'id',
                'pool',
                'timeout',
                'allocate_workflow',
                'deallocate_workflow',
                'address',
                'name',
                'status',
              ].map((name) => [name, text]),
            ),
            filters: texts,
            add_profiles: texts,
            add_parameters: texts,
            authorized_keys: texts,
          },
        },
        create: refuse,
        read: refuse,
        update: refuse,
        delete: refuse,
      },
    ],
    dataSources: [],
    configure: () => ({}),
  })
}

/** State as that provider leaves it: schema version 0, lists of texts, blanks for what is not set. */
function stateOf({ Uuid, Name, Address }: Machine, resource = 'web'): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 3,
    lineage: '7c1f2d3e-0000-4000-8000-000000000001',
    outputs: {},
    resources: [
      {
        mode: 'managed',
        type: 'drp_machine',
        name: resource,
        provider: address,
        instances: [
          {
            schema_version: 0,
            attributes: {
              id: Uuid,
              pool: 'default',
              timeout: '5m',
              allocate_workflow: '',
              deallocate_workflow: 'release',
              filters: ['Arch=Eq(amd64)'],
              add_profiles: ['web'],
              add_parameters: ['my/text: a b: c', 'my/number: 4', 'my/list: [1, 2]', 'my/word: true'],
              authorized_keys: ['ssh-ed25519 AAAA me'],
              address: Address,
              name: Name,
              status: 'InUse',
            },
            sensitive_attributes: [],
            private: 'bnVsbA==',
          },
        ],
      },
    ],
    check_results: null,
  })
}

describe('configuration and state of the provider rackn/drp, under the real terraform', () => {
  let site: MachineSite
  beforeAll(async () => {
    site = await MachineSite.start(1)
    const { client } = site.site
    await client.profiles.create({ Name: 'web' })
    await client.params.create({ Name: 'my/number', Schema: { type: 'integer' } })
  })
  afterAll(() => site.close())
  afterEach(() => site.clean())

  /** Claims a machine as that provider does: by the pool alone, without any mark. */
  const claimed = async () => {
    const { client } = site.site
    const [result] = await client.pools.allocate('default', {
      'pool/count': 1,
      'pool/add-profiles': ['web'],
      'pool/add-parameters': {
        'my/text': 'a b: c',
        'my/number': 4,
        'my/list': [1, 2],
        'my/word': 'true',
        'access-keys': { 'terraform-0': 'ssh-ed25519 AAAA me' },
      },
    })
    return client.machines.get(result?.Uuid ?? '')
  }

  it('plans and applies the configuration unchanged', async () => {
    const root = site.open()
    root.write(configuration())
    expect((await root.run('apply', '-auto-approve')).output).toContain('1 added')
    expect(await site.onlyHeld()).toMatchObject({
      Profiles: ['web'],
      Params: {
        'my/text': 'a b: c',
        'my/number': 4,
        'my/list': [1, 2],
        'my/word': 'true',
        'access-keys': { 'terraform-1': 'ssh-ed25519 AAAA me' },
      },
    })
    const planned = await root.run('plan', '-detailed-exitcode')
    expect([planned.code, planned.output]).toEqual([0, expect.stringContaining('No changes')])
    expect((await root.run('destroy', '-auto-approve')).output).toContain('1 destroyed')
    expect(await site.held()).toEqual([])
  })

  it('takes the state over: an empty plan, a change in place, a release', async () => {
    const machine = await claimed()
    const root = site.open()
    root.write(configuration())
    await root.putState(stateOf(machine))
    const replaced = await root.run('state replace-provider', '-auto-approve', 'rackn/drp', 'metalwright/drp')
    expect(replaced.output).toContain('Successfully replaced provider')
    const planned = await root.run('plan', '-detailed-exitcode')
    expect([planned.code, words(planned)]).toEqual([2, expect.stringMatching(/Changes to Outputs/)])
    expect(words(planned)).not.toMatch(/Terraform will perform the following actions/)
    await root.run('apply', '-auto-approve')
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)

    root.write(configuration().replace('my/number: 4', 'my/number: 5'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    expect((await site.onlyHeld()).Params['my/number']).toBe(5)
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)

    expect((await root.run('destroy', '-auto-approve')).output).toContain('1 destroyed')
    const [freed] = await site.machines()
    expect(freed).toMatchObject({ Uuid: machine.Uuid, PoolStatus: 'Free', Profiles: [] })
    expect(Object.keys(freed?.Params ?? {}).filter((name) => name.startsWith('my/'))).toEqual([])
  })

  it('moves the state to another name by a moved block', async () => {
    const machine = await claimed()
    const rackn = await serveRackn()
    const root = site.open(rackn)
    root.write(configuration('shop', 'moved {\n from = drp_machine.old\n to = drp_machine.shop\n}'))
    await root.putState(stateOf(machine, 'old'))
    const moved = await root.run('apply', '-auto-approve')
    expect([moved.code, words(moved)]).toEqual([0, expect.stringMatching(/0 added, 0 changed, 0 destroyed/)])
    expect(await root.state()).toMatchObject([{ address: 'drp_machine.shop', values: { id: machine.Uuid } }])
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)
    await root.run('destroy', '-auto-approve')
    rackn.close()
    expect(await site.held()).toEqual([])
  })
})
