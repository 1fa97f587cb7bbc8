import { memberOf } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import { bool, number, single, string } from '../../framework/attribute.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import { oneOf } from '../../framework/validator.ts'
import { fromJson, toJson } from '../../values/plain.ts'
import { workTimeouts } from '../limited-resource.ts'
import { finishWork } from '../machine-parts/work.ts'
import type { Extension, Written } from './extension.ts'
import type { CallLimits, RemoteObjects } from './remote-objects.ts'

/** Params of the IPMI plugins of DRP for what `bmc` holds. */
const bmcParams = { address: 'ipmi/address', username: 'ipmi/username', type: 'ipmi/mode' } as const
const bmcPassword = 'ipmi/password'
const bmcNames = ['address', 'username', 'type'] as const

/** Note in the private state: the password of the BMC was set by us. */
const passwordSet = 'bmc-password'

const macForm = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i

/** Machines of the inventory have a BMC, may be waited for, and may stay when they are destroyed. */
export const enrolledMachine: Extension = {
  timeouts: workTimeouts,
  attributes: {
    bmc: single(
      {
        address: string({
          required: true,
          description: 'Address or host name of the BMC: param `ipmi/address`.',
        }),
        username: string({ optional: true, description: 'User of the BMC: param `ipmi/username`.' }),
        password_wo: string({
          optional: true,
          writeOnly: true,
          sensitive: true,
          description:
            'Password of the BMC: param `ipmi/password`. Never stored; sealed where the param is secret, and sent when it is new and when `password_wo_version` changes.',
        }),
        password_wo_version: number({
          optional: true,
          description: 'Change it to send `password_wo` again.',
        }),
        type: string({
          optional: true,
          description: 'How the BMC is spoken to, such as `ipmitool` or `redfish`: param `ipmi/mode`.',
        }),
      },
      {
        optional: true,
        description:
          'Management controller of the machine, as the params that plugins for power read. Do not set the same in `params`.',
      },
    ),
    wait_for_workflow: bool({
      optional: true,
      description:
        'After a create or update that gives the machine a workflow, wait until it is done; fail when a job of it fails. Default false.',
    }),
    on_destroy: string({
      optional: true,
      description:
        '`delete` removes the machine from the inventory when the resource is destroyed, `detach` leaves it there. Default `delete`.',
      validators: [oneOf('delete', 'detach')],
    }),
  },
  fields(planned, prior) {
    const [before, after] = [bmcValues(prior), bmcValues(planned)]
    const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name))
    const params = { ...Object.fromEntries(gone.map((name) => [name, null])), ...after }
    return Object.keys(params).length === 0 ? {} : { Params: params }
  },
  async written(written) {
    await writeBmcPassword(written)
    await writeRunnable(written)
    await movePool(written)
    return waitForWork(written)
  },
  read(object, state, found, whole): Changes {
    const params = object['Params'] ?? null
    const before = state.object('bmc')
    if (before === null && !(whole && memberOf(params, bmcParams.address) !== undefined)) return {}
    const values = bmcNames.map((name) => {
      const value = memberOf(params, bmcParams[name])
      return [name, typeof value === 'string' ? value : null] as const
    })
    const version = before?.get('password_wo_version') ?? null
    const bmc = new Map([...values, ['password_wo', null], ['password_wo_version', version]])
    return { bmc: bmc.get('address') === null ? null : bmc, ...(whole ? withoutBmc(found) : {}) }
  },
  async find(remote, id, limits) {
    if (!macForm.test(id)) return null
    const mac = id.toLowerCase().replaceAll('-', ':')
    const [machine] = await remote.machines.list([`HardwareAddrs=Eq(${mac})`], limits)
    return machine?.Uuid ?? null
  },
  detaches: (state) => state.string('on_destroy') === 'detach',
}

function bmcValues(view: ObjectView | null): JsonObject {
  const bmc = view?.object('bmc')
  if (!bmc) return {}
  const values = bmcNames.map((name) => [bmcParams[name], bmc.string(name)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== null))
}

/** After an import, what stands in `bmc` does not stand in `params` too. */
function withoutBmc({ params }: Changes): Changes {
  const all: JsonObject = JSON.parse(JSON.stringify(params === undefined ? {} : toJson(params)))
  for (const name of bmcNames) delete all[bmcParams[name]]
  delete all[bmcPassword]
  return { params: Object.keys(all).length === 0 ? null : fromJson(all) }
}

async function writeBmcPassword({ remote, key, context, prior, limits }: Written): Promise<void> {
  const { planned, config, privateState } = context
  const [before, after] = [prior?.object('bmc') ?? null, planned.object('bmc')]
  const password = config.object('bmc')?.string('password_wo') ?? null
  if (password === null) {
    if (privateState.get(passwordSet) === undefined) return
    await remote.removeParam('machines', key, bmcPassword, limits)
    privateState.delete(passwordSet)
  } else if (
    before === null ||
    before.number('password_wo_version') !== after?.number('password_wo_version')
  ) {
    if (!(await hasPassword(remote, key, password, limits))) {
      await remote.setParam('machines', key, bmcPassword, password, limits)
    }
    privateState.set(passwordSet, '1')
  }
}

/** Whether the password is on the server already, as after an import; false for who may not read it. */
async function hasPassword(
  remote: RemoteObjects,
  key: string,
  password: string,
  limits: CallLimits,
): Promise<boolean> {
  const view = { aggregate: false, decode: true }
  const params = await remote.params('machines', key, view, limits).catch(() => null)
  return params?.[bmcPassword] === password
}

/** DRP makes every machine runnable, whatever was asked for. */
async function writeRunnable({ remote, key, object, context, limits }: Written): Promise<void> {
  const { planned } = context
  if (!planned.isKnown('runnable') || planned.bool('runnable') !== false || object['Runnable'] === false)
    return
  await remote.machines.edit(key, (draft) => Object.assign(draft, { Runnable: false }), limits)
}

/** A machine changes its pool by a call of its own. */
async function movePool({ remote, key, object, context, limits }: Written): Promise<void> {
  const { planned } = context
  const wanted = planned.isKnown('pool') ? planned.string('pool') : null
  const present = String(object['Pool'] ?? 'default')
  if (wanted !== null && wanted !== present) await remote.machines.move([key], present, wanted, limits)
}

async function waitForWork({ remote, key, object, context, prior, limits }: Written): Promise<Changes> {
  const { planned, connection } = context
  if (planned.bool('wait_for_workflow') !== true) return {}
  const machine = await remote.machines.get(key, limits)
  const fresh = prior === null || prior.string('workflow') !== machine?.Workflow
  if (machine === null || machine.Workflow === '' || !fresh) return {}
  const work = { machine, workflow: machine.Workflow, after: String(object['CurrentJob'] ?? '') }
  await finishWork(connection, work, limits)
  return {}
}
