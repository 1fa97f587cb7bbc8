import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { functions } from '../src/functions/functions.ts'
import type { CallContext, CheckRequest } from '../src/plugin/provider.ts'
import { DrpProvider } from '../src/provider.ts'
import { allResources } from '../src/resources/resources.ts'
import { resources as schemas } from '../src/schema/package.ts'
import { outputsOf } from '../src/schema/schema.ts'
import { encodeStruct } from '../src/values/struct.ts'
import { type PropertyMap, Secret, Unknown, type Value } from '../src/values/value.ts'
import { hasUnknown, reveal } from '../src/values/walk.ts'
import { arbitraryProperties } from './values/arbitrary.ts'

const all = allResources({ beatMs: 1, deadAfterMs: 1 })

describe('the provider without a server', () => {
  let provider: DrpProvider
  let connected: number
  const context: CallContext = {
    signal: new AbortController().signal,
    log: () => {},
    secret: () => {},
    status: () => {},
  }
  beforeEach(async () => {
    connected = 0
    provider = new DrpProvider({
      version: '0.0.0',
      env: { RS_KEY: 'a:b' },
      resources: all,
      functions,
      schema: async () => '{}',
      connect: () => {
        connected += 1
        return Promise.reject(new Error('nothing is dialled here'))
      },
      serverId: () => Promise.reject(new Error('nothing is dialled here')),
    })
    await provider.configure(new Map(), context)
  })
  const check = (type: string, news: PropertyMap): CheckRequest => ({
    urn: `urn:pulumi:dev::test::${type}::it`,
    type,
    name: 'it',
    olds: undefined,
    news,
    randomSeed: new Uint8Array(32),
    autonaming: undefined,
  })

  it('has exactly the resources and functions of the schema', () => {
    expect(all.map(({ schema }) => schema.token).sort()).toEqual(schemas.map(({ token }) => token).sort())
  })

  it('answers any inputs with what is wrong with them', async () => {
    for (const { schema } of all) {
      const names = fc.constantFrom(...Object.keys(schema.inputs))
      const inputs = fc.tuple(arbitraryProperties, fc.array(names)).map(([properties, keys]): PropertyMap => {
        const values = [...properties.values()]
        return new Map(
          keys.map((key, index): [string, Value] => [key, values[index % values.length] ?? null]),
        )
      })
      await fc.assert(
        fc.asyncProperty(inputs, async (news) => {
          const { inputs: checked, failures } = await provider.check(check(schema.token, news), context)
          encodeStruct(checked).serializeBinary()
          for (const { property } of failures) expect(typeof property).toBe('string')
          const difference = {
            id: 'x',
            olds: new Map(),
            oldInputs: checked,
            news: checked,
            ignoreChanges: [],
          }
          if (failures.length === 0 && !hasUnknown(checked)) {
            const { changes } = await provider.diff({ ...check(schema.token, news), ...difference })
            expect([...changes.keys()]).toEqual([])
          }
        }),
        { numRuns: 40 },
      )
    }
  })

  it('previews with what is known, and does nothing', async () => {
    for (const { schema } of all) {
      const request = { ...check(schema.token, new Map()), timeoutMs: undefined, preview: true }
      const secret = new Map([['description', new Secret(new Unknown())]])
      const inputs = Object.hasOwn(schema.inputs, 'description') ? secret : new Map<string, Value>()
      const { id, outputs } = await provider.create({ ...request, inputs }, context)
      expect(id).toBe('')
      for (const [name, value] of inputs) expect(outputs.get(name)).toEqual(value)
      for (const [name, property] of Object.entries(outputsOf(schema))) {
        if (inputs.has(name) || !Object.hasOwn(schema.outputs, name) || !property.required) continue
        expect([schema.token, name, reveal(outputs.get(name) ?? null)]).toEqual([
          schema.token,
          name,
          expect.any(Unknown),
        ])
        if (property.secret) expect(outputs.get(name)).toBeInstanceOf(Secret)
      }
    }
    expect(connected).toBe(0)
  })

  it('makes nothing of what is not known', async () => {
    const request = { ...check('drp:index:Machine', new Map()), timeoutMs: undefined, preview: false }
    const inputs = new Map([['addParameters', new Map([['a', new Unknown()]])]])
    await expect(provider.create({ ...request, inputs }, context)).rejects.toThrow(
      'addParameters is not known yet',
    )
    expect(connected).toBe(0)
  })

  it('tries to connect again after it could not', async () => {
    const request = { ...check('drp:index:Machine', new Map()), timeoutMs: undefined, preview: false }
    for (const _ of [1, 2]) {
      await expect(provider.create({ ...request, inputs: new Map() }, context)).rejects.toThrow(
        'nothing is dialled',
      )
    }
    expect(connected).toBe(2)
    await provider.close()
  })
})
