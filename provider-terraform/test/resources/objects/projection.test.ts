import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesTheSame, overlaid, projected } from '../../../src/resources/objects/projection.ts'

const json = fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value)))

describe('the part of an object that is looked after', () => {
  it('is what is given, wherever it stands', () => {
    const found = { a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }] }
    expect(projected(found, { b: { c: 0 }, e: [{ f: 0 }] })).toEqual({ b: { c: 2 }, e: [{ f: 4 }] })
    expect(projected(found, { x: 1 })).toEqual({ x: null })
    expect(projected({ list: [1, 2] }, { list: [1] })).toEqual({ list: [1, 2] })
  })

  it('is all of what was given and stored', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(projected(value, value)).toEqual(value)
      }),
    )
  })

  it('changes alone', () => {
    const found = { theirs: 1, Params: { theirs: 2, ours: 3, gone: 4 } }
    const after = overlaid(found, { Params: { ours: 3, gone: 4 } }, { Params: { ours: 5 } })
    expect(after).toEqual({ theirs: 1, Params: { theirs: 2, ours: 5 } })
    expect(overlaid({ a: 1, b: 2 }, null, { a: null })).toEqual({ b: 2 })
  })

  it('is there after it was laid over anything', () => {
    const members = fc.dictionary(fc.string(), fc.integer()).map((value) => JSON.parse(JSON.stringify(value)))
    fc.assert(
      fc.property(members, members, (found, given) => {
        expect(projected(overlaid(found, null, given), given)).toEqual(given)
      }),
    )
  })

  it('is the same when fewer fields are named, not when one differs', () => {
    expect(namesTheSame({ a: 1, b: 2 }, { a: 1 })).toBe(true)
    expect(namesTheSame({ a: 1 }, { a: 1, b: 2 })).toBe(false)
    expect(namesTheSame({ a: { b: 1, c: 2 } }, { a: { b: 1 } })).toBe(false)
  })
})
