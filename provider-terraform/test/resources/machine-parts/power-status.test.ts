import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { powerIn } from '../../../src/resources/machine-parts/power-status.ts'

describe('the answer to powerstatus', () => {
  it.each([
    ['on', 'on'],
    ['Chassis Power is off', 'off'],
    ['Off\n', 'off'],
    [true, 'on'],
    [{ PowerState: 'On' }, 'on'],
    [{ other: 1, status: { power: 'off' } }, 'off'],
  ] as const)('%j means %s', (answer, power) => {
    expect(powerIn(answer)).toBe(power)
  })

  it.each([null, '', 'unknown', 'on or off', 'button', 7, ['on'], {}])('%j means nothing', (answer) => {
    expect(powerIn(answer)).toBe('')
  })

  it('is never more than on, off or nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) =>
        ['on', 'off', ''].includes(powerIn(JSON.parse(JSON.stringify(json)))),
      ),
    )
  })
})
