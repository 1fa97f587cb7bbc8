import type { Connection } from '../connection.ts'
import type { Action } from '../framework/action.ts'
import { bool, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { matches } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { machineArgument, machineOf, timeoutArgument, timeoutOf } from './machine-argument.ts'

const usual = '1h'

/** `drp_release`: gives a claimed machine back to its pool. */
export const releaseAction: Action<Connection> = {
  typeName: 'drp_release',
  schema: {
    description:
      'Gives a claimed machine back to its pool: for one whose state was lost, or that was claimed by other means. A machine that nobody holds is left alone. Destroy the `drp_machine` instead where there is one; it would notice the loss.',
    attributes: {
      machine: machineArgument,
      claim_id: string({
        optional: true,
        description: 'Only release the machine while this claim holds it. Default: whichever does.',
        validators: [matches(/\S/, 'the identity of a claim')],
      }),
      workflow: string({
        optional: true,
        description: "Workflow that the release starts, instead of the pool's own.",
        validators: [matches(/\S/, 'the name of a workflow')],
      }),
      force: bool({
        optional: true,
        description:
          'Release it also in a state that the server refuses to release otherwise. Default false.',
      }),
      wait: bool({ optional: true, description: 'Wait until the machine is free. Default true.' }),
      timeout: timeoutArgument(usual),
    },
  },
  async invoke({ connection, config, signal, progress }) {
    const machine = await machineOf(connection, config, { signal })
    const claims = await connection.claims()
    if (!machine.PoolAllocated) {
      progress(`${machine.Name}: nobody holds it, it is ${machine.PoolStatus}`)
      return
    }
    // A machine that was claimed without a key is held by the empty one.
    const holds = claims.claimIdOf(machine) ?? ''
    const wanted = config.string('claim_id')
    if (wanted !== null && wanted !== holds) throw otherClaim(machine.Name, connection.endpoint)
    progress(`${machine.Name}: giving it back to pool ${machine.Pool}`)
    const onProgress = (text: string) => progress(text)
    const wait = { timeoutMs: timeoutOf(config, usual), setting: 'timeout', signal, onProgress }
    await claims.release(machine.Uuid, holds, {
      workflow: config.string('workflow') ?? undefined,
      force: config.bool('force') === true,
      ...(config.bool('wait') === false ? {} : { wait }),
      signal,
    })
    progress(`${machine.Name}: ${config.bool('wait') === false ? 'on its way back' : 'free'}`)
  },
}

function otherClaim(name: string, endpoint: string): DiagnosticError {
  return new DiagnosticError(
    'Another claim holds the machine',
    `${name} at ${endpoint} is not held by the claim of claim_id. Nothing was changed. Look who holds it before releasing it without claim_id.`,
    { path: path('claim_id') },
  )
}
