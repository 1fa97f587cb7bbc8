import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import type { Action } from '../framework/action.ts'
import { bool, dynamic, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { matches } from '../framework/validator.ts'
import { finishWork } from '../resources/machine-parts/work.ts'
import { path } from '../values/path.ts'
import { isParams } from './machine-action.ts'
import { machineArgument, machineOf, timeoutArgument, timeoutOf } from './machine-argument.ts'
import { withinTime } from './within-time.ts'

const usual = '1h'

/** `drp_run_workflow`: runs a workflow on a machine. */
export const runWorkflowAction: Action<Connection> = {
  typeName: 'drp_run_workflow',
  schema: {
    description:
      'Runs a workflow on a machine from its beginning, also one that it is in already, and waits until it is done. Fails when a job fails, with the end of its log.',
    attributes: {
      machine: machineArgument,
      workflow: string({
        required: true,
        description: 'The workflow.',
        validators: [matches(/\S/, 'the name of a workflow')],
      }),
      params: dynamic({
        optional: true,
        description: 'Object of params to set on the machine before. They stay there.',
        validators: [isParams],
      }),
      wait: bool({ optional: true, description: 'Wait until it is done. Default true.' }),
      timeout: timeoutArgument(usual),
    },
  },
  async invoke({ connection, config, signal, progress }) {
    const objects = await connection.objects()
    const workflow = config.string('workflow') ?? ''
    if ((await objects.get('workflows', workflow, { signal })) === null) {
      throw new DiagnosticError(
        'There is no such workflow',
        `No workflow "${workflow}" is visible at ${connection.endpoint}. Check the name and the rights of the user.`,
        { path: path('workflow') },
      )
    }
    const before = await machineOf(connection, config, { signal })
    const params: JsonObject = JSON.parse(JSON.stringify(config.json('params') ?? {}))
    const machine = await objects.machines.startWorkflow(before.Uuid, workflow, params, { signal })
    progress(`${machine.Name}: workflow ${workflow} has started`)
    if (config.bool('wait') === false) return
    const work = { machine, workflow, after: before.CurrentJob }
    const bounds = {
      what: `workflow ${workflow} of ${machine.Name}`,
      timeoutMs: timeoutOf(config, usual),
      signal,
    }
    await withinTime(bounds, (limited) => finishWork(connection, work, { signal: limited }))
    progress(`${machine.Name}: workflow ${workflow} is done`)
  },
}
