import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../api/test-server.ts'

describe('filters over the API', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/params', { Name: 'size', Schema: { type: 'integer', default: 7 } })
    await server.json('POST', '/params', { Name: 'label', Schema: { type: 'string' } })
    await server.json('POST', '/profiles', {
      Name: 'small',
      Params: { size: 1, label: '5' },
      Meta: { colour: 'red' },
    })
    const machines: JsonObject[] = [
      { Name: 'm1', Params: { size: 2, label: 'a' } },
      { Name: 'm2', Profiles: ['small'] },
      { Name: 'm3', Params: { free: ['x', 'y'] } },
    ]
    for (const machine of machines) {
      await server.json('POST', '/machines', { ...machine, Meta: { rack: machine['Name'] ?? '' } })
    }
    for (const net of [1, 2]) {
      await server.json('POST', '/subnets', {
        Name: `net${net}`,
        Subnet: `10.0.${net}.0/24`,
        ActiveStart: `10.0.${net}.10`,
        ActiveEnd: `10.0.${net}.20`,
      })
    }
    await server.json('POST', '/reservations', { Addr: '10.0.1.30', Token: '52:54:00:00:00:01' })
  })
  afterAll(() => server.close())

  const names = async (path: string) => {
    const found = await server.json('GET', path)
    return Array.isArray(found) ? found.map((one) => one.Name ?? one.Addr).join() : found
  }

  it.each([
    ['/machines?size=2', 'm1'],
    ['/machines?size=1', 'm2'],
    ['/machines?size=7', 'm3'],
    ['/machines?Params.size=Lt(7)&sort=Name', 'm1,m2'],
    ['/machines?size=Ne(7)&sort=Name', 'm1,m2'],
    ['/machines?label=5', 'm2'],
    ['/machines?label=Re(^[a-z]$)', 'm1'],
    ['/machines?Params.free=y', 'm3'],
    ['/machines?Params.never=Ne(1)&sort=Name&limit=1', 'm1'],
    ['/machines?Meta.rack=m2', 'm2'],
    ['/machines?Meta.rack=In(m1,m3)&sort=Name', 'm1,m3'],
    ['/machines?Meta.none=x', ''],
    ['/machines?Profiles=small', 'm2'],
    ['/machines?Profiles=Ne(small)&sort=Name', 'm1,m3'],
    ['/machines?Name=Nin(m1,m2)', 'm3'],
    ['/machines?Name=m1&Name=m3&sort=Name&reverse=1', 'm3,m1'],
    ['/machines?sort=Name&offset=9', ''],
    ['/machines?limit=0', ''],
    ['/machines?expand=true&compose=true&decode=false&Name=m1', 'm1'],
    ['/profiles?size=1', 'small'],
    ['/profiles?Meta.colour=red', 'small'],
    ['/subnets?Address=10.0.2.77', 'net2'],
    ['/subnets?ActiveAddress=10.0.1.15', 'net1'],
    ['/subnets?ActiveAddress=10.0.1.30', ''],
    ['/subnets?Subnet=Gt(10.0.1.0/24)', 'net2'],
    ['/reservations?Addr=10.0.1.30', '10.0.1.30'],
    ['/reservations?Key=0A00011E', '10.0.1.30'],
  ])('%s gives %s', async (path, expected) => {
    expect(await names(path)).toBe(expected)
  })

  it.each([
    ['/machines?nowhere=1', 'Filter not found: nowhere'],
    ['/tasks?size=1', 'Filter not found: size'],
    ['/tasks?Params.size=1', 'Filter not found: Params.size'],
    ['/machines?CurrentJob=x', 'Filter not valid: CurrentJob: x is not a UUID'],
    ['/jobs?Machine=x', 'Filter not valid: Machine: x is not a UUID'],
    ['/machines?Name=Eq(m1', 'Filter not valid: Eq(m1; write it as Eq(value)'],
    ['/machines?sort=size', 'Not sortable: size'],
  ])('%s is refused: %s', async (path, message) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await server.call(method, path)
      expect(answer.status).toBe(406)
      if (method === 'GET') {
        expect(JSON.parse(answer.text)).toMatchObject({ Type: 'GET', Code: 406, Messages: [message] })
      }
    }
  })

  it('offers its indexes', async () => {
    expect(await server.json('GET', '/indexes/subnets')).toMatchObject({
      ActiveAddress: { Type: 'IP Address', Unique: false, Unordered: true, Regex: false },
      Name: { Type: 'string', Unique: true, Unordered: false, Regex: true },
    })
  })

  it('never fails but by 406, whatever the query', { timeout: 60_000 }, async () => {
    const word = fc.constantFrom(
      ...[
        'Name',
        'Uuid',
        'Address',
        'Runnable',
        'Profiles',
        'Meta.rack',
        'Params.size',
        'size',
        'sort',
        'limit',
        'offset',
      ],
      ...[
        '=',
        '&',
        'Eq(',
        'Between(',
        'Re(',
        'In(',
        'Nin(',
        ')',
        ',',
        '1',
        '-1',
        'm1',
        'true',
        '%',
        '%2',
        '%00',
        '%ff',
        '+',
        '?',
        ';',
      ],
      ...[
        '__proto__',
        'constructor',
        'toString',
        '[',
        '(a+)+',
        '\\',
        'slim',
        'params',
        'decode',
        'aggregate',
        '10.0.0.1',
      ],
    )
    const text = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
      fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map((raw) => raw.replace(/[\s#]/g, '')),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('machines', 'subnets', 'jobs', 'profiles'),
        text,
        async (prefix, query) => {
          const answer = await server.call('GET', `/${prefix}?${query}`)
          expect([200, 406]).toContain(answer.status)
        },
      ),
      { numRuns: 400 },
    )
  })
})
