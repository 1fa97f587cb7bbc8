import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretForms } from '../../src/framework/secret-forms.ts'
import { Secrets } from '../../src/framework/secrets.ts'

const secret = fc
  .string({ minLength: 8, maxLength: 40, unit: 'binary' })
  .filter((text) => text.trim().length > 7)

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  url: encodeURI,
  component: encodeURIComponent,
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  hex: (text) => Buffer.from(text).toString('hex'),
}

describe('the forms of a secret', () => {
  it.each(Object.entries(encodings))('hold it as %s', (_name, encode) => {
    fc.assert(
      fc.property(secret, (text) => {
        expect(secretForms(text)).toContain(encode(text))
      }),
    )
  })

  it('find it in the base64 of whatever it is a part of', () => {
    fc.assert(
      fc.property(
        secret,
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (text, before, after) => {
          const bytes = Buffer.from(`${before}${text}${after}`)
          for (const encoding of ['base64', 'base64url'] as const) {
            const whole = bytes.toString(encoding)
            expect(secretForms(text).some((form) => whole.includes(form))).toBe(true)
          }
        },
      ),
    )
  })

  it('are blotted out of messages, but for the bits that they share with what stands beside', () => {
    const secrets = new Secrets()
    secrets.add('pa/ss "word"')
    const basic = Buffer.from('user:pa/ss "word"').toString('base64')
    expect(secrets.redact(`{"a":"pa/ss \\"word\\""} ${basic} pa%2Fss%20%22word%22 path word`)).toBe(
      `{"a":"(sensitive)"} ${basic.slice(0, 7)}(sensitive)I= (sensitive) path word`,
    )
  })
})
