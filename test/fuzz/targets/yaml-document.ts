import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { DocumentError, readDocument, writeDocument } from '../../../sdk/src/content/index.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const LIMITS = { characters: 64 * 1024, values: 5000, depth: 60 }
const SCALARS = [
  'a',
  '1',
  '0x1f',
  '1e3',
  '.inf',
  '.nan',
  'true',
  'yes',
  'null',
  '~',
  '',
  '"q\\n"',
  "'s'",
  '|\n  text',
  '>-\n  folded',
  '2020-01-01',
  '*x',
  '&x a',
  '!!str 5',
  '!!binary aGk=',
  '{{.Param "x"}}',
  '#',
]

const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...SCALARS),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .map((items) => items.map((item) => `\n- ${indented(item)}`).join('')),
    fc
      .array(
        fc.tuple(fc.constantFrom('a', 'b', '"c"', '<<', '__proto__', '? x', 'meta', 'sections'), tie('node')),
        { minLength: 1, maxLength: 3 },
      )
      .map((members) => members.map(([key, item]) => `\n${key}: ${indented(item)}`).join('')),
    fc.array(tie('node'), { maxLength: 2 }).map((items) => `[${items.join(', ')}]`),
  ),
}))

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

/** Documents of content packs: read within bounds or refused; what was read comes back from both formats. */
export const yamlDocument: FuzzTarget = {
  name: 'yaml-document',
  pieces: [
    ...SCALARS,
    '\n',
    '  ',
    '- ',
    ': ',
    '? ',
    '&a ',
    '*a',
    '<<: ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '!<tag:x> ',
    '__proto__',
  ],
  inputs: node.map((text) => Buffer.from(text.replace(/^\n/, ''))),
  run: (input) => {
    const text = Buffer.from(input).toString()
    let value: JsonValue
    try {
      value = readDocument(text, { limits: LIMITS })
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error
      return (error.faults[0] ?? 'refused').replace(/\d+/g, '0').slice(0, 40)
    }
    const plain = JSON.stringify(value)
    if (plain === undefined || plain.includes('"__proto__":')) throw new Error('what was read is no data')
    for (const format of ['yaml', 'json'] as const) {
      const again = readDocument(writeDocument(value, format))
      if (JSON.stringify(again) !== JSON.stringify(JSON.parse(plain)))
        throw new Error(`it comes back changed from ${format}`)
    }
    return `read ${plain.replace(/"[^"]*"|[0-9.]+/g, 's').slice(0, 12)}`
  },
}
