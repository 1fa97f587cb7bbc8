import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { ValidationError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

let server: FakeServer
let client: Client
beforeEach(async () => {
  server = await FakeServer.start()
  client = new Client({ endpoint: server.url, token: 'token' }, { clock: new FakeClock(), random: () => 0.5 })
})
afterEach(async () => {
  await client.close()
  await server.close()
})

const summary = { meta: { Name: 'demo' }, Counts: { tasks: 1 }, Warnings: ['a doubt'] }
const calls = () => server.calls.map(({ method, path }) => `${method} ${path}`)

describe('the upload of a content pack', () => {
  it('replaces it after all when somebody made it meanwhile', async () => {
    let made = false
    server.on('PUT /contents/*', () => (made ? { json: summary } : failure(404, 'Cannot find demo')))
    server.on('POST /contents', () => {
      made = true
      return failure(409, 'Content demo already exists')
    })
    expect(await client.contents.upload({ meta: { Name: 'demo' } })).toMatchObject({ Warnings: ['a doubt'] })
    expect(calls()).toEqual(['PUT /contents/demo', 'POST /contents', 'PUT /contents/demo'])
  })

  it('ends with the reasons when the pack cannot be loaded', async () => {
    const reasons = ['tasks/one: Invalid Name `-`', 'tasks/two: the object is no map']
    server.on('PUT /contents/*', () => ({
      status: 422,
      json: { Model: 'contents', Key: 'demo', Type: 'STORE_ERROR', Messages: reasons, Code: 422 },
    }))
    const error: unknown = await client.contents
      .upload({ meta: { Name: 'demo' } })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ValidationError)
    for (const reason of reasons) expect(String(error)).toContain(reason)
    expect(calls()).toEqual(['PUT /contents/demo'])
  })
})
