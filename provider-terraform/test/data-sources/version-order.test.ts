import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '../../src/data-sources/version-order.ts'

describe('the order of versions', () => {
  it('is that of SemVer, with what is no version in front', () => {
    const ordered = [
      'other',
      'stable',
      'v1.2.3-alpha',
      'v1.2.3-alpha.1',
      'v1.2.3-alpha.2',
      'v1.2.3-alpha.10',
      'v1.2.3-alpha.beta',
      'v1.2.3-rc.1',
      'v1.2.3',
      '1.2.10',
      'v1.10.0+build.7',
      'v2.0.0',
    ]
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered)
    expect(compareVersions('v1.2.3', '1.2.3+other')).toBe(0)
  })

  it('has no contradictions', () => {
    const part = fc.constantFrom('0', '1', '10', 'a', 'beta', '')
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.array(part, { maxLength: 3 }))
      .map(([a, b, c, rest]) => `v${a}.${b}.${c}${rest.length > 0 ? `-${rest.join('.')}` : ''}`)
    const text = fc.oneof(version, fc.string())
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)))
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})
