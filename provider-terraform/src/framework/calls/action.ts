import type { Value } from '../../values/value.ts'
import { type DeferReason, defer } from '../deferral.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { configuredView, diagnosticsFor, type Host } from '../host.ts'
import { PrivateState } from '../private-state.ts'

/** Looks ahead at an action. */
export async function planAction<Connection>(
  host: Host<Connection>,
  typeName: string,
  config: Value,
  deferralAllowed: boolean,
): Promise<{ readonly deferred?: DeferReason; readonly diagnostics: readonly Diagnostic[] }> {
  const action = host.action(typeName)
  const diagnostics = diagnosticsFor(host.secrets(action.schema, config))
  const outcome = await host.attemptOrDefer(
    `planning ${typeName}`,
    diagnostics,
    deferralAllowed,
    async () => {
      if (!action.plan) return
      const context = host.context(PrivateState.of(), diagnostics)
      await action.plan({ ...context, config: configuredView(action.schema, config), defer })
    },
  )
  const deferred = outcome && 'deferred' in outcome ? { deferred: outcome.deferred } : {}
  return { ...deferred, diagnostics: diagnostics.list }
}

/** Carries an action out; `progress` gets each line for the user, with secrets blotted out. */
export async function invokeAction<Connection>(
  host: Host<Connection>,
  typeName: string,
  config: Value,
  progress: (message: string) => void,
): Promise<readonly Diagnostic[]> {
  const action = host.action(typeName)
  const secrets = host.secrets(action.schema, config)
  const diagnostics = diagnosticsFor(secrets)
  await host.attempt(`carrying out ${typeName}`, diagnostics, () =>
    action.invoke({
      ...host.context(PrivateState.of(), diagnostics),
      config: configuredView(action.schema, config),
      progress: (message) => progress(secrets.redact(message)),
    }),
  )
  return diagnostics.list
}
