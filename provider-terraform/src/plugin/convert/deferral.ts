import type { DeferReason } from '../../framework/deferral.ts'
import { type ClientCapabilities, type Deferred, Deferred_Reason } from '../generated/tfplugin6.ts'

const reasons: Readonly<Record<DeferReason, Deferred_Reason>> = {
  'resource-config-unknown': Deferred_Reason.RESOURCE_CONFIG_UNKNOWN,
  'provider-config-unknown': Deferred_Reason.PROVIDER_CONFIG_UNKNOWN,
  'absent-prerequisite': Deferred_Reason.ABSENT_PREREQ,
}

/** A deferral in its wire form. */
export function toWireDeferred(reason: DeferReason | undefined): Deferred | undefined {
  return reason && { reason: reasons[reason] }
}

/** Whether the host lets a call be put off. */
export function mayDefer(capabilities: ClientCapabilities | undefined): boolean {
  return capabilities?.deferralAllowed ?? false
}
