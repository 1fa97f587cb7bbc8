import { describe, expect, it } from 'vitest'
import { Admission } from '../../src/dhcp/admission.ts'

describe('admission', () => {
  it('lets a burst through, then a steady rate, for each link by itself', () => {
    let now = 0
    const admission = new Admission({ burst: 3, perSecond: 2 }, () => now)
    const count = (link: string, tries: number) =>
      Array.from({ length: tries }, () => admission.admit(link)).filter(Boolean).length
    expect([count('a', 10), count('b', 10)]).toEqual([3, 3])
    now = 1000
    expect([count('a', 10), count('a', 10)]).toEqual([2, 0])
    now = 100_000
    expect(count('a', 10)).toBe(3)
  })

  it('does not grow with made-up links, which then share one allowance', () => {
    const admission = new Admission({ burst: 1, perSecond: 1 }, () => 0)
    let admitted = 0
    for (let n = 0; n < 20_000; n++) if (admission.admit(`link ${n}`)) admitted++
    expect(admitted).toBeLessThanOrEqual(4097)
  })
})
