import { type Field, filled, objectModels } from '@metalwright/sdk/kinds'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toApi, toState } from '../../../src/resources/objects/field-values.ts'
import { fromJson } from '../../../src/values/plain.ts'

const text: Field = { type: { kind: 'text' }, doc: '', default: '' }
const texts: Field = { type: { kind: 'texts' }, doc: '', default: [] }
const params: Field = { type: { kind: 'json-map' }, doc: '', default: {} }
const os: Field = objectModels.bootenvs.fields.OS
const templates: Field = objectModels.tasks.fields.Templates

describe('a value of the API in the state', () => {
  it('is null where it is as the server chooses, unless it was given', () => {
    expect(toState(text, '', null)).toBeNull()
    expect(toState(text, '', '')).toBe('')
    expect(toState(texts, [], null)).toBeNull()
    expect(toState(texts, [], [])).toEqual([])
    expect(toState(params, undefined, null)).toBeNull()
    expect(toState(os, {}, null)).toBeNull()
  })

  it('shows what somebody else has changed', () => {
    expect(toState(text, 'new', null)).toBe('new')
    expect(toState(text, '', 'old')).toBeNull()
    expect(toState(texts, ['b'], ['a'])).toEqual(['b'])
  })

  it('keeps the form of what is the same', () => {
    const given = fromJson({ list: [1, 2], nothing: null })
    expect(toState(params, { nothing: null, list: [1, 2] }, given)).toBe(given)
    expect(toState(texts, ['b', 'a'], ['a', 'b'], { unordered: true })).toEqual(['a', 'b'])
    expect(toState(text, 'aa:bb', 'AA:BB', { caseless: true })).toBe('AA:BB')
  })

  it('leaves parts of nested objects null that nobody gave', () => {
    const found = toState(
      templates,
      [{ Name: 'x', ID: 'y', Path: '', Contents: '', Meta: {}, Link: '' }],
      null,
    )
    const parts = { name: 'x', path: null, template_id: 'y', contents: null, meta: null, link: null }
    expect(found).toEqual([new Map(Object.entries(parts))])
  })

  it('goes to the API without what is not set, and comes back the same', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.option(fc.string()))), (parts) => {
        const value = parts.map(
          ([name, contents]) =>
            new Map([
              ['name', name],
              ['contents', contents],
            ]),
        )
        const sent = toApi(templates.type, value)
        expect(toState(templates, filled(templates, sent), value)).toBe(value)
      }),
    )
  })

  it('takes members with the names of built-in ones as they are', () => {
    const json = JSON.parse('{"__proto__":{"a":1},"constructor":2}')
    const state = toState(params, json, null)
    expect(JSON.stringify(toApi(params.type, state))).toBe('{"__proto__":{"a":1},"constructor":2}')
  })
})
