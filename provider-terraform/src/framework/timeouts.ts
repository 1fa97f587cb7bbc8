import { type Attribute, single, string } from './attribute.ts'
import { formatDuration, parseDuration } from './duration.ts'
import type { ObjectView } from './object-view.ts'
import { duration } from './validator.ts'

/** The operations that can have a limit of their own. */
export type Operation = 'create' | 'read' | 'update' | 'delete'

/** Limits in milliseconds. */
export type TimeoutDefaults = Readonly<Record<Operation, number>>

/** The `timeouts` attribute: one optional duration per operation. */
export function timeouts(defaults: TimeoutDefaults): Attribute {
  const member = (operation: Operation): Attribute =>
    string({
      optional: true,
      description: `Longest time for ${operation}, such as \`90m\`. Default \`${formatDuration(defaults[operation])}\`.`,
      validators: [duration],
    })
  return single(
    { create: member('create'), read: member('read'), update: member('update'), delete: member('delete') },
    { optional: true, description: 'How long each operation may take.' },
  )
}

/** The limit of an operation in milliseconds: the one in the `timeouts` attribute, else the default. */
export function timeoutOf(view: ObjectView, operation: Operation, defaults: TimeoutDefaults): number {
  const configured = view.object('timeouts')?.string(operation)
  return (configured ? parseDuration(configured) : undefined) ?? defaults[operation]
}
