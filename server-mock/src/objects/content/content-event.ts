import type { Event } from '@metalwright/sdk/models'
import type { Change } from '../../store/port.ts'

/** What watchers are told of a change of content: of one of its objects, or (type `contents`) of a pack. */
export function contentEvent(change: Change): Omit<Event, 'Time' | 'Revision'> {
  const { prefix, action, key, principal, object, original } = change
  const event = { Type: prefix, Action: action, Key: key, Principal: principal }
  // A pack may be large, and whoever wants it can get it.
  if (prefix === 'contents') return { ...event, Object: { meta: object['meta'] ?? {} } }
  return original === undefined
    ? { ...event, Object: object }
    : { ...event, Object: object, Original: original }
}
