import { describe, expect, it } from 'vitest'
import {
  Budget,
  type Limits,
  sprigFunctions,
  TemplateError,
  TemplateSet,
} from '../../../src/render/template/index.ts'

function code(template: string, data: unknown = null, limits: Partial<Limits> = {}): string {
  try {
    const set = new TemplateSet({ functions: sprigFunctions }).parse('t', template)
    return `ok ${set.execute('t', data, { limits }).length}`
  } catch (error) {
    if (error instanceof TemplateError) return error.code
    throw error
  }
}

describe('limits', () => {
  it('stop loops and growth', () => {
    expect(code('{{range 1000000000}}{{end}}')).toBe('limit')
    expect(code('{{range until 1000000000}}{{end}}')).toBe('limit')
    expect(code('{{range 100}}{{range 100}}{{range 100}}{{range 100}}{{end}}{{end}}{{end}}{{end}}')).toBe(
      'limit',
    )
    expect(code('{{range 10}}0123456789{{end}}', null, { outputBytes: 99 })).toBe('limit')
    expect(code('{{range 10}}0123456789{{end}}', null, { outputBytes: 100 })).toBe('ok 100')
    expect(code('{{$x := "ab"}}{{range 64}}{{$x = print $x $x}}{{end}}')).toBe('limit')
    expect(code('{{$x := list 1}}{{range 64}}{{$x = concat $x $x}}{{end}}')).toBe('limit')
    expect(code('{{$x := list 1}}{{range 64}}{{$x = list $x $x}}{{end}}{{$x}}')).toBe('limit')
  })

  it.each([
    '{{repeat 2000000000 "x"}}',
    '{{repeat 20000000 "x" | upper}}',
    '{{indent 2000000000 "x"}}',
    '{{nindent 100000 (repeat 10000 "\\n")}}',
    '{{replace "" (repeat 10000 "y") (repeat 10000 "x")}}',
    '{{join (repeat 100000 "-") (until 1000)}}',
    '{{printf "%1000000d" 1 | repeat 1000}}',
    '{{range 1000}}{{$x := printf "%1000000d" 1}}{{end}}',
    '{{untilStep 0 9000000000000000000 1}}',
    '{{seq 0 1 100000000}}',
    '{{regexReplaceAll "a*" (repeat 1000000 "b") (repeat 1000 "c")}}',
    '{{wrapWith 1 (repeat 10000 "=") (repeat 100000 "x")}}',
    '{{splitList "" (repeat 16000000 "x") | len}}{{splitList "" (repeat 16000000 "x") | len}}',
  ])('refuse %s before memory is spent', { timeout: 60_000 }, (template) => {
    expect(code(template)).toBe('limit')
  })

  it('stop recursion, also through values that hold themselves', () => {
    expect(code('{{define "r"}}{{template "r" .}}{{end}}{{template "r" .}}')).toBe('limit')
    expect(code('{{define "r"}}{{if true}}{{template "r" .}}{{end}}{{end}}{{template "r" .}}')).toBe('limit')
    const self = '{{$d := dict}}{{$_ := set $d "self" $d}}'
    for (const use of ['{{$d}}', '{{toJson $d}}', '{{deepCopy $d}}', '{{printf "%v" $d}}', '{{html $d}}']) {
      expect(code(self + use)).toBe('limit')
    }
    const twins = `${self}{{$e := dict}}{{$_ := set $e "self" $e}}`
    for (const use of ['{{deepEqual $d $e}}', '{{has $d (list $e)}}', '{{mergeOverwrite $d $e}}']) {
      expect(code(twins + use)).toBe('limit')
    }
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(code('{{.self.self.self | len}}', loop)).toBe('ok 1')
    expect(code('{{.}}', loop)).toBe('limit')
  })

  it('take a thousand nested maps, and refuse far deeper ones', () => {
    let nested: unknown = 'core'
    for (let i = 0; i < 1_000; i++) nested = { a: nested }
    expect(code('{{.}}', nested)).toBe(`ok ${1_000 * 'map[a:]'.length + 4}`)
    expect(code('{{toJson .}}', nested)).toBe(`ok ${1_000 * '{"a":}'.length + 6}`)
    for (let i = 0; i < 2_000; i++) nested = { a: nested }
    expect(code('{{.}}', nested)).toBe('limit')
    expect(code(`{{fromJson (printf "%s%s" (repeat 5000 "[") (repeat 5000 "]"))}}`)).toBe('limit')
  })

  it('bound the nesting of a text', () => {
    expect(code(`${'{{if true}}'.repeat(300)}x${'{{end}}'.repeat(300)}`)).toBe('ok 1')
    expect(code(`${'{{if true}}'.repeat(5_000)}x${'{{end}}'.repeat(5_000)}`)).toBe('parse')
    expect(code(`{{${'('.repeat(5_000)}1${')'.repeat(5_000)}}}`)).toBe('parse')
    expect(code(`{{${'('.repeat(190)}1${')'.repeat(190)}}}`)).toBe('ok 1')
    expect(code('{{if true}}a{{else if true}}'.repeat(3_000))).toBe('parse')
    expect(code('{{define "x"}}'.repeat(5_000))).toBe('parse')
    expect(code('{{block "x" .}}'.repeat(5_000))).toBe('parse')
    const many = Array.from({ length: 20_000 }, (_, i) => `{{$v${i} := 1}}`)
    expect(code(many.join(''))).toBe('parse')
  })

  it('pass a ten megabyte value through', () => {
    expect(code('{{.}}{{/* once */}}', 'x'.repeat(10_000_000))).toBe('ok 10000000')
    expect(code('{{toJson .}}', { k: 'x'.repeat(10_000_000) })).toBe('ok 10000008')
  })

  it('grow with the work, not faster', () => {
    const used = (count: number): number => {
      const budget = new Budget()
      const set = new TemplateSet({ functions: sprigFunctions })
      set.parse(
        't',
        '{{$l := until .}}{{$l}}{{toJson $l}}{{join "," $l}}{{regexReplaceAll "1" (print $l) "one"}}',
      )
      set.execute('t', BigInt(count), { budget })
      return budget.used
    }
    expect(used(20_000)).toBeLessThan(used(2_000) * 15)
    expect(code('{{until 300000}}')).toBe('ok 1988891')
  })

  it('keep regular expressions linear', () => {
    expect(code('{{regexMatch "^(a+)+$" (print (repeat 20000 "a") "b")}}')).toBe('ok 5')
    expect(code('{{regexMatch "(x+x+)+y" (repeat 2000 "x")}}')).toBe('ok 5')
    expect(['limit', 'ok 4']).toContain(code('{{regexMatch "((a?){100}){9}a{900}" (repeat 100000 "a")}}'))
  })

  it.each([
    ['{{range 1000}}{{$x := snakecase $}}{{end}}', 'Ab_c9,'.repeat(30_000)],
    ['{{range 1000}}{{$x := urlquery $}}{{end}}', 'ab cd,'.repeat(30_000)],
    ['{{range 1000}}{{$x := sortAlpha $}}{{end}}', Array.from({ length: 30_000 }, (_, i) => `k${i * 7919}`)],
    ['{{range 1000}}{{$x := uniq $}}{{end}}', Array.from({ length: 3_000 }, (_, i) => [i])],
    ['{{range 1000}}{{$x := title $ | swapcase | camelcase}}{{end}}', 'ab cd,'.repeat(30_000)],
    [
      '{{range 1000}}{{$x := toJson $ | fromJson}}{{end}}',
      { a: Array.from({ length: 3_000 }, (_, i) => [i]) },
    ],
    ['{{range 1000}}{{$x := derivePassword 1 "long" "p" "u" "s"}}{{end}}', null],
    ['{{range 1000}}{{$x := sha512sum $}}{{end}}', 'x'.repeat(1_000_000)],
    ['{{range 1000}}{{$x := printf "%q %x" $ $}}{{end}}', 'é\u0001'.repeat(30_000)],
    ['{{range 1000}}{{$x := wrap 5 $}}{{end}}', 'ab cd,'.repeat(30_000)],
  ])('end %s', { timeout: 60_000 }, (template, data) => {
    expect(code(template, data)).toBe('limit')
  })

  it('name the place', () => {
    const set = new TemplateSet().parse('t', 'x\n{{range 1000}}{{end}}')
    expect(() => set.execute('t', null, { limits: { steps: 100 } })).toThrow(
      'template: t:2: limit reached: used more than 100 steps',
    )
  })

  it('are shared by executions inside one another', () => {
    const budget = new Budget({ steps: 100 })
    const set = new TemplateSet().parse('t', '{{range 20}}{{end}}')
    set.execute('t', null, { budget })
    expect(budget.used).toBeGreaterThan(20)
    expect(() => {
      for (let i = 0; i < 10; i++) set.execute('t', null, { budget })
    }).toThrow(TemplateError)
  })
})
