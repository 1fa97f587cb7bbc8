import { describe, expect, it } from 'vitest'
import { sprigFunctions, TemplateError, TemplateSet } from '../../../src/render/template/index.ts'

function failure(body: () => unknown): TemplateError {
  try {
    body()
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('TemplateSet', () => {
  it('calls templates of the set and of the set it derives from', () => {
    const base = new TemplateSet().parse('greet.tmpl', 'hello {{.}}')
    const set = base.derive().parse('inline', '{{template "greet.tmpl" .name}}!')
    expect(set.execute('inline', { name: 'ann' })).toBe('hello ann!')
    expect(base.has('inline')).toBe(false)
    expect(set.names()).toEqual(['greet.tmpl', 'inline'])
  })

  it('sees templates added to the base after deriving', () => {
    const base = new TemplateSet()
    const set = base.derive().parse('a', '{{template "late"}}')
    base.parse('late', 'here')
    expect(set.execute('a', null)).toBe('here')
  })

  it('replaces definitions, but not by an empty one', () => {
    const set = new TemplateSet().parse('a', 'one')
    set.parse('a', 'two')
    expect(set.execute('a', null)).toBe('two')
    set.parse('a', '  {{/* nothing */}} {{define "b"}}B{{end}}')
    expect(set.execute('a', null)).toBe('two')
    expect(set.execute('b', null)).toBe('B')
  })

  it('lets an overlay replace a template without touching the base', () => {
    const base = new TemplateSet().parse('a', 'base {{template "b"}}').parse('b', 'plain')
    const set = base.derive().parse('b', 'own')
    expect(set.execute('a', null)).toBe('base own')
    expect(base.execute('a', null)).toBe('base plain')
    set.remove('b')
    expect(set.execute('a', null)).toBe('base plain')
  })

  it('changes nothing when a text does not parse', () => {
    const set = new TemplateSet().parse('a', 'old')
    const error = failure(() => set.parse('a', '{{define "b"}}x{{end}}\n{{if}}'))
    expect(error).toMatchObject({ code: 'parse', template: 'a', line: 2 })
    expect(error.message).toBe('template: a:2: missing value for if')
    expect(set.execute('a', null)).toBe('old')
    expect(set.has('b')).toBe(false)
  })

  it('names a template that is not there', () => {
    const error = failure(() => new TemplateSet().execute('x', null))
    expect(error).toMatchObject({ code: 'undefined-template', template: 'x' })
  })

  it('tells the place of a failure', () => {
    const set = new TemplateSet({ missingKey: 'error' }).parse('a', 'line\n  {{.m.nope}}')
    expect(failure(() => set.execute('a', { m: {} }))).toMatchObject({
      code: 'execute',
      template: 'a',
      line: 2,
      message: 'template: a:2:6: executing "a" at <.m.nope>: map has no entry for key "nope"',
    })
  })

  it('hands output on in chunks', () => {
    const set = new TemplateSet({ functions: sprigFunctions }).parse(
      'a',
      '{{range until 5000}}0123456789{{end}}',
    )
    const chunks: string[] = []
    set.executeTo((chunk) => chunks.push(chunk), 'a', null)
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.join('')).toBe('0123456789'.repeat(5000))
  })

  it('keeps renders apart: set on host data changes only the render', () => {
    const data = { m: { a: 1 } }
    const set = new TemplateSet({ functions: sprigFunctions })
    set.parse('a', '{{$_ := set .m "a" "changed"}}{{.m.a}}')
    expect(set.execute('a', data)).toBe('changed')
    expect(data).toEqual({ m: { a: 1 } })
  })

  it('keeps renders apart: a nil map is not shared either', () => {
    const set = new TemplateSet({ functions: sprigFunctions })
    set.parse('fill', '{{mergeOverwrite (dict "a" (unset .gone "x")) (dict "a" (dict "leak" 1))}}')
    expect(set.execute('fill', {})).toBe('map[a:map[leak:1]]')
    expect(set.parse('look', '{{unset .gone "x"}}').execute('look', {})).toBe('map[]')
  })

  it('tells ints from float64s', () => {
    const set = new TemplateSet().parse('a', '{{printf "%T %T" .whole .json}} {{.whole}} {{.json}}')
    expect(set.execute('a', { whole: 10_000_000n, json: 10_000_000 })).toBe('int float64 10000000 1e+07')
  })
})
