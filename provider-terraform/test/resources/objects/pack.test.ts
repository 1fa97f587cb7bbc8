import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoaded, nameOf, packDigest, versionOf } from '../../../src/resources/objects/pack.ts'

const pack = {
  meta: { Name: 'x', Version: 'v1' },
  sections: { profiles: { a: { Name: 'a', Params: { b: 1 } } } },
}

describe('a content pack', () => {
  it('has the same digest in any order of its members', () => {
    expect(packDigest({ sections: pack.sections, meta: { Version: 'v1', Name: 'x' } })).toBe(packDigest(pack))
    expect(packDigest({ ...pack, meta: { Name: 'x', Version: 'v2' } })).not.toBe(packDigest(pack))
  })

  it('is loaded when the server has all its objects, whatever it fills in of the metadata', () => {
    const found = { ...pack, meta: { ...pack.meta, Type: 'dynamic', Description: '' } }
    expect(isLoaded(found, pack)).toBe(true)
    expect(isLoaded(found, { ...pack, meta: { ...pack.meta, Type: 'mine' } })).toBe(true)
    expect(isLoaded(found, { ...pack, meta: { ...pack.meta, Description: 'new' } })).toBe(false)
    expect(isLoaded({ ...found, sections: {} }, pack)).toBe(false)
  })

  it('may be anything at all without harm', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value))
        expect([typeof nameOf(json), typeof versionOf(json), packDigest(json).length]).toEqual([
          'string',
          'string',
          64,
        ])
      }),
    )
  })
})
