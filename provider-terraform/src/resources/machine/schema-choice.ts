import { type Attributes, dynamic, list, number, single, string } from '../../framework/attribute.ts'
import { duration, each, matches, oneOf, wholeBetween } from '../../framework/validator.ts'
import { filled, jsonObjectOnly } from './schema-rules.ts'

const atLeast = (description: string) =>
  number({ optional: true, description, validators: [wholeBetween(0, 1_000_000_000)] })

/** What decides which machine is claimed. */
export const choiceAttributes: Attributes = {
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
      'Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. Used when the machine is claimed; see `filter_change` for a later change.',
    validators: [each(matches(/^[^=\s]+=./, 'a filter such as "Arch=Eq(amd64)"'))],
  }),
  constraints: single(
    {
      min_cpu: atLeast('Least number of processor threads.'),
      min_memory_gib: atLeast(
        'Least memory in GiB; 1/16 less is enough, for what the firmware keeps for itself.',
      ),
      min_disk_gb: atLeast('Least size of the largest fixed disk, in GB (10^9 bytes).'),
      min_disks: atLeast('Least number of fixed disks.'),
      arch: string({ optional: true, description: 'Architecture, such as `amd64`.', validators: [filled] }),
      tags: list('string', {
        optional: true,
        description: 'Texts that must all stand in the list that the parameter `tags` holds.',
        validators: [each(filled)],
      }),
      profiles: list('string', {
        optional: true,
        description: 'Profiles that the machine must have already.',
        validators: [each(filled)],
      }),
      zone: string({ optional: true, description: 'Value of the parameter `zone`.', validators: [filled] }),
      vendor: string({
        optional: true,
        description: 'Maker of the machine, as its firmware tells it.',
        validators: [filled],
      }),
      model: string({
        optional: true,
        description: 'Model of the machine, as its firmware tells it.',
        validators: [filled],
      }),
      params: dynamic({
        optional: true,
        description: 'Object of parameters with the values that they must have.',
        validators: [jsonObjectOnly],
      }),
    },
    {
      optional: true,
      description:
        'What the claimed machine must have, by what its inventory says. Used when the machine is claimed; see `filter_change` for a later change.',
    },
  ),
  anti_affinity: single(
    {
      param: string({
        required: true,
        description: 'Parameter whose values must differ, such as `rack`.',
        validators: [filled],
      }),
      group: string({
        required: true,
        description: 'Name that the machines which are kept apart have in common.',
        validators: [filled],
      }),
    },
    {
      optional: true,
      description:
        'Keeps machines apart: no two of a group have the same value of a parameter. Used when the machine is claimed; see `filter_change` for a later change.',
    },
  ),
  filter_change: string({
    optional: true,
    description:
      'What a change of `filters`, `constraints` or `anti_affinity` does: `keep` (default) keeps the claimed machine, with a warning; `replace` claims another one.',
    validators: [oneOf('keep', 'replace')],
  }),
  machine: string({
    optional: true,
    description:
      'The one machine to claim: its UUID, or `Name:NAME`. Naming another one replaces the machine; naming the claimed one does not.',
    validators: [
      matches(/^(?:Name:.+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/, 'a UUID or "Name:NAME"'),
    ],
  }),
  wait_for_capacity: string({
    optional: true,
    description:
      'How long to keep asking while the pool has no machine for the claim, such as `30m`. Without it that fails at once.',
    validators: [duration],
  }),
  claim_key: string({
    optional: true,
    requiresReplace: true,
    description:
      'Key of the claim, unique among all claims, such as workspace and name of the resource. A second claim with the key is refused. Without it a random key is used.',
    validators: [filled],
  }),
}
