import { bool, dynamic, list, string } from '../framework/attribute.ts'
import type { Schema } from '../framework/schema.ts'
import { duration, each, matches, oneOf } from '../framework/validator.ts'
import { DynamicValue, isMap } from '../values/value.ts'
import { lasting } from './lifetime.ts'

const filled = matches(/\S/, 'a text that is not blank')

/** Schema of `drp_claim`. */
export const claimSchema: Schema = {
  description:
    'A machine of a pool for the length of one run, such as a test: it is claimed when it is opened and given back when the run ends, also when it fails. Terraform opens it in a plan as well as in an apply, so both claim a machine; let an argument depend on something that only the apply knows to have it claimed there alone. For a machine that stays, use resource `drp_machine`.',
  attributes: {
    pool: string({
      optional: true,
      computed: true,
      description: "Pool to claim from. Default: the provider's `default_pool`.",
      validators: [filled],
    }),
    filters: list('string', {
      optional: true,
      description: 'DRP filters such as `Arch=Eq(amd64)` that the machine must match.',
      validators: [each(matches(/^[^=\s]+=./, 'a filter such as "Arch=Eq(amd64)"'))],
    }),
    machine: string({
      optional: true,
      description: 'The one machine that is wanted: its UUID or `Name:x`.',
      validators: [filled],
    }),
    add_profiles: list('string', {
      optional: true,
      description: 'Profiles to put on the machine, taken off again at the end.',
      validators: [each(filled)],
    }),
    add_parameters: dynamic({
      optional: true,
      description: 'Object of parameters to set on the machine, removed again at the end.',
      validators: [
        (value) =>
          value instanceof DynamicValue && isMap(value.value)
            ? undefined
            : 'The value must be an object: parameter names with their values.',
      ],
    }),
    authorized_keys: list('string', {
      optional: true,
      description: 'SSH public keys that may log in.',
      validators: [each(filled)],
    }),
    allocate_workflow: string({
      optional: true,
      description: "Workflow that the claim starts, instead of the pool's own.",
      validators: [filled],
    }),
    deallocate_workflow: string({
      optional: true,
      description: "Workflow that the release starts, instead of the pool's own.",
      validators: [filled],
    }),
    claim_key: string({
      optional: true,
      description:
        'Key of the claim. A run that was killed leaves its machine claimed; the next one with the key goes on with that. Two runs at a time must not have the same. Default: a random key.',
      validators: [filled],
    }),
    wait_for: string({
      optional: true,
      description:
        'What to wait for: `in_use`, when it is built, or `allocated`, not at all. Default `in_use`.',
      validators: [oneOf('in_use', 'allocated')],
    }),
    timeout: string({
      optional: true,
      description: 'Longest time to wait for the machine. Default `1h`.',
      validators: [duration],
    }),
    wait_for_release: bool({
      optional: true,
      description:
        'Wait at the end until the machine is free again, and fail when it cannot be cleaned. Default false.',
    }),
    expires_after: string({
      optional: true,
      description:
        'Mark the claim as expired when no sign of life has come for so long, such as `30m`, for whoever takes back machines of runs that were killed. Prolonged while the run lasts.',
      validators: [lasting(60)],
    }),
    claim_id: string({ computed: true, description: 'Identity of the claim.' }),
    uuid: string({ computed: true, description: 'UUID of the machine.' }),
    name: string({ computed: true, description: 'Name of the machine.' }),
    address: string({ computed: true, description: 'Address of the machine; null when it has none yet.' }),
    status: string({ computed: true, description: 'State in the pool, `InUse` when it is built.' }),
  },
}
