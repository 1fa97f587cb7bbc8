import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Field, filled, memberOf, objectModels } from '../../src/kinds/index.ts'
import type { JsonValue } from '../../src/models/json.ts'

const inner: Field = {
  type: {
    kind: 'object',
    fields: {
      Name: { type: { kind: 'text' }, doc: '' },
      Size: { type: { kind: 'integer' }, doc: '', default: 7 },
      Tags: { type: { kind: 'texts' }, doc: '', default: ['a'] },
    },
  },
  doc: '',
}
const whole = { Name: '', Size: 7, Tags: ['a'] }

describe('a value with what is left out', () => {
  it('is what the server takes for each kind of field', () => {
    const empty = (kind: 'text' | 'flag' | 'integer' | 'json' | 'texts' | 'text-map' | 'json-map') =>
      filled({ type: { kind } }, undefined)
    expect([empty('text'), empty('flag'), empty('integer'), empty('json')]).toEqual(['', false, 0, null])
    expect([empty('texts'), empty('text-map'), empty('json-map')]).toEqual([[], {}, {}])
    expect(filled({ type: { kind: 'text' }, default: 'x' }, undefined)).toBe('x')
    expect(filled({ type: { kind: 'text' }, default: 'x' }, '')).toBe('')
  })

  it('is filled in nested fields too, and shares nothing with the defaults', () => {
    const first = filled(inner, { Name: 'n', Other: 1 })
    expect(first).toEqual({ ...whole, Name: 'n' })
    const tags = memberOf(first, 'Tags')
    if (Array.isArray(tags)) tags.push('changed')
    expect(filled(inner, undefined)).toEqual(whole)
    const { fields } = inner.type.kind === 'object' ? inner.type : { fields: {} }
    expect(filled({ type: { kind: 'objects', fields } }, [{}, { Size: 1 }])).toEqual([
      whole,
      { ...whole, Size: 1 },
    ])
    const map = filled({ type: { kind: 'object-map', fields } }, JSON.parse('{"__proto__": {"Size": 1}}'))
    expect(Object.entries(map ?? {})).toEqual([['__proto__', { ...whole, Size: 1 }]])
    expect(filled({ type: { kind: 'object-map', fields } }, 'odd')).toBe('odd')
  })

  it('stays what it is when it is filled once more, for every field there is', () => {
    const fields = Object.values(objectModels).flatMap((model) => Object.values(model.fields))
    expect(fields.length).toBeGreaterThan(100)
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.option(fc.jsonValue(), { nil: undefined }),
        (field, json) => {
          const value: JsonValue | undefined =
            json === undefined ? undefined : JSON.parse(JSON.stringify(json))
          const once = filled(field, value)
          expect(filled(field, once)).toEqual(once)
        },
      ),
    )
  })

  it('has own members only', () => {
    expect(memberOf({ a: 1 }, 'a')).toBe(1)
    for (const json of [undefined, null, 'text', ['a'], {}])
      expect(memberOf(json, 'constructor')).toBeUndefined()
  })
})
