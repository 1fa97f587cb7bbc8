import { bool, dynamic, list, string } from '../framework/attribute.ts'
import type { Schema } from '../framework/schema.ts'
import { type TimeoutDefaults, timeouts } from '../framework/timeouts.ts'
import { each, matches, oneOf } from '../framework/validator.ts'
import { DynamicValue, isMap, type Value } from '../values/value.ts'

const minute = 60_000

/** Limits of the operations on a machine, unless `timeouts` says otherwise. */
export const machineTimeouts: TimeoutDefaults = {
  create: 60 * minute,
  read: 2 * minute,
  update: 60 * minute,
  delete: 60 * minute,
}

const filled = matches(/\S/, 'a text that is not blank')

function isObject(value: Value): string | undefined {
  const fits = value instanceof DynamicValue && (value.value === null || isMap(value.value))
  return fits ? undefined : 'The value must be an object: parameter names with their values.'
}

/** Schema of `drp_machine`. */
export const machineSchema: Schema = {
  version: 0,
  description:
    'Claims a machine from a pool, waits until it is built, and gives it back on destroy. The claim is made and its id is known before any waiting, so an interrupted apply loses no machine.',
  attributes: {
    pool: string({
      optional: true,
      computed: true,
      keepPrior: true,
      requiresReplace: true,
      description: "Pool to claim from. Default: the provider's `default_pool`.",
      validators: [filled],
    }),
    filters: list('string', {
      optional: true,
      description:
        'Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. Used when the machine is claimed; a later change keeps the machine.',
      validators: [each(matches(/^[^=\s]+=./, 'a filter such as "Arch=Eq(amd64)"'))],
    }),
    add_profiles: list('string', {
      optional: true,
      description: 'Profiles to put on the machine, taken off again on destroy. Changed in place.',
      validators: [each(filled)],
    }),
    add_parameters: dynamic({
      optional: true,
      description:
        'Object of parameters to set on the machine, with values of any type; removed again on destroy. Changed in place, key by key.',
      validators: [isObject],
    }),
    authorized_keys: list('string', {
      optional: true,
      description: 'SSH public keys that may log in, put into the parameter `access-keys`. Changed in place.',
      validators: [each(filled)],
    }),
    allocate_workflow: string({
      optional: true,
      description:
        "Workflow that the claim starts, instead of the pool's own. Used when the machine is claimed; a later change keeps the machine as it is.",
      validators: [filled],
    }),
    deallocate_workflow: string({
      optional: true,
      description: "Workflow that the release starts, instead of the pool's own. Changed in place.",
      validators: [filled],
    }),
    claim_key: string({
      optional: true,
      requiresReplace: true,
      description:
        'Key of the claim, unique among all claims, such as workspace and name of the resource. A second claim with the key is refused. Without it a random key is used.',
      validators: [filled],
    }),
    on_timeout: string({
      optional: true,
      computed: true,
      default: 'taint',
      description:
        'What happens when the machine is not built in time. `taint` (default) fails, and the next apply releases it and claims another. `resume` warns, goes on with resources that depend on it, and the next apply goes on waiting.',
      validators: [oneOf('taint', 'resume')],
    }),
    timeouts: timeouts(machineTimeouts),
    id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
    uuid: string({ computed: true, keepPrior: true, description: 'UUID of the machine, as `id`.' }),
    claim_id: string({
      computed: true,
      keepPrior: true,
      description: 'Identity of the claim on the machine.',
    }),
    name: string({ computed: true, keepPrior: true, description: 'Name of the machine.' }),
    address: string({
      computed: true,
      keepPrior: true,
      description: 'Last known IP address; null when it has none.',
    }),
    arch: string({ computed: true, keepPrior: true, description: 'Architecture, such as `amd64`.' }),
    hardware_addrs: list('string', { computed: true, keepPrior: true, description: 'MAC addresses.' }),
    status: string({
      computed: true,
      description:
        'State in the pool: `InUse` when all is well, `Building` before, `HoldBuild` when the build failed.',
    }),
    stage: string({ computed: true, description: 'Current stage.' }),
    workflow: string({ computed: true, description: 'Current workflow.' }),
    bootenv: string({ computed: true, description: 'Current boot environment.' }),
    os: string({ computed: true, description: 'Operating system, once known; else null.' }),
    workflow_complete: bool({ computed: true, description: 'Whether all tasks of the workflow are done.' }),
    runnable: bool({ computed: true, description: 'Whether the machine takes jobs.' }),
    locked: bool({ computed: true, description: 'Whether the machine is locked against changes.' }),
    profiles: list('string', { computed: true, description: 'All profiles of the machine, in order.' }),
  },
}
