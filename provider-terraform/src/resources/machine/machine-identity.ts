import type { Identity } from '../../framework/identity.ts'

/** The identity of a claimed machine: its UUID, and the endpoint that owns it where a manager stands before several. */
export const machineIdentity: Identity = {
  attributes: {
    endpoint_id: {
      type: 'string',
      description:
        'Id of the endpoint that owns the machine, behind a manager; not set for the server itself.',
      optionalForImport: true,
    },
    uuid: { type: 'string', description: 'UUID of the machine.' },
  },
  of: (state) => ({ endpoint_id: null, uuid: state.string('id') }),
  importId: (identity) => identity.string('uuid') ?? '',
}
