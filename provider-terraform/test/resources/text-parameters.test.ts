import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isAsWritten,
  parametersOfTexts,
  splitText,
  written,
} from '../../src/resources/machine/text-parameters.ts'

describe('parameters that are written as texts', () => {
  it('are split at the first colon', () => {
    expect(splitText('a/b: c: d ')).toEqual({ name: 'a/b', value: 'c: d' })
    expect(splitText('lonely')).toEqual({ name: 'lonely', value: '' })
  })

  it('get the types that their definitions say, else JSON or text', () => {
    const types: Readonly<Record<string, string>> = {
      n: 'integer',
      b: 'boolean',
      s: 'string',
      bad: 'integer',
    }
    const texts = [
      'n: 4',
      'b: true',
      's: 4',
      'bad: x',
      'plain: true',
      'list: [1, "a"]',
      'map: {"a": 1}',
      'broken: [1',
    ]
    expect(parametersOfTexts(texts, (name) => types[name])).toEqual({
      n: 4,
      b: true,
      s: '4',
      bad: 'x',
      plain: 'true',
      list: [1, 'a'],
      map: { a: 1 },
      broken: '[1',
    })
  })

  it('are recognised on the server, whatever the value is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const json = JSON.parse(JSON.stringify(value))
        expect(isAsWritten(written(json), json)).toBe(true)
      }),
    )
    expect(isAsWritten('[1,2]', [1, 2])).toBe(true)
    expect(isAsWritten('{"a": 1}', { a: 1 })).toBe(true)
    expect(isAsWritten('4', '5')).toBe(false)
  })
})
