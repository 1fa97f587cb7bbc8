import {
  DIMENSIONS,
  type InventorySettings,
  inventoryDefaults,
  isAddressSource,
  isDimension,
  isHostNameSource,
} from '@metalwright/sdk/inventory'
import type { Connection } from '../connection.ts'
import { bool, list, string } from '../framework/attribute.ts'
import type { ObjectView } from '../framework/object-view.ts'
import type { DataSource } from '../framework/resource.ts'
import { each, matches, oneOf, type Validator } from '../framework/validator.ts'
import { filterText } from './filter-text.ts'

const paramChoices = ['none', 'own', 'aggregate'] as const
const styles = ['nested', 'flat', 'raw'] as const

/** The text is one that a guard takes. */
const passes =
  (guard: (text: string) => boolean, allowed: string): Validator =>
  (value) =>
    typeof value === 'string' && !guard(value) ? `Allowed are: ${allowed}.` : undefined

/** `drp_ansible_inventory`: machines as an inventory of Ansible. */
export const ansibleInventorySource: DataSource<Connection> = {
  typeName: 'drp_ansible_inventory',
  schema: {
    description:
      'Machines as an inventory of Ansible, in the JSON form of `ansible-inventory --list`: a script that prints `json` is an inventory source. Secret params, sealed values and passwords are never in it, and texts that Ansible would take for templates are marked as unsafe.',
    attributes: {
      filters: list('string', {
        optional: true,
        description: 'DRP filters such as `PoolStatus=InUse` that machines must match; all by default.',
        validators: [each(filterText)],
      }),
      group_by: list('string', {
        optional: true,
        description: `By what machines are grouped: ${DIMENSIONS.join(', ')}, \`param:NAME\`, \`meta:NAME\`. Default: all without an argument but context, locked and runnable.`,
        validators: [each(passes(isDimension, `${DIMENSIONS.join(', ')}, param:NAME, meta:NAME`))],
      }),
      group_prefix: string({
        optional: true,
        description: 'Stands before the name of every group. Default `drp_`.',
        validators: [matches(/^\w*$/, 'made of letters, digits and underscores')],
      }),
      host_name: list('string', {
        optional: true,
        description:
          'Where names of hosts come from, the first that gives one: name, short, uuid, address, `param:NAME`. Default name.',
        validators: [each(passes(isHostNameSource, 'name, short, uuid, address, param:NAME'))],
      }),
      address: list('string', {
        optional: true,
        description:
          'Where addresses come from, the first that gives one: address, name, `param:NAME`. Default address.',
        validators: [each(passes(isAddressSource, 'address, name, param:NAME'))],
      }),
      require_address: bool({
        optional: true,
        description:
          'Leave out machines without an address. Default false: they are in a group of their own.',
      }),
      user: string({
        optional: true,
        description: 'User where param `ansible_user` says nothing. Default `root`.',
      }),
      params: string({
        optional: true,
        description:
          'Params to show: none, own, or aggregate for those of profiles, stage and `global` too. Default own.',
        validators: [oneOf(...paramChoices)],
      }),
      include_params: list('string', {
        optional: true,
        description: 'Only params that one of these patterns matches; `*` stands for any text.',
      }),
      exclude_params: list('string', {
        optional: true,
        description: 'Params left out. Default: what agents found about the hardware.',
      }),
      param_style: string({
        optional: true,
        description:
          'All in variable `drp_params` (nested), each as `drp_param_…` (flat), or by their own names (raw). Default nested.',
        validators: [oneOf(...styles)],
      }),
      json: string({ computed: true, description: 'The inventory, as a script prints it for `--list`.' }),
    },
  },
  async read({ connection, config, signal, warn }) {
    const request = { filters: config.strings('filters') ?? [], settings: settingsOf(config) }
    const { text, warnings } = await (await connection.system()).inventory(request, { signal })
    if (warnings.length > 0) warn('The inventory has oddities', warnings.join('\n'))
    return { json: text }
  },
}

function settingsOf(config: ObjectView): InventorySettings {
  const { groupBy, groupPrefix, hostName, address, requireAddress, user, ...rest } = inventoryDefaults
  return {
    ...rest,
    groupBy: config.strings('group_by')?.filter(isDimension) ?? groupBy,
    groupPrefix: config.string('group_prefix') ?? groupPrefix,
    hostName: config.strings('host_name')?.filter(isHostNameSource) ?? hostName,
    address: config.strings('address')?.filter(isAddressSource) ?? address,
    requireAddress: config.bool('require_address') ?? requireAddress,
    user: config.string('user') ?? user,
    params: paramChoices.find((one) => one === config.string('params')) ?? rest.params,
    includeParams: config.strings('include_params') ?? rest.includeParams,
    excludeParams: config.strings('exclude_params') ?? rest.excludeParams,
    paramStyle: styles.find((one) => one === config.string('param_style')) ?? rest.paramStyle,
  }
}
