import { fingerprintOf, pendingMarkOf } from '@metalwright/sdk/claims'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/connection.ts'
import { attributesType } from '../../src/framework/attribute.ts'
import { ObjectView } from '../../src/framework/object-view.ts'
import { providerSchema } from '../../src/provider-schema.ts'
import { machineResource } from '../../src/resources/machine/machine.ts'
import { claimIdentity } from '../../src/resources/machine/machine-request.ts'
import { pendingParameter } from '../../src/resources/machine/pending-parameter.ts'
import { FakePool } from './fake-pool.ts'
import { fakeProvider } from './fake-provider.ts'
import { ResourceCalls } from './resource-calls.ts'

const type = attributesType(providerSchema.attributes)
const config = new ObjectView(type, new Map([...type.attributes.keys()].map((name) => [name, null])))

/** The connection of a provider process of its own. */
function connect(pool: FakePool): Connection {
  const context = { config, terraformVersion: '1.11.4', secret: () => undefined, warn: () => undefined }
  return fakeProvider(pool).configure(context)
}

const request = {
  pool: 'web',
  owner: 'terraform',
  filters: ['Arch=Eq(amd64)'],
  workflow: undefined,
  addProfiles: [],
  addParameters: { b: 2, a: { d: [1, null, 'ü'], c: true } },
  secretParameters: { s: 'x' },
}

describe('the identity of a claim', () => {
  it('has the hash that older releases have stored', () => {
    expect(fingerprintOf(claimIdentity(request, null))).toBe('90f9629ad60f2a13b67727dc7bdaec6e')
    expect(fingerprintOf(claimIdentity(request, 'prod/web'))).toBe('33b46142088c9a0ad090ae9480cbc76c')
    expect(pendingParameter).toBe('terraform/pending')
  })

  it('depends on what is claimed, not on the order of members nor on secrets', () => {
    const hash = (more: object) => fingerprintOf(claimIdentity({ ...request, ...more }, null))
    expect(hash({ addParameters: { a: { c: true, d: [1, null, 'ü'] }, b: 2 } })).toBe(hash({}))
    expect(hash({ secretParameters: { s: 'y' }, owner: 'somebody' })).toBe(hash({}))
    const others = [{ pool: 'x' }, { filters: ['A=1'] }, { addProfiles: ['p'] }].map(hash)
    expect(new Set([...others, hash({})]).size).toBe(4)
  })
})

describe('a machine', () => {
  let pool: FakePool
  beforeEach(() => {
    pool = new FakePool(3)
  })

  it('that a killed process has claimed is taken over by the next create', async () => {
    const calls = () => new ResourceCalls(machineResource, connect(pool))
    // Dead from the first sign of life on: the claim is made, and nothing after it comes to an end.
    const { update, prepare } = pool
    const cutOff: string[] = []
    const never = (call: string) => () => {
      cutOff.push(call)
      return new Promise<never>(() => {})
    }
    Object.assign(pool, { prepare: never('prepare'), update: never('sign of life') })
    void calls().create({})
    await expect.poll(() => cutOff).toEqual(['prepare', 'sign of life'])
    const { Uuid, Params } = pool.onlyClaimed()
    expect(pendingMarkOf(pool.onlyClaimed(), pendingParameter)).toMatchObject({ beat: 0 })
    Object.assign(pool, { prepare, update })

    const state = await calls().create({})
    expect(state.string('id')).toBe(Uuid)
    expect(state.string('claim_id')).not.toBe(Params['claim/key'])
    expect(pool.onlyClaimed().Params).not.toHaveProperty([pendingParameter])
  })

  it('loses a mark that a cut-off run has left on it when it is read', async () => {
    const calls = new ResourceCalls(machineResource, connect(pool))
    const id = (await calls.create({})).string('id') ?? ''
    const mark = { fingerprint: 'f', holder: 'h', beat: 7 }
    pool.edit(id, { Params: { ...pool.onlyClaimed().Params, [pendingParameter]: mark } })
    expect(await calls.read()).not.toBeNull()
    expect(pool.onlyClaimed().Params).not.toHaveProperty([pendingParameter])
  })

  it('that a key holds already is refused, on servers that compare keys only', async () => {
    const first = new ResourceCalls(machineResource, connect(pool))
    await first.create({ claim_key: 'mine' })
    const lax = Object.assign(Object.create(pool), {
      allocate: async () => ({ claimId: 'mine', machine: pool.onlyClaimed() }),
    })
    const second = new ResourceCalls(machineResource, connect(lax))
    await expect(second.create({ claim_key: 'mine' })).rejects.toThrow('already holds machine m1')
    expect(second.state).toBeNull()
  })
})
