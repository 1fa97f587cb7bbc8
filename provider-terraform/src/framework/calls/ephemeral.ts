import type { Value, ValueMap } from '../../values/value.ts'
import { configuredResult } from '../consistency/configured-result.ts'
import { type DeferReason, defer } from '../deferral.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { configuredView, diagnosticsFor, type Host } from '../host.ts'
import { PrivateState } from '../private-state.ts'

/** An opened value; without `result` there is none, and the diagnostics or the deferral tell why. */
export interface OpenAnswer {
  readonly result: ValueMap | undefined
  readonly renewAt: Date | undefined
  readonly privateBytes: Uint8Array
  readonly deferred?: DeferReason
  readonly diagnostics: readonly Diagnostic[]
}

/** Opens an ephemeral resource. A value that turns out not to be sound is closed again at once. */
export async function openEphemeral<Connection>(
  host: Host<Connection>,
  typeName: string,
  config: Value,
  deferralAllowed: boolean,
): Promise<OpenAnswer> {
  const resource = host.ephemeralResource(typeName)
  const { schema } = resource
  const diagnostics = diagnosticsFor(host.secrets(schema, config))
  const notes = PrivateState.of()
  const outcome = await host.attemptOrDefer(
    `opening a ${typeName}`,
    diagnostics,
    deferralAllowed,
    async () => {
      const context = host.context(notes, diagnostics)
      const opened = await resource.open({ ...context, config: configuredView(schema, config), defer })
      const result = configuredResult(schema, config, opened.changes, diagnostics)
      return { result, renewAt: checkedTime(opened.renewAt) }
    },
  )
  if (outcome && 'deferred' in outcome) {
    const { list } = diagnostics
    return {
      result: undefined,
      renewAt: undefined,
      privateBytes: notes.encode(),
      deferred: outcome.deferred,
      diagnostics: list,
    }
  }
  if (outcome && diagnostics.hasErrors) {
    await host.attempt(`closing a ${typeName}`, diagnostics, () =>
      resource.close?.(host.context(notes, diagnostics)),
    )
  }
  return {
    result: diagnostics.hasErrors ? undefined : outcome?.result.result,
    renewAt: outcome?.result.renewAt,
    privateBytes: notes.encode(),
    diagnostics: diagnostics.list,
  }
}

/** Renews a value. Without `renew`, it is never asked for again. */
export async function renewEphemeral<Connection>(
  host: Host<Connection>,
  typeName: string,
  privateBytes: Uint8Array,
): Promise<{
  readonly renewAt: Date | undefined
  readonly privateBytes: Uint8Array
  readonly diagnostics: readonly Diagnostic[]
}> {
  const resource = host.ephemeralResource(typeName)
  const diagnostics = diagnosticsFor(host.secrets())
  const notes = PrivateState.decode(privateBytes)
  const renewAt = await host.attempt(`renewing a ${typeName}`, diagnostics, async () =>
    checkedTime(await resource.renew?.(host.context(notes, diagnostics))),
  )
  return { renewAt, privateBytes: notes.encode(), diagnostics: diagnostics.list }
}

/** Closes a value. */
export async function closeEphemeral<Connection>(
  host: Host<Connection>,
  typeName: string,
  privateBytes: Uint8Array,
): Promise<readonly Diagnostic[]> {
  const resource = host.ephemeralResource(typeName)
  const diagnostics = diagnosticsFor(host.secrets())
  const notes = PrivateState.decode(privateBytes)
  await host.attempt(`closing a ${typeName}`, diagnostics, () =>
    resource.close?.(host.context(notes, diagnostics)),
  )
  return diagnostics.list
}

/** @throws TypeError for a date that is none. */
function checkedTime(time: Date | undefined): Date | undefined {
  if (time !== undefined && !Number.isFinite(time.getTime()))
    throw new TypeError('the time of renewal is no date')
  return time
}
