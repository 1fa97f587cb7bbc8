import { json, string, strings } from './property-types.ts'
import type { ResourceSchema } from './schema.ts'

/** `drp:index:AnyObject`: an object of a kind that has no resource of its own. */
export const anyObject: ResourceSchema = {
  token: 'drp:index:AnyObject',
  description:
    'An object of any kind, by the path of the kind in the API: for kinds that have no resource of their own, such as those of a plugin.',
  importedBy: '`prefix/key`',
  inputs: {
    prefix: {
      type: string,
      required: true,
      replace: true,
      description: 'Path of the kind in the API, such as `blueprints`.',
    },
    object: {
      type: json,
      required: true,
      description:
        'The object, by the names of the API. Only the fields given are looked after. A change of its key makes a new one.',
    },
    ignoreFields: {
      type: strings,
      unordered: true,
      description: 'Fields of `object` whose changes on the server are no drift.',
    },
  },
  outputs: {
    key: { type: string, required: true, description: 'Key of the object.' },
  },
}
