import type { Event } from '@metalwright/sdk/models'
import { isFields, numberField, textField } from './fields.ts'

/** An event of the API; the object has not been looked at. */
export type ApiEvent = Readonly<Pick<Event, 'Type' | 'Action' | 'Key' | 'Time' | 'Revision'>> & {
  readonly Object: unknown
}

/** Reads a frame of the event stream; `undefined` when it is no event. */
export function readEvent(frame: string): ApiEvent | undefined {
  const value = parsed(frame)
  if (!isFields(value)) return undefined
  return {
    Type: textField(value, 'Type'),
    Action: textField(value, 'Action'),
    Key: textField(value, 'Key'),
    Time: textField(value, 'Time'),
    Revision: numberField(value, 'Revision', 0),
    Object: value['Object'],
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
