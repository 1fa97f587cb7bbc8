import type { Event } from '../models/event.ts'
import { SdkError } from '../transport/index.ts'

/** Which events: type, action and key, each `*` for any. */
export interface Selector {
  readonly type: string
  readonly action: string
  readonly key: string
}

/**
 * Reads `type.action.key`, such as `machines.update.*`. Split at the first two dots, so the key may hold dots.
 *
 * @throws SdkError `invalid_selector`
 */
export function parseSelector(text: string): Selector {
  const match = /^([^.\s]+)\.([^.\s]+)\.(\S.*)$/.exec(text)
  const [, type, action, key] = match ?? []
  if (type === undefined || action === undefined || key === undefined) {
    const message = `\`${text}\` is no selector of events; write type.action.key, such as machines.update.*.`
    throw new SdkError('invalid_selector', message)
  }
  return { type, action, key }
}

/** Whether a selector takes an event. */
export function selects(selector: Selector, event: Event): boolean {
  return (
    (selector.type === '*' || selector.type === event.Type) &&
    (selector.action === '*' || selector.action === event.Action) &&
    (selector.key === '*' || selector.key === event.Key)
  )
}
