import { describe, expect, it } from 'vitest'
import { ParamSchemas } from '../../../src/objects/params/param-schemas.ts'

describe('patterns of param schemas', () => {
  const schemas = new ParamSchemas()

  it('are Go’s regular expressions', () => {
    const schema = { type: 'string', pattern: '^(?i)rack-\\d+$' }
    expect(schemas.valueProblem(schema, 'RACK-7')).toBeUndefined()
    expect(schemas.valueProblem(schema, 'shelf-7')).toContain('pattern')
    expect(schemas.valueProblem({ type: 'string', pattern: '^x$' }, 'x')).toBeUndefined()
    expect(schemas.schemaProblem({ type: 'string', pattern: '(?=x)' })).toContain('Perl')
  })

  it('take no longer for cunning patterns', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' }
    expect(schemas.valueProblem(schema, `${'a'.repeat(50_000)}b`)).toContain('pattern')
  })
})
