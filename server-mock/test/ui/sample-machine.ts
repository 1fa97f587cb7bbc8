import { decode, Machine } from '@metalwright/sdk/models'
import type { ApiEvent } from '../../ui/src/objects/event.ts'
import { type MachineSummary, readMachine } from '../../ui/src/objects/machine.ts'

/** A machine as the API sends it. */
export function machineBody(fields: Partial<Machine> = {}): Machine {
  const usual = { Uuid: '11111111-1111-4111-8111-111111111111', Name: 'node-1', Available: true }
  return decode(Machine, { ...usual, ...fields })
}

/** A machine as the console keeps it. */
export function machine(fields: Partial<Machine> = {}): MachineSummary {
  const summary = readMachine(machineBody(fields))
  if (summary === undefined) throw new Error('the sample is no machine')
  return summary
}

/** A UUID that ends with the number. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** An event about a machine. */
export function machineEvent(action: 'create' | 'update' | 'delete', body: Machine, revision = 1): ApiEvent {
  return { Type: 'machines', Action: action, Key: body.Uuid, Time: '', Revision: revision, Object: body }
}
