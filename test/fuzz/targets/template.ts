import fc from 'fast-check'
import { sprigFunctions, TemplateError, TemplateSet } from '../../../server-mock/src/render/template/index.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const LIMITS = { steps: 50_000, outputBytes: 200_000, valueLength: 200_000 }
const NAMES = [
  ...sprigFunctions.keys(),
  'and',
  'or',
  'not',
  'eq',
  'lt',
  'len',
  'index',
  'slice',
  'print',
  'printf',
  'html',
  'js',
]
const OPERANDS = [
  '.',
  '.a',
  '.list',
  '.map',
  '.map.x',
  '.gone',
  '$',
  '$x',
  '"text"',
  '`raw`',
  "'c'",
  '1',
  '-2.5',
  '1e9',
  '0x1f',
  'nil',
  'true',
  '"%d|%v"',
  '"(a|b)+"',
  '"2006-01-02"',
]
const DATA = { a: 'text é🎉', list: ['b', 1.5, null, { x: 1 }], map: { x: '1', y: { z: [] } }, n: 7 }

const { statement } = fc.letrec<{ operand: string; pipeline: string; statement: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...OPERANDS),
    tie('pipeline').map((inner) => `(${inner})`),
  ),
  pipeline: fc
    .array(
      fc.tuple(fc.constantFrom('', ...NAMES), fc.array(tie('operand'), { minLength: 1, maxLength: 3 })),
      { minLength: 1, maxLength: 3 },
    )
    .map((commands) => commands.map(([name, operands]) => [name, ...operands].join(' ').trim()).join(' | ')),
  statement: fc.oneof(
    { maxDepth: 3 },
    tie('pipeline').map((pipeline) => `{{${pipeline}}}`),
    fc.constantFrom(
      'text',
      '{{break}}',
      '{{continue}}',
      '{{/* x */}}',
      '{{- . -}}',
      '{{template "t" .}}',
      '{{$x := 1}}',
      '{{$x = 2}}',
    ),
    fc
      .tuple(
        fc.constantFrom('if', 'with', 'range', 'range $i, $x :=', 'block "t"'),
        tie('pipeline'),
        tie('statement'),
        tie('statement'),
      )
      .map(
        ([word, pipeline, one, other]) =>
          `{{${word} ${pipeline}}}${one}${word.startsWith('block') ? '' : `{{else}}${other}`}{{end}}`,
      ),
    fc.tuple(tie('statement'), tie('statement')).map((both) => both.join('')),
  ),
}))

/** Templates: parsed and run on data within limits. Nothing but a TemplateError comes out, or the same text twice. */
export const template: FuzzTarget = {
  name: 'template',
  pieces: [
    ...NAMES,
    ...OPERANDS,
    '{{',
    '}}',
    '{{-',
    '-}}',
    '|',
    '(',
    ')',
    ':=',
    'if ',
    'range ',
    'end',
    'else',
    'define "t"',
    'template "t"',
    '/*',
    '*/',
    '"',
    '`',
    '%',
    '\n',
  ],
  inputs: statement.map((text) => Buffer.from(text)),
  run: (input) => {
    const text = Buffer.from(input).toString()
    const first = outcome(text)
    if (outcome(text) !== first) throw new Error('a second run gives something else')
    if (Object.keys(Object.prototype).length > 0) throw new Error('the prototype of objects was changed')
    return kindOf(first)
  },
}

/** An outcome without what is different every time. */
function kindOf(text: string): string {
  if (text.startsWith('ok ')) return `ok ${Math.ceil(Math.log2(text.length))} ${text.slice(3, 6)}`
  return text.replace(/"(?:[^"\\]|\\.)*"|[^a-z ]/g, '').slice(0, 30)
}

function outcome(text: string): string {
  try {
    const set = new TemplateSet({ functions: sprigFunctions, missingKey: 'error' }).parse('t', text)
    const output = set.execute('t', DATA, { limits: LIMITS })
    if (Buffer.byteLength(output) > LIMITS.outputBytes) throw new Error('the output is longer than its limit')
    return `ok ${output}`
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    if (!error.message.isWellFormed()) throw new Error('the message is no text')
    return error.code + error.message.replace(/^.*: /s, ' ')
  }
}
