import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OptionTemplates, optionTemplateProblem } from '../../src/boot/option-templates.ts'

/** Options as a client sends them; `asked` notes each look. */
function client(options: Readonly<Record<number, string>>) {
  const asked: number[] = []
  const incoming = (code: number) => {
    asked.push(code)
    return options[code]
  }
  return { asked, incoming }
}

const LOADER =
  '{{if eq (index . 77) "iPXE"}}default.ipxe{{else if eq (index . 93) "0"}}undionly.kpxe{{else}}ipxe.efi{{end}}'

describe('option values that are templates', () => {
  it('choose by what the client sent, as in DRP', () => {
    const { render } = new OptionTemplates()
    const of = (options: Readonly<Record<number, string>>) => render(LOADER, client(options).incoming)
    expect([of({ 77: 'iPXE' }), of({ 93: '0' }), of({ 93: '7' }), of({})]).toEqual([
      'default.ipxe',
      'undionly.kpxe',
      'ipxe.efi',
      'ipxe.efi',
    ])
    expect(
      render('{{index . 12 | upper}}.{{printf "%s" (index . 15)}}', client({ 12: 'web' }).incoming),
    ).toBe('WEB.')
  })

  it('run once for each combination of what they look at', () => {
    const { render } = new OptionTemplates()
    const first = client({ 93: '7', 61: 'a' })
    render(LOADER, first.incoming)
    const second = client({ 93: '7', 61: 'b' })
    render(LOADER, second.incoming)
    // The run itself asks for nothing any more.
    expect([first.asked, second.asked]).toEqual([
      [77, 93],
      [77, 93],
    ])
    let runs = 0
    const counted = '{{index . 60}}{{index . 60}}'
    const incoming = () => {
      runs++
      return 'x'
    }
    expect([render(counted, incoming), render(counted, incoming), runs]).toEqual(['xx', 'xx', 3])
  })

  it('fail with a message, each time, and without harm to the next', () => {
    const { render } = new OptionTemplates()
    for (let time = 0; time < 2; time++) {
      for (const broken of [
        '{{index . 93',
        '{{nothing}}',
        '{{.Machine.Name}}',
        '{{index . "93"}}',
        '{{range .}}{{end}}',
      ]) {
        expect(() => render(broken, client({}).incoming), broken).toThrow(/option/)
      }
    }
    const bomb = '{{range until 100000}}{{range until 100000}}x{{end}}{{end}}'
    expect(() => render(bomb, client({}).incoming)).toThrow(/limit/)
    expect(() => render('{{repeat 100000 "x"}}', client({}).incoming)).toThrow(/limit/)
    expect(render('{{index . 93}}', client({ 93: '7' }).incoming)).toBe('7')
    expect(optionTemplateProblem('{{index . 93')).toMatch(/option/)
    expect(optionTemplateProblem(LOADER)).toBeUndefined()
  })

  it('give what a run of their own gives, whatever clients send, also more of them than are remembered', () => {
    const { render } = new OptionTemplates()
    const template = '{{if index . 77}}{{index . 93}}-{{index . 60}}{{else}}{{index . 61}}{{end}}'
    const text = fc.oneof(fc.constantFrom('', '7', '{{.}}', '__proto__'), fc.string({ maxLength: 300 }))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('77', '93', '60', '61'), text), (options) => {
        const expected = options['77']
          ? `${options['93'] ?? ''}-${options['60'] ?? ''}`
          : (options['61'] ?? '')
        expect(render(template, (code) => options[String(code)])).toBe(expected)
      }),
      { numRuns: 500 },
    )
    for (let at = 0; at < 5000; at++) {
      const name = String(at)
      expect(render(template, (code) => (code === 61 ? name : undefined))).toBe(name)
    }
  })
})
