import { describe, expect, it } from 'vitest'
import { attributesType } from '../../src/framework/attribute.ts'
import { ObjectView } from '../../src/framework/object-view.ts'
import { machineSchema } from '../../src/resources/machine/machine-schema.ts'
import { moveFromRackn, upgradeFromVersion0 } from '../../src/resources/machine/machine-upgrade.ts'
import { parseJson } from '../../src/values/json-reader.ts'
import { fromTree } from '../../src/values/state-json.ts'
import { isMap } from '../../src/values/value.ts'

const type = attributesType(machineSchema.attributes)

function upgraded(state: object): ObjectView {
  const tree = parseJson(JSON.stringify(state))
  const value = tree instanceof Map ? fromTree(type, upgradeFromVersion0(tree), '') : null
  if (!isMap(value)) throw new Error('no object')
  return new ObjectView(type, value)
}

describe('state of version 0', () => {
  it('of the provider rackn/drp keeps what was configured, and drops what is unknown', () => {
    const view = upgraded({
      id: 'u1',
      pool: 'web',
      timeout: '5m',
      add_parameters: ['a: b'],
      add_profiles: null,
      allocate_workflow: '',
      status: 'InUse',
      timeouts: 'odd',
      something_else: [1],
    })
    expect(view.string('uuid')).toBe('u1')
    expect(view.json('add_parameters')).toEqual(['a: b'])
    expect(view.string('allocate_workflow')).toBe('')
    expect(view.string('claim_id')).toBeNull()
    expect(view.get('timeouts')).toBeNull()
  })

  it('of earlier versions of this provider loses its defaults, and the computed boot environment its name', () => {
    const view = upgraded({
      id: 'u1',
      claim_id: 'c',
      bootenv: 'local',
      locked: false,
      on_timeout: 'taint',
      add_parameters: { value: { a: 1 }, type: ['object', { a: 'number' }] },
      timeouts: { create: '1m', read: null, update: null, delete: null },
    })
    expect([view.string('bootenv'), view.string('bootenv_current')]).toEqual([null, 'local'])
    expect([view.bool('locked'), view.string('on_timeout')]).toEqual([null, null])
    expect(view.json('add_parameters')).toEqual({ a: 1 })
    expect(view.object('timeouts')?.string('create')).toBe('1m')
  })

  it('comes by a moved block, too', () => {
    const tree = parseJson(JSON.stringify({ id: 'u1', add_parameters: ['a: b'] }))
    if (!(tree instanceof Map)) throw new Error('no object')
    const source = {
      providerAddress: 'registry.terraform.io/rackn/drp',
      typeName: 'drp_machine',
      schemaVersion: 0,
      state: tree,
      privateBytes: new Uint8Array(),
      identity: null,
    }
    expect(moveFromRackn.move(source).state).toMatchObject({ id: 'u1', uuid: 'u1', claim_id: null })
  })
})
