import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText, parseDuration } from '../../../src/render/template/dates/duration.ts'
import { GoTime } from '../../../src/render/template/dates/go-time.ts'
import { parseTime } from '../../../src/render/template/dates/parse-time.ts'
import { fixedZone, utc } from '../../../src/render/template/dates/zone.ts'

const seconds = fc.integer({ min: -62_000_000_000, max: 250_000_000_000 })

describe('dates', () => {
  it('read back what they print', () => {
    const layouts = [
      '2006-01-02T15:04:05.000000000Z07:00',
      'Mon, 02 January 2006 03:04:05.999999999 PM -0700',
      '2006-002 15h4m5s.000000000 -07:00',
    ]
    fc.assert(
      fc.property(
        seconds,
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: -720, max: 840 }),
        fc.constantFrom(...layouts),
        (second, nanosecond, minutes, layout) => {
          const zone = minutes === 0 ? utc : fixedZone('', minutes * 60)
          const text = new GoTime(second, nanosecond, zone).format(layout)
          expect(parseTime(layout, text)).toMatchObject({ seconds: second, nanosecond })
        },
      ),
    )
  })

  it('agree with JavaScript on UTC', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const text = new GoTime(second, 0, utc).format('2006-01-02T15:04:05.000Z07:00')
        expect(text).toBe(new Date(second * 1000).toISOString())
      }),
    )
  })

  it('never fail on any layout or text', () => {
    const pieces = fc.constantFrom(
      '2006',
      '01',
      '_2',
      'Jan',
      'Mon',
      'PM',
      '.000',
      'MST',
      '-07',
      'x',
      ' ',
      '20',
      '9',
    )
    const text = fc.array(pieces).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (layout, value) => {
        const result = parseTime(layout, value)
        if (typeof result !== 'string') expect(Number.isFinite(result.seconds)).toBe(true)
        expect(new GoTime(0, 0, utc).format(layout)).toBeTypeOf('string')
      }),
    )
  })

  it('durations read back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 62n), max: 1n << 62n }), (nanoseconds) => {
        expect(parseDuration(durationText(nanoseconds))).toBe(nanoseconds)
      }),
    )
    for (const bad of ['', 's', '1', '1x', '.s', '1h-1m', '99999999999h', '+']) {
      expect(parseDuration(bad), bad).toBeTypeOf('string')
    }
  })
})
