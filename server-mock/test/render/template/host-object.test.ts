import { describe, expect, it } from 'vitest'
import {
  CallError,
  fn0,
  fn1,
  fn1Rest,
  fn2,
  HostObject,
  hostObject,
  param,
  sprigFunctions,
  TemplateError,
  TemplateSet,
} from '../../../src/render/template/index.ts'

const params = new Map<string, unknown>([
  ['ntp', ['a.example', 'b.example']],
  ['cycle', 'x'],
])

const machine = hostObject('*models.Machine', {
  fields: new Map<string, unknown>([
    ['Name', 'm1.example'],
    ['Address', () => '10.0.0.7'],
    ['Meta', { color: 'red' }],
    ['Nothing', null],
  ]),
  methods: new Map([
    ['ShortName', fn0(() => 'm1')],
    ['MacAddr', fn1Rest(param.any, param.string, (first, rest) => [String(first), ...rest].join('|'))],
  ]),
  print: () => 'machine m1',
})

const root = hostObject('*render.Data', {
  fields: new Map<string, unknown>([['Machine', machine]]),
  methods: new Map([
    [
      'Param',
      fn1(param.string, (name) => {
        if (!params.has(name)) throw new CallError(`no such parameter ${name}`)
        return params.get(name)
      }),
    ],
    ['CallTemplate', fn2(param.string, param.any, (name, data, call) => call.include(name, data))],
    [
      'Broken',
      fn0(() => {
        throw new TypeError('a bug of the host')
      }),
    ],
    ['Date', fn0(() => new Date(0))],
  ]),
})

function render(template: string): string {
  const set = new TemplateSet({ functions: sprigFunctions, missingKey: 'error' })
  set.parse('inner', '<{{.}}>').parse('failing', '{{.nope}}').parse('t', template)
  return set.execute('t', root)
}

function failure(template: string): string {
  try {
    return `rendered ${render(template)}`
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}

describe('HostObject', () => {
  it('answers fields and methods, with arguments and piped ones', () => {
    expect(render('{{.Machine.Name}} {{.Machine.Address}} {{.Machine.ShortName}}')).toBe(
      'm1.example 10.0.0.7 m1',
    )
    expect(render('{{range .Param "ntp"}}{{.}},{{end}}')).toBe('a.example,b.example,')
    expect(render('{{"ntp" | .Param | join "+"}}')).toBe('a.example+b.example')
    expect(render('{{.Machine.MacAddr 1 "x" "y"}}')).toBe('1|x|y')
    expect(render('{{(.Param "ntp" | first)}} {{.Machine.Meta.color}} {{.Machine}}')).toBe(
      'a.example red machine m1',
    )
    expect(render('{{with .Machine}}{{.Name}} {{$.Machine.ShortName}}{{end}}')).toBe('m1.example m1')
  })

  it('keeps a host object reachable through lists and dictionaries', () => {
    expect(
      render('{{$d := dict "m" .Machine}}{{$d.m.Name}}{{range list .Machine}}{{.ShortName}}{{end}}'),
    ).toBe('m1.examplem1')
  })

  it('fails in the words of Go', () => {
    expect(failure('{{.Param "none"}}')).toBe(
      'template: t:1:2: executing "t" at <.Param>: error calling Param: no such parameter none',
    )
    expect(failure('{{.Machine.Nope}}')).toContain("can't evaluate field Nope in type *models.Machine")
    expect(failure('{{.Machine.Name 1}}')).toContain('Name has arguments but cannot be invoked as function')
    expect(failure('{{.Param}}')).toContain('wrong number of args for Param: want 1 got 0')
    expect(failure('{{.Param 1}}')).toContain('expected string; found 1')
    expect(failure('{{.Machine.Nothing.x}}')).toContain('nil pointer evaluating interface {}.x')
  })

  it('runs templates dynamically and words their failures', () => {
    expect(render('a{{.CallTemplate "inner" (.Param "cycle")}}b')).toBe('a<x>b')
    expect(failure('{{.CallTemplate "gone" .}}')).toContain(
      'error calling CallTemplate: template "gone" not defined',
    )
    expect(failure('{{.CallTemplate "failing" .Machine.Meta}}')).toBe(
      'template: t:1:2: executing "t" at <.CallTemplate>: error calling CallTemplate: ' +
        'template: failing:1:2: executing "failing" at <.nope>: map has no entry for key "nope"',
    )
  })

  it('shows nothing of the host to templates', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'shape', 'hasOwnProperty', 'text']) {
      expect(failure(`{{.${name}}}`)).toContain(`can't evaluate field ${name} in type *render.Data`)
      expect(failure(`{{.Machine.${name}}}`)).toContain(`can't evaluate field ${name}`)
      expect(failure(`{{.Machine.Meta.${name}}}`)).toContain(`map has no entry for key "${name}"`)
      expect(render(`{{index .Machine.Meta "${name}"}}`)).toBe('<no value>')
    }
  })

  it('lends functions for call', () => {
    const set = new TemplateSet().parse('ok', '{{call .twice "ab"}}{{call .twice (print 1)}}')
    const data = { twice: fn1(param.string, (text) => text + text) }
    expect(set.execute('ok', data)).toBe('abab11')
    const message = (template: string): string => {
      try {
        return set.parse('bad', template).execute('bad', data)
      } catch (error) {
        return error instanceof TemplateError ? error.message : String(error)
      }
    }
    expect(message('{{call .twice}}')).toContain('wrong number of args for .twice: got 0 want 1')
    expect(message('{{call .twice 1}}')).toContain('arg 0: value has type int; should be string')
    expect(message('{{call .twice nil}}')).toContain('arg 0: value is nil; should be of type string')
    expect(message('{{.twice}}')).toContain("can't print {{.twice}} of type func(string)")
    expect(message('{{printf "%v" .twice}}')).toContain('a function cannot be printed')
  })

  it('refuses host values that are not data', () => {
    expect(failure('{{.Date}}')).toContain('unless it is wrapped in a HostObject')
    expect(() => render('{{.Broken}}')).toThrow(TypeError)
  })

  it('does not take a plain object for a host object', () => {
    const fake = { shape: { typeName: 'x', fields: { anything: 'reached' } }, text: 'plain' }
    const set = new TemplateSet().parse('t', '{{.text}} {{.anything}}')
    expect(set.execute('t', fake)).toBe('plain <no value>')
    expect(new HostObject({ typeName: 'x' }).text()).toBe('<x>')
  })
})
