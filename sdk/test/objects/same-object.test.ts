import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsAll } from '../../src/objects/same-object.ts'

describe('an object that was sent', () => {
  it('is found again with what the server adds', () => {
    const found = {
      Name: 'x',
      Options: [
        { Code: 1, Value: 'a' },
        { Code: 3, Value: 'b' },
      ],
      Meta: { a: 'b' },
      More: 1,
    }
    expect(holdsAll(found, { Name: 'x', Options: [{ Code: 3, Value: 'b' }], Meta: {} })).toBe(true)
    expect(holdsAll({ HardwareAddrs: ['aa:bb'] }, { HardwareAddrs: ['AA:BB'] })).toBe(true)
  })

  it('is another one when anything of it is missing or different', () => {
    expect(holdsAll({ Name: 'x' }, { Name: 'y' })).toBe(false)
    expect(holdsAll({}, { Name: 'x' })).toBe(false)
    expect(holdsAll({ List: ['a'] }, { List: ['a', 'b'] })).toBe(false)
    expect(holdsAll({ Name: null }, { Name: {} })).toBe(false)
  })

  it('is always the one that was stored as it was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sent = JSON.parse(JSON.stringify(value))
        expect(holdsAll(sent, sent)).toBe(true)
      }),
    )
  })
})
