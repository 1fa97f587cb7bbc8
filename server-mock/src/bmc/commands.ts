import type { BmcOperation } from './operation.ts'

/** What an action of a machine does with its BMC. */
export type BmcCommand =
  | { readonly kind: 'operation'; readonly operation: BmcOperation; readonly manual: boolean }
  /** Sends credentials once more that were refused. */
  | { readonly kind: 'try' }
  /** A person says that he has done what he was asked to. */
  | { readonly kind: 'confirm' }

/** Seconds that the identification light blinks where nobody says. */
export const IDENTIFY_SECONDS = 15

const operation = (of: BmcOperation, manual = true): BmcCommand => ({
  kind: 'operation',
  operation: of,
  manual,
})

/**
 * Actions of machines by their names, which DRP's plugin for IPMI has too. `manual`: offered where a person does it;
 * agents ask for the next boot before each restart, and nobody wants to be asked so often.
 */
export const BMC_COMMANDS: ReadonlyMap<string, BmcCommand> = new Map([
  ['powerstatus', operation({ kind: 'status' })],
  ['poweron', operation({ kind: 'power', change: 'on' })],
  ['poweroff', operation({ kind: 'power', change: 'off' })],
  ['powershutdown', operation({ kind: 'power', change: 'shutdown' })],
  ['powercycle', operation({ kind: 'power', change: 'cycle' })],
  ['reset', operation({ kind: 'power', change: 'reset' })],
  ['nextbootpxe', operation({ kind: 'boot', choice: { device: 'pxe', persistent: false } }, false)],
  ['nextbootdisk', operation({ kind: 'boot', choice: { device: 'disk', persistent: false } }, false)],
  ['alwaysbootpxe', operation({ kind: 'boot', choice: { device: 'pxe', persistent: true } })],
  ['alwaysbootdisk', operation({ kind: 'boot', choice: { device: 'disk', persistent: true } })],
  ['forcebootpxe', operation({ kind: 'restart', device: 'pxe' })],
  ['forcebootdisk', operation({ kind: 'restart', device: 'disk' })],
  ['identify', operation({ kind: 'identify', seconds: IDENTIFY_SECONDS })],
  ['getinfo', operation({ kind: 'info' }, false)],
  ['trycredentials', { kind: 'try' }],
  ['operatordone', { kind: 'confirm' }],
])
