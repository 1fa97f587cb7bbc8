import { type Attributes, bool, dynamic, list, single, string } from '../../framework/attribute.ts'
import { timeouts } from '../../framework/timeouts.ts'
import { duration, each, matches, oneOf } from '../../framework/validator.ts'
import { filled, jsonObjectOnly, machineTimeouts, parametersOnly } from './schema-rules.ts'

/** What is waited for, what happens when it does not come about, and how the machine is given back. */
export const lifeAttributes: Attributes = {
  wait_for: string({
    optional: true,
    description:
      'What create and redeploy wait for: `in_use` (default), `workflow_complete`, `allocated` (nothing), or a condition on a field or parameter of the machine such as `app/ready=Eq(true)`.',
    validators: [
      matches(
        /^(?:in_use|allocated|workflow_complete|[^=\s]+=.+)$/,
        'in_use, workflow_complete, allocated, or a condition such as "app/ready=Eq(true)"',
      ),
    ],
  }),
  on_failure: string({
    optional: true,
    description:
      'What happens when the build fails: `keep` (default) keeps the machine, tainted, for a look at it; `release` gives it back; `quarantine` gives it back and lets nobody have it (parameter `claim/quarantine`) until somebody has looked.',
    validators: [oneOf('keep', 'release', 'quarantine')],
  }),
  on_timeout: string({
    optional: true,
    description:
      'What happens when the machine is not built in time. `taint` (default) fails, and the next apply releases it and claims another. `resume` warns, goes on with resources that depend on it, and the next apply goes on waiting.',
    validators: [oneOf('taint', 'resume')],
  }),
  deallocate_workflow: string({
    optional: true,
    description: "Workflow that the release starts, instead of the pool's own. Changed in place.",
  }),
  deallocate_profiles: list('string', {
    optional: true,
    description: 'Profiles for the release, as `on_release.add_profiles`.',
    deprecated: 'Use on_release.add_profiles.',
    validators: [each(filled)],
  }),
  deallocate_parameters: dynamic({
    optional: true,
    description:
      'Parameters for the release, as `on_release.add_parameters`, also as a list of texts `name: value`.',
    deprecated: 'Use on_release.add_parameters.',
    validators: [parametersOnly],
  }),
  on_release: single(
    {
      workflow: string({
        optional: true,
        description: "Workflow that the release starts, instead of the pool's own.",
        validators: [filled],
      }),
      add_profiles: list('string', {
        optional: true,
        description: 'Profiles to put on the machine for the release.',
        validators: [each(filled)],
      }),
      add_parameters: dynamic({
        optional: true,
        description: 'Object of parameters to set on the machine for the release.',
        validators: [jsonObjectOnly],
      }),
      remove_profiles: list('string', {
        optional: true,
        description: 'Profiles to take off besides those that the claim has added.',
        validators: [each(filled)],
      }),
      remove_parameters: list('string', {
        optional: true,
        description: 'Parameters to take off besides those that the claim has set.',
        validators: [each(filled)],
      }),
      power: string({
        optional: true,
        description: '`off` switches the machine off once it is free; `none` (default) leaves it as it is.',
        validators: [oneOf('off', 'none')],
      }),
      wait: bool({
        optional: true,
        description: 'Wait until the machine is free. Default true.',
      }),
      force: bool({
        optional: true,
        description: 'Release the machine also in a state in which the server refuses it otherwise.',
      }),
      quarantine_on_failure: bool({
        optional: true,
        description:
          'When the machine cannot be cleaned, let nobody have it (parameter `claim/quarantine`) and drop it from the state, instead of failing. Default false.',
      }),
    },
    {
      optional: true,
      description: 'How the machine is given back. Changed in place; used as the state has it.',
    },
  ),
  timeouts: timeouts(machineTimeouts),
  timeout: string({
    optional: true,
    computed: true,
    keepPrior: true,
    description: 'Longest time for create, as `timeouts.create`.',
    deprecated: 'Use timeouts.create.',
    validators: [duration],
  }),
}
