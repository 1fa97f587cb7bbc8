import { type Attributes, bool, dynamic, list, map, number, set, string } from '../../framework/attribute.ts'
import { each, matches, oneOf } from '../../framework/validator.ts'
import { filled, jsonObjectOnly, parametersOnly } from './schema-rules.ts'

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** What the machine shall be: everything that can be changed while it is held. */
export const settingAttributes: Attributes = {
  allocate_workflow: string({
    optional: true,
    description:
      "Workflow that the claim starts, instead of the pool's own. With `image` and a pool that has none, `image-deploy`. See `on_change` for a later change.",
  }),
  image: string({
    optional: true,
    description:
      'Disk image to deploy: a URL, or a path below `files/images` of the server, such as `debian-12.raw.zst`, with `@sha256:HEX` behind it (or the parameter `image-deploy/image-sha256`). Sets the parameters `image-deploy/…`. See `on_change` for a later change.',
    validators: [
      matches(
        /^(?:https?:\/\/[^\s@]+|[A-Za-z0-9][A-Za-z0-9._/+-]*)(?:@sha256:[0-9A-Fa-f]{64})?$/,
        'a URL or a path, with @sha256: and 64 digits behind it',
      ),
    ],
  }),
  bootenv: string({
    optional: true,
    description:
      'Boot environment to install from. A workflow gets it as the parameter `linux/install-bootenv`; a machine that runs no workflow is put into it. See `on_change` for a later change.',
    validators: [filled],
  }),
  user_data: string({
    optional: true,
    description:
      'cloud-init user data; parameter `cloud-init/user-data`. See `on_change` for a later change. For secrets use `user_data_wo`.',
  }),
  user_data_wo: string({
    optional: true,
    writeOnly: true,
    description:
      'As `user_data`, but in no plan and no state. A change is seen by a salted digest, or say so by `user_data_wo_version`.',
  }),
  user_data_wo_version: number({
    optional: true,
    description: 'Change it to have `user_data_wo` sent again.',
  }),
  network_data: dynamic({
    optional: true,
    description:
      'cloud-init network configuration, version 1 or 2; parameter `cloud-init/network-config`. See `on_change` for a later change.',
    validators: [jsonObjectOnly],
  }),
  metadata: dynamic({
    optional: true,
    description:
      "Members added to cloud-init's meta data; parameter `cloud-init/meta-data`. See `on_change` for a later change.",
    validators: [jsonObjectOnly],
  }),
  on_change: string({
    optional: true,
    description:
      'What a change of workflow, image, boot environment or cloud-init data does: `redeploy` (default) runs the workflow again on the same machine, `replace` claims another one, `update_only` only sets the parameters.',
    validators: [oneOf('redeploy', 'replace', 'update_only')],
  }),
  add_profiles: list('string', {
    optional: true,
    description: 'Profiles to put on the machine, taken off again on destroy. Changed in place.',
    validators: [each(filled)],
  }),
  add_parameters: dynamic({
    optional: true,
    description:
      'Object of parameters to set on the machine, with values of any type; removed again on destroy. Changed in place, key by key. A list of texts `name: value` is understood, too.',
    validators: [parametersOnly],
  }),
  secret_parameters_wo: dynamic({
    optional: true,
    writeOnly: true,
    description:
      'Object of secure parameters to set on the machine, sealed on the way and in no plan or state; removed again on destroy. Sent again when `secret_parameters_wo_version` changes.',
    validators: [jsonObjectOnly],
  }),
  secret_parameters_wo_version: number({
    optional: true,
    description: 'Change it to have `secret_parameters_wo` sent again.',
  }),
  authorized_keys: list('string', {
    optional: true,
    description: 'SSH public keys that may log in, put into the parameter `access-keys`. Changed in place.',
    validators: [each(filled)],
  }),
  hostname: string({
    optional: true,
    description:
      'Name of the machine for as long as it is held; it gets its old one back on destroy. Changed in place.',
    validators: [
      matches(/^[\p{L}\p{N}][- _.\p{N}\p{L}]+$/u, 'a machine name of letters, digits, "-", "_" and "."'),
    ],
  }),
  description: string({
    optional: true,
    description: 'Description of the machine for as long as it is held. Changed in place.',
  }),
  meta: map('string', {
    optional: true,
    description:
      'Annotations (`Meta`) of the machine for as long as it is held; others stay. Changed in place, key by key.',
  }),
  locked: bool({
    optional: true,
    description:
      'Lock the machine once it is built: it is refused to destroy, replace or redeploy it, here and for everybody else, until this is false.',
  }),
  expires_at: string({
    optional: true,
    description:
      'Time after which the machine may be taken back, such as `2030-01-31T00:00:00Z`. A mark only (parameter `claim/expires-at`), for whoever looks for machines that were forgotten.',
    validators: [matches(rfc3339, 'a time such as "2030-01-31T00:00:00Z"')],
  }),
  export_parameters: set('string', {
    optional: true,
    description: 'Parameters to show in `exported_parameters`.',
    validators: [each(filled)],
  }),
}
