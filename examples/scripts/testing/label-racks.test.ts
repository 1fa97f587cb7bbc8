// Shows: testing a script without a server. FakeDrp answers for one; `drp` puts objects there and looks at them.
import { Client, ForbiddenError, ParamValueError } from '@metalwright/sdk'
import { FakeDrp, type ServedHandlers, serveHandlers } from '@metalwright/sdk/testing'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { labelRacks } from './label-racks.ts'

let drp: FakeDrp
let served: ServedHandlers
let client: Client
beforeEach(async () => {
  drp = new FakeDrp({
    objects: {
      machines: [
        { Name: 'web1', Params: { 'site/rack': 'b7', 'site/slot': 4 } },
        { Name: 'web2', Params: { 'site/rack': 'b8' } },
        { Name: 'spare', Description: 'in the cellar' },
      ],
    },
  })
  served = await serveHandlers(drp.handlers)
  client = new Client(served.settings)
})
afterEach(async () => {
  await client.close()
  await served.close()
})

test('machines get the label of their rack, once', async () => {
  expect(await labelRacks(client)).toEqual(['web1', 'web2'])
  expect(drp.get('machines', 'Name:web1').Description).toBe('rack b7, slot 4')
  expect(drp.get('machines', 'Name:spare').Description).toBe('in the cellar')
  expect(await labelRacks(client)).toEqual([])
})

test('a value that is none is not written anywhere', async () => {
  drp.change('machines', 'Name:web2', { Params: { 'site/rack': 8 } })
  await expect(labelRacks(client)).rejects.toThrow(ParamValueError)
})

test('a refusal is told', async () => {
  const body = { Model: 'machines', Key: '', Type: 'PATCH', Messages: ['Cannot access machines'], Code: 403 }
  served.use(http.patch('*/api/v3/machines/:key', () => HttpResponse.json(body, { status: 403 })))
  await expect(labelRacks(client)).rejects.toThrow(ForbiddenError)
})

test('it ends when it is told to', async () => {
  await expect(labelRacks(client, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})
