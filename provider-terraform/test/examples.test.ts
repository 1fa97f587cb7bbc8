import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actions } from '../src/actions/actions.ts'
import type { Schema } from '../src/framework/schema.ts'
import { listResources } from '../src/lists/list-resources.ts'

const examples = join(import.meta.dirname, '..', 'examples')

/** Names of the arguments in the `config` block of an example. */
function argumentsOf(text: string): readonly string[] {
  const [, block = ''] = /^ {2}config \{\n([\s\S]*?)^ {2}\}$/m.exec(text) ?? []
  return [...block.matchAll(/^ {4}(\w+) +=/gm)].map(([, name]) => name ?? '')
}

function judge(text: string, { attributes }: Schema): void {
  const given = argumentsOf(text)
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...given]))
  const required = Object.entries(attributes).filter(([, one]) => one.required)
  expect(given).toEqual(expect.arrayContaining(required.map(([name]) => name)))
}

/** The Terraform that runs the other examples is older than these. */
describe('the examples for newer Terraforms', () => {
  for (const { typeName, schema } of listResources) {
    it(`query ${typeName} with arguments it has`, () => {
      const file = join(examples, 'list-resources', typeName, 'list-resource.tfquery.hcl')
      const text = readFileSync(file, 'utf8')
      expect(text).toContain(`list "${typeName}" "`)
      judge(text, schema)
    })
  }
  for (const { typeName, schema } of actions) {
    it(`invoke ${typeName} with arguments it has`, () => {
      const text = readFileSync(join(examples, 'actions', typeName, 'action.tf'), 'utf8')
      expect(text).toContain(`action "${typeName}" "`)
      expect(argumentsOf(text)).toContain('machine')
      judge(text, schema)
    })
  }
})
