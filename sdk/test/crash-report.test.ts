import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crashReport } from '../src/crash-report.ts'

describe('the report of a crash', () => {
  it('has the kind and the frames of an error, and nothing of its message', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (text) => {
        const secret = `<${text}>`
        const { kind, stack } = crashReport(new RangeError(`${secret}\n    at ${secret} (file.ts:1:1)`))
        expect(kind).toBe('RangeError')
        expect(stack).not.toContain(secret)
        expect(stack).toMatch(/^ {4}at .*crash-report\.test\.ts/)
      }),
    )
  })

  it('tells nothing of what it does not know', () => {
    expect(crashReport('s3cret')).toEqual({ kind: 'string', stack: '' })
    const odd = new Error('s3cret')
    odd.stack = 's3cret somewhere'
    expect(crashReport(odd)).toEqual({ kind: 'Error', stack: '' })
  })
})
