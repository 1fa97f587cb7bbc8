import type { JsonValue } from '../models/json.ts'
import type { HostMachine } from './data.ts'
import type { HostParams } from './host-params.ts'
import type { ValueSource } from './settings.ts'

/** The value that a source gives for a machine; undefined when it has none. Never a secret. */
export function sourceValue(
  machine: HostMachine,
  source: ValueSource,
  params: HostParams,
): JsonValue | undefined {
  switch (source) {
    case 'name':
      return machine.Name
    case 'uuid':
      return machine.Uuid
    case 'pool':
      return machine.Pool
    case 'pool_status':
      return machine.PoolStatus
    case 'stage':
      return machine.Stage
    case 'bootenv':
      return machine.BootEnv
    case 'workflow':
      return machine.Workflow
    case 'os':
      return machine.OS
    case 'arch':
      return machine.Arch
    case 'context':
      return machine.Context
    case 'address':
      return machine.Address
    case 'locked':
      return machine.Locked
    case 'runnable':
      return machine.Runnable
    case 'workflow_complete':
      return machine.WorkflowComplete
    case 'pool_allocated':
      return machine.PoolAllocated
    case 'profiles':
      return [...machine.Profiles]
    case 'hardware_addrs':
      return [...machine.HardwareAddrs]
    default: {
      const name = source.slice(source.indexOf(':') + 1)
      if (source.startsWith('param:')) return params.effective(machine, name)
      return Object.hasOwn(machine.Meta, name) ? machine.Meta[name] : undefined
    }
  }
}

/** A plain value, or each of a list of such, as texts; nothing for empty ones and maps. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.flatMap((one) => {
    if (one === null || one === undefined || one === '' || typeof one === 'object') return []
    return [String(one)]
  })
}
