import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import type { JsonObject } from '../../src/models/json.ts'
import { Objects } from '../../src/objects/index.ts'
import { ConflictError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'

const RACK1 = { Name: 'rack1', Description: 'first', Params: { row: 1 }, Meta: { color: 'red' } }

let drp: FakeDrp311
let client: Client
let objects: Objects

beforeEach(async () => {
  drp = await FakeDrp311.start()
  drp.put('profiles', RACK1)
  const ports = { clock: new FakeClock(), random: () => 0.5 }
  client = new Client({ endpoint: drp.server.url, token: 'token' }, ports)
  objects = new Objects(client)
})

afterEach(async () => {
  await client.close()
  await drp.server.close()
})

const stored = (name: string): JsonObject | undefined => drp.objects.get('profiles')?.get(name)

/** Lets the server act once, but not answer. */
function loseAnswer(method: string, act: () => void): void {
  let lost = false
  drp.server.gate = (call) => {
    if (lost || call.method !== method) return undefined
    lost = true
    act()
    return 'cut'
  }
}

describe.each(['of a kind in the catalogue', 'of any kind'])('an object %s', (way) => {
  const faced = () => (way === 'of any kind' ? objects.any : objects)

  it('is found, or null', async () => {
    expect(await faced().get('profiles', 'rack1')).toMatchObject(RACK1)
    expect(await faced().get('profiles', 'Name:rack1')).toMatchObject(RACK1)
    expect(await faced().get('profiles', 'rack9')).toBeNull()
  })

  it('is made, or said to be there with what it is', async () => {
    const made = await faced().create('profiles', { Name: 'rack2', Description: 'second' })
    expect(made).toMatchObject({ created: true, object: { Name: 'rack2' } })
    const taken = await faced().create('profiles', { Name: 'rack1', Description: 'mine' })
    expect(taken).toEqual({ created: false, object: RACK1 })
  })

  it('counts as made when the answer to that was lost', async () => {
    const object = { Name: 'rack2', Description: 'second' }
    loseAnswer('POST', () => drp.put('profiles', { ...object, Available: true }))
    expect(await faced().create('profiles', object)).toMatchObject({ created: true })
    expect(drp.server.count('POST /profiles')).toBe(2)
  })

  it('does not count as made when the answer was lost and somebody else made another', async () => {
    loseAnswer('POST', () => drp.put('profiles', { Name: 'rack2', Description: 'theirs' }))
    const made = await faced().create('profiles', { Name: 'rack2', Description: 'second' })
    expect(made).toEqual({ created: false, object: { Name: 'rack2', Description: 'theirs' } })
  })

  it('is changed again on top of what somebody else has changed', async () => {
    let meddled = false
    drp.server.gate = (call) => {
      if (call.method === 'PATCH' && !meddled) {
        meddled = true
        drp.put('profiles', { ...RACK1, Description: 'theirs', Params: { row: 2 } })
      }
      return undefined
    }
    const edited = await faced().edit('profiles', 'rack1', (draft) => {
      draft['Description'] = `${draft['Description']}, seen`
    })
    expect(edited).toMatchObject({ Description: 'theirs, seen', Params: { row: 2 } })
    expect(drp.server.count('PATCH /profiles/rack1')).toBe(2)
  })

  it('is given up when somebody else is always faster', async () => {
    let round = 0
    drp.server.gate = (call) => {
      round += 1
      if (call.method === 'PATCH') drp.put('profiles', { ...RACK1, Description: `round ${round}` })
      return undefined
    }
    const edit = faced().edit('profiles', 'rack1', (draft) => {
      draft['Description'] = 'mine'
    })
    await expect(edit).rejects.toBeInstanceOf(ConflictError)
  })

  it('is not written when nothing changes', async () => {
    expect(await faced().edit('profiles', 'rack1', () => {})).toMatchObject(RACK1)
    expect(drp.server.calls.some(({ method }) => method === 'PATCH')).toBe(false)
  })

  it('is gone after its removal, also when it was before', async () => {
    await faced().remove('profiles', 'rack1')
    expect(stored('rack1')).toBeUndefined()
    await faced().remove('profiles', 'rack1')
  })

  it('is listed by filters', async () => {
    drp.put('profiles', { Name: 'rack2' })
    const found = await faced().list('profiles', { filters: ['Name=Gt(rack1)'], sort: 'Name', limit: 5 })
    expect(found.map((object) => object['Name'])).toEqual(['rack2'])
  })
})

describe('objects of any kind', () => {
  it('tell whether the server has a kind', async () => {
    expect(await objects.any.knows('profiles')).toBe(true)
    expect(await objects.any.knows('blueprints')).toBe(false)
    await expect(objects.any.get('blueprints', 'nightly')).rejects.toMatchObject({ code: 'not_supported' })
  })

  it('have the key that their kind says, or the likeliest field', () => {
    expect(objects.any.keyOf('machines', { Name: 'web1', Uuid: 'u' })).toBe('u')
    expect(objects.any.keyOf('blueprints', { Name: 'nightly', Id: '7' })).toBe('7')
    expect(objects.any.keyOf('blueprints', {})).toBe('')
  })

  it('reach nothing beside their kind, whatever their key', async () => {
    await expect(objects.any.get('profiles', '..')).rejects.toMatchObject({ code: 'invalid_key' })
    expect(await objects.any.get('profiles', '../users/root')).toBeNull()
    expect(drp.server.calls.at(-1)?.path).toBe('/profiles/..%2Fusers%2Froot')
  })
})

describe('params of objects', () => {
  it('are refused for kinds that have none', async () => {
    await expect(objects.setParam('users', 'root', 'row', 1)).rejects.toMatchObject({ code: 'no_params' })
  })
})
