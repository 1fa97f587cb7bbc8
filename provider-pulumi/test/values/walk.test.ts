import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret, Unknown } from '../../src/values/value.ts'
import { equalValues, hasSecret, hasUnknown, reveal, unwrap, withSecretsOf } from '../../src/values/walk.ts'
import { arbitraryProperties } from './arbitrary.ts'

describe('values in values', () => {
  it('are found however deep', () => {
    const value = new Map([['a', [new Secret(new Map([['b', new Unknown('bool')]]))]]])
    expect(hasUnknown(value)).toBe(true)
    expect(hasSecret(value)).toBe(true)
    expect(hasSecret(reveal(value))).toBe(false)
    expect(unwrap(new Secret(new Secret('x')))).toBe('x')
  })

  it('equal themselves, secret or not, unless they are not known', () => {
    fc.assert(
      fc.property(arbitraryProperties, (properties) => {
        expect(equalValues(properties, properties)).toBe(!hasUnknown(properties))
        expect(equalValues(properties, reveal(properties))).toBe(!hasUnknown(properties))
      }),
    )
    expect(equalValues([1, 2], [2, 1])).toBe(false)
    expect(equalValues(new Map([['a', null]]), new Map([['b', null]]))).toBe(false)
  })

  it('keep what was secret secret', () => {
    fc.assert(
      fc.property(arbitraryProperties, arbitraryProperties, (value, pattern) => {
        const echoed = withSecretsOf(reveal(value), pattern)
        for (const [name, secret] of pattern) {
          if (!(secret instanceof Secret)) continue
          const shown = echoed instanceof Map ? echoed.get(name) : undefined
          if (value.has(name) && echoed instanceof Map) expect(shown).toBeInstanceOf(Secret)
        }
        expect(reveal(echoed)).toEqual(reveal(value))
      }),
    )
    expect(withSecretsOf(['b', 'a'], ['a', new Secret('b')])).toEqual(new Secret(['b', 'a']))
    expect(withSecretsOf(['a', 'b'], ['a', new Secret('b')])).toEqual(['a', new Secret('b')])
  })
})
