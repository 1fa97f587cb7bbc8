import type { Identity } from '../framework/identity.ts'

/**
 * The identity of what has a key on the server: the text of its `import`, and the endpoint that owns it where a
 * manager holds objects of several.
 */
export const keyIdentity: Identity = {
  attributes: {
    endpoint: {
      type: 'string',
      description:
        'Id of the endpoint that owns the object, behind a manager; not set for the server itself.',
      optionalForImport: true,
    },
    key: { type: 'string', description: 'What it is imported by.' },
  },
  of(state) {
    const endpoint = state.type.attributes.has('endpoint') ? state.string('endpoint') : null
    return { endpoint: endpoint === '' ? null : endpoint, key: state.string('id') }
  },
  importId: (identity) => identity.string('key') ?? '',
}
