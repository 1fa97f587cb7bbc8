import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { compose } from '../../src/render/compose.ts'
import { rendering } from './rendering.ts'

describe('params in templates', () => {
  const levels = {
    colour: ['red', 'blue'],
    'ntp-servers': [['a', 'b'], ['c']],
    map: [{ a: 1, deep: { x: 1 }, list: [1] }, { a: 2, b: 2, deep: { x: 2, y: 2 }, list: [2] }, 'no map'],
    text: ['{{.Machine.Name}} is {{.Param "colour"}}'],
    tree: [
      { here: '{{.Param "colour"}}', list: ['{{.Machine.ShortName}}', 7] },
      { far: '{{.ProvisionerAddress}}' },
    ],
    none: [null],
    markup: ['<a&b>'],
    loop: ['{{.ParamExpand "loop"}}'],
    broken: ['{{.Nope'],
  }

  it('are found, or said to be missing', async () => {
    const { text, asked } = rendering({ levels })
    expect(await text('{{.Param "colour"}} {{.ParamExists "colour"}} {{.ParamExists "gone"}}')).toBe(
      'red true false',
    )
    expect(asked).toEqual(['colour', 'gone'])
    await expect(text('{{.Param "gone"}}')).rejects.toThrow(
      'template: t:1:2: executing "t" at <.Param>: error calling Param: No such machine parameter gone',
    )
    await expect(text('{{.ParamExpand "gone"}}')).rejects.toThrow(/No such machine parameter gone/)
    await expect(text('{{.ComposeParam "__proto__"}}')).rejects.toThrow(/No such machine parameter __proto__/)
    expect(await text('{{.Param "none"}} {{.ParamExists "none"}}')).toBe('<no value> true')
  })

  it('are written as JSON and YAML', async () => {
    const { text } = rendering({
      levels: { ...levels, odd: [{ b: 'yes', a: ['012', 'x: y', ''], c: null }] },
    })
    expect(await text('{{.ParamAsJSON "map"}}')).toBe('{"a":1,"deep":{"x":1},"list":[1]}')
    expect(await text('{{.ParamAsJSON "markup"}}')).toBe('"\\u003ca\\u0026b\\u003e"')
    const yaml = await text('{{.ParamAsYAML "odd"}}')
    expect(parse(yaml, { version: '1.1' })).toEqual({ b: 'yes', a: ['012', 'x: y', ''], c: null })
    expect(parse(yaml)).toEqual({ b: 'yes', a: ['012', 'x: y', ''], c: null })
    expect(yaml.startsWith('a:\n- ')).toBe(true)
    expect(await text('{{.ParamAsYAML "colour"}}')).toBe('red\n')
  })

  it('are templates themselves where they are expanded', async () => {
    const { text } = rendering({ levels })
    expect(await text('{{.Param "text"}}')).toBe('{{.Machine.Name}} is {{.Param "colour"}}')
    expect(await text('{{.ParamExpand "text"}}')).toBe('web.example.com is red')
    expect(await text('{{toJson (.ParamExpand "tree")}}')).toBe('{"here":"red","list":["web",7]}')
    expect(await text('{{toJson (.ParamComposeExpand "tree")}}')).toBe(
      '{"far":"10.0.0.1","here":"red","list":["web",7]}',
    )
    expect(await text('{{.StringExpand "{{.Machine.ShortName}}!"}}')).toBe('web!')
    expect(
      await text('{{toJson (.ObjectExpand (dict "a" "{{.Param \\"colour\\"}}" "b" (list 1 "{{1}}")))}}'),
    ).toBe('{"a":"red","b":[1,"1"]}')
    expect(await text('{{.ObjectExpand nil}}')).toBe('<no value>')
    await expect(text('{{.ParamExpand "broken"}}')).rejects.toThrow(/expand:1/)
  })

  it('that hold themselves are refused, and expansions share the limits of the rendering', async () => {
    const { text } = rendering({
      levels: {
        ...levels,
        wide: ['{{range 1000}}{{$.ParamExpand "much"}}{{end}}'],
        much: ['{{range 10000}}{{end}}'],
      },
    })
    await expect(text('{{.ParamExpand "loop"}}')).rejects.toThrow(/limit reached: nesting/)
    await expect(text('{{.ParamExpand "wide"}}')).rejects.toThrow(/limit reached: used more than/)
  })

  it('are composed over all levels', async () => {
    const { text } = rendering({ levels })
    const expected = '{"a":1,"b":2,"deep":{"x":1,"y":2},"list":[1,2]}'
    expect(await text('{{toJson (.ParamCompose "map")}}')).toBe(expected)
    expect(await text('{{toJson (.ComposeParam "map")}}')).toBe(expected)
    expect(await text('{{.ComposeParam "ntp-servers"}} {{.ComposeParam "colour"}}')).toBe('[a b c] red')
  })

  it('composed: the nearest of each kind wins, nothing is lost, nothing is changed', () => {
    const level = fc.jsonValue().map((json) => json as JsonValue)
    fc.assert(
      fc.property(fc.array(level, { maxLength: 5 }), (levels) => {
        const before = structuredClone(levels)
        const made = compose(levels)
        expect(levels).toEqual(before)
        const [nearest] = levels
        if (Array.isArray(nearest)) expect(made).toEqual(levels.filter(Array.isArray).flat())
        else if (nearest === null || typeof nearest !== 'object') expect(made).toEqual(nearest)
        else {
          const maps = levels.filter((one) => one !== null && typeof one === 'object' && !Array.isArray(one))
          expect(new Set(Object.keys(made ?? {}))).toEqual(
            new Set(maps.flatMap((map) => Object.keys(map ?? {}))),
          )
        }
      }),
    )
    const hostile = compose([JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"b":2}}')])
    expect(JSON.stringify(hostile)).toBe('{"__proto__":{"a":1,"b":2}}')
    expect(Object.hasOwn(Object.prototype, 'b')).toBe(false)
  })
})

describe('a rendering', () => {
  it('may ask for many values, not for any number', async () => {
    const levels = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, [i]]))
    const { text } = rendering({ levels })
    expect(await text('{{range $i := until 150}}{{$.Param (printf "p%d" $i)}}{{end}}')).toMatch(/^012.*149$/)
    await expect(text('{{range $i := until 300}}{{$.Param (printf "p%d" $i)}}{{end}}')).rejects.toThrow(
      /asks for more than 200 values/,
    )
  })

  it('pays for every start it makes', { timeout: 60_000 }, async () => {
    const levels = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, [i]]))
    const costly = '{{range 400000}}{{end}}{{range $i := until 100}}{{$.Param (printf "p%d" $i)}}{{end}}'
    await expect(rendering({ levels }).text(costly)).rejects.toThrow(/limit reached: used more than/)
  })

  it('includes stored templates; a broken one keeps back nothing else', async () => {
    const { text, renderer } = rendering({}, { 'a.tmpl': '<{{.}}>', 'bad.tmpl': '{{if}}', 'b.tmpl': 'b' })
    expect(await text('{{template "a.tmpl" .Machine.Name}}{{.CallTemplate "b.tmpl" .}}')).toBe(
      '<web.example.com>b',
    )
    await expect(text('{{template "bad.tmpl"}}')).rejects.toThrow(/"bad.tmpl" not defined/)
    const broken = await renderer.load({ bodies: async () => [{ ID: 'bad.tmpl', Contents: '{{if}}' }] })
    expect(broken.map(({ message }) => message)).toEqual([expect.stringContaining('bad.tmpl:1')])
  })
})
