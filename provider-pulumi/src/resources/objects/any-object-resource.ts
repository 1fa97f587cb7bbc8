import { anyObject } from '../../schema/any-object.ts'
import { isMap, Unknown } from '../../values/value.ts'
import { equalValues, unwrap } from '../../values/walk.ts'
import type { Resource } from '../resource.ts'
import { KEY_FIELDS } from './key-fields.ts'

/** `drp:index:AnyObject`: an object of a kind that has no resource of its own. */
export const anyObjectResource: Resource = {
  schema: anyObject,
  check: async (_request, inputs) => {
    const object = unwrap(inputs.get('object'))
    const prefix = unwrap(inputs.get('prefix'))
    if (!isMap(object) && !(object instanceof Unknown)) {
      return [{ property: 'object', reason: 'It must be an object: names with their values.' }]
    }
    if (typeof prefix === 'string' && !/^[a-z][a-z0-9_-]*$/.test(prefix)) {
      return [{ property: 'prefix', reason: 'It must be the path of a kind, such as `blueprints`.' }]
    }
    return []
  },
  diff: ({ oldInputs, news }, found) => {
    const changes = new Map(found)
    const [before, after] = [unwrap(oldInputs.get('object')), unwrap(news.get('object'))]
    for (const field of KEY_FIELDS) {
      const change = changes.get(`object.${field}`)
      if (change !== undefined) changes.set(`object.${field}`, { ...change, replaces: true })
    }
    // A replacement with the same key cannot stand beside what it replaces.
    const deleteBeforeReplace =
      isMap(before) &&
      isMap(after) &&
      KEY_FIELDS.every((field) => !after.has(field) || equalValues(before.get(field), after.get(field)))
    return { changes, stables: ['key'], deleteBeforeReplace }
  },
  create: async (request, context) => (await import('./any-object-calls.ts')).createAny(request, context),
  read: async (request, context) => (await import('./any-object-calls.ts')).readAny(request, context),
  update: async (request, context) => (await import('./any-object-calls.ts')).updateAny(request, context),
  delete: async (request, context) => (await import('./any-object-calls.ts')).deleteAny(request, context),
}
