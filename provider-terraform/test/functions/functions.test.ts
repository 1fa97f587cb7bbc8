import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dhcpOption } from '../../src/functions/dhcp-option.ts'
import { durationSeconds } from '../../src/functions/duration-seconds.ts'
import { functions } from '../../src/functions/functions.ts'
import { fromHexAddress, hexAddress } from '../../src/functions/hex-address.ts'
import { machineKey, parseMachineId } from '../../src/functions/machine-key.ts'
import { mergeParams } from '../../src/functions/merge-params.ts'
import { renderMeta } from '../../src/functions/render-meta.ts'
import { validateParam } from '../../src/functions/validate-param.ts'
import { Decimal } from '../../src/values/decimal.ts'
import { objectType } from '../../src/values/type.ts'
import { DynamicValue } from '../../src/values/value.ts'
import { blame, call } from './call.ts'

const uuid = '3e7031fe-3062-45f1-835c-92541bc9cb00'

describe('the functions', () => {
  it('have names, summaries and descriptions', () => {
    for (const { name, summary, description, parameters, variadic } of functions) {
      expect(name).toMatch(/^[a-z][a-z_]*$/)
      expect(summary.length).toBeLessThan(60)
      expect(description).toMatch(/\.$/)
      for (const one of [...parameters, ...(variadic ? [variadic] : [])])
        expect(one.description).toMatch(/\.$/)
    }
  })

  it('hex_address and from_hex_address are each other’s inverse', async () => {
    expect(await call(hexAddress, '192.168.100.100')).toBe('C0A86464')
    await fc.assert(
      fc.asyncProperty(fc.ipV4(), async (address) => {
        expect(await call(fromHexAddress, await call(hexAddress, address))).toBe(address)
      }),
    )
    expect(await blame(hexAddress, '1.2.3.256')).toContain('0:')
    expect(await blame(fromHexAddress, 'C0A8646')).toContain('0:')
  })

  it('duration_seconds reads durations of Go', async () => {
    expect(await call(durationSeconds, '1h30m')).toBe(5400)
    expect(await call(durationSeconds, '1500ms')).toBe(1.5)
    expect(await blame(durationSeconds, '90')).toContain('duration')
  })

  it('machine_key and parse_machine_id read the forms of machines', async () => {
    expect(await call(machineKey, uuid.toUpperCase())).toBe(uuid)
    expect(await call(machineKey, 'web1.example.net')).toBe('Name:web1.example.net')
    expect(await call(machineKey, 'Name:web1')).toBe('Name:web1')
    expect(await blame(machineKey, ' ')).toContain('0:')
    expect(await call(parseMachineId, uuid)).toEqual({ uuid, name: null, pool: null })
    expect(await call(parseMachineId, `Uuid:${uuid}`)).toEqual({ uuid, name: null, pool: null })
    expect(await call(parseMachineId, 'Name:web1')).toEqual({ uuid: null, name: 'web1', pool: null })
    expect(await call(parseMachineId, 'gpu/web1')).toEqual({ uuid: null, name: 'web1', pool: 'gpu' })
    for (const text of ['web1', '/web1', 'gpu/', 'Address:1.2.3.4', '']) {
      expect(await blame(parseMachineId, text)).toContain('UUID, Name:x or pool/Name')
    }
  })
})

describe('dhcp_option', () => {
  it('takes codes and names, and checks values by their form', async () => {
    expect(await call(dhcpOption, 'domain-name-servers', ['10.0.0.1', '10.0.0.2'])).toEqual({
      code: 6,
      value: '10.0.0.1,10.0.0.2',
    })
    expect(await call(dhcpOption, 3, '10.0.0.1')).toEqual({ code: 3, value: '10.0.0.1' })
    expect(await call(dhcpOption, '26', 9000)).toEqual({ code: 26, value: '9000' })
    expect(await call(dhcpOption, 'ip-forwarding', true)).toEqual({ code: 19, value: '1' })
    expect(await call(dhcpOption, 15, 'example.net')).toEqual({ code: 15, value: 'example.net' })
    expect(await call(dhcpOption, 43, [1, 4, 255])).toEqual({ code: 43, value: '1,4,255' })
    expect(await call(dhcpOption, 252, 'http://wpad/')).toEqual({ code: 252, value: 'string:http://wpad/' })
  })

  it('blames the argument that is wrong', async () => {
    expect(await blame(dhcpOption, 'routrs', 'x')).toMatch(/^0: .*routers/)
    expect(await blame(dhcpOption, 255, '')).toMatch(/^0: .*254/)
    expect(await blame(dhcpOption, 1.5, '')).toMatch(/^0: /)
    expect(await blame(dhcpOption, 3, 'gateway')).toMatch(/^1: .*IPv4/)
    expect(await blame(dhcpOption, 1, ['255.0.0.0', '255.0.0.0'])).toMatch(/^1: .*an IPv4 address/)
    expect(await blame(dhcpOption, 26, 70_000)).toMatch(/^1: .*65535/)
    expect(await blame(dhcpOption, 15, ['a', 'b'])).toMatch(/^1: .*one text/)
    expect(await blame(dhcpOption, 43, { a: 1 })).toMatch(/^1: /)
  })
})

describe('merge_params', () => {
  it('puts objects together at every depth and replaces the rest', async () => {
    const base = { a: { b: 1, c: [1, 2] }, d: 'x', e: { f: 1 } }
    expect(await call(mergeParams, base, { a: { c: [3] }, e: null }, null, { g: { h: true } })).toEqual({
      a: { b: 1, c: [3] },
      d: 'x',
      e: null,
      g: { h: true },
    })
    expect(await call(mergeParams, null)).toEqual({})
    expect(await blame(mergeParams, {}, [1])).toMatch(/^1: /)
  })

  it('keeps numbers exact, and maps with theirs', async () => {
    const exact = new Decimal('12345678901234567890.123456789')
    const base = new DynamicValue({ kind: 'map', element: 'number' }, new Map([['n', exact]]))
    const over = new DynamicValue(objectType([['m', 'string']]), new Map([['m', 'x']]))
    expect(await mergeParams.call([base, over])).toEqual(
      new DynamicValue(
        objectType([
          ['n', 'number'],
          ['m', 'string'],
        ]),
        new Map<string, string | Decimal>([
          ['n', exact],
          ['m', 'x'],
        ]),
      ),
    )
  })

  it('does nothing to the prototype of objects', async () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}')
    expect(await call(mergeParams, {}, hostile)).toEqual(hostile)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('render_meta', () => {
  it('writes values as texts', async () => {
    expect(
      await call(
        renderMeta,
        { icon: 'server', 'feature-flags': ['a', 'b'], n: 4, on: true, deep: { a: [1] } },
        null,
        {
          icon: 'cloud',
          n: null,
        },
      ),
    ).toEqual({ icon: 'cloud', 'feature-flags': 'a,b', on: 'true', deep: '{"a":[1]}' })
    expect(await blame(renderMeta, {}, 'x')).toMatch(/^1: /)
  })
})

describe('validate_param', () => {
  const schema = {
    type: 'object',
    properties: {
      size: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      mail: { type: 'string', format: 'email' },
    },
    required: ['size'],
    additionalProperties: false,
  }

  it('tells what is wrong by the rules of draft 4', async () => {
    expect(await call(validateParam, schema, { size: 1 })).toEqual([])
    expect(await call(validateParam, schema, { size: 0 })).toEqual(['/size must be > 0'])
    expect(await call(validateParam, schema, { mail: 'x', other: 's3cret' })).toEqual([
      "value must have required property 'size'",
      'value must NOT have additional properties ("other")',
      '/mail must match format "email"',
    ])
    expect(await call(validateParam, { id: 'http://x/y#', type: 'string' }, null)).toEqual([
      'value must be string',
    ])
  })

  it('refuses schemas that are none', async () => {
    expect(await blame(validateParam, 'x', 1)).toMatch(/^0: The schema cannot be used/)
    expect(await blame(validateParam, { type: 'colour' }, 1)).toMatch(/^0: The schema cannot be used/)
    expect(await blame(validateParam, { pattern: '(' }, 'a')).toMatch(/^0: /)
  })

  it('ends a pattern that would run for years', async () => {
    const evil = await blame(validateParam, { pattern: '^(a+)+$' }, `${'a'.repeat(60)}!`)
    expect(evil).toMatch(/^0: Checking took too long/)
  })
})
