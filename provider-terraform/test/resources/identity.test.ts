import { describe, expect, it } from 'vitest'
import { attributesType } from '../../src/framework/attribute.ts'
import { ObjectView } from '../../src/framework/object-view.ts'
import { resources } from '../../src/resources/resources.ts'
import type { Value } from '../../src/values/value.ts'

/** Resources that stand for something that was done once, and have nothing on the server that could be named. */
const runs = ['drp_machine_action', 'drp_workflow_run']

describe('identities', () => {
  it.each(resources.map((resource) => [resource.typeName, resource] as const))(
    'of %s are there for all that can be imported, and for nothing else',
    (typeName, { identity, import: importer, schema }) => {
      expect(importer === undefined).toBe(runs.includes(typeName))
      expect(identity === undefined).toBe(runs.includes(typeName))
      if (identity === undefined || typeName === 'drp_machine') return
      const type = attributesType(schema.attributes)
      const values = new Map<string, Value>([...type.attributes.keys()].map((name) => [name, null]))
      const state = new ObjectView(type, values.set('id', 'a/key'))
      expect(identity.of(state)).toEqual({ endpoint: null, key: 'a/key' })
    },
  )
})
