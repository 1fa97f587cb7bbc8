import type { JsonObject, JsonValue } from '../../models/json.ts'
import type { HostMachine, ParamHolder } from '../data.ts'
import { InventoryError } from './inventory-error.ts'

/** Machines of a list of the API. What older servers leave out gets its default. */
export function machinesIn(list: JsonValue): readonly HostMachine[] {
  return objectsIn(list, 'machines').map((object) => ({
    Name: text(object, 'Name'),
    Uuid: text(object, 'Uuid'),
    Address: text(object, 'Address'),
    Stage: text(object, 'Stage'),
    BootEnv: text(object, 'BootEnv'),
    Profiles: texts(object, 'Profiles'),
    Params: map(object, 'Params'),
    Meta: meta(object),
    Tasks: texts(object, 'Tasks'),
    CurrentTask: typeof object['CurrentTask'] === 'number' ? object['CurrentTask'] : -1,
    Runnable: flag(object, 'Runnable'),
    OS: text(object, 'OS'),
    HardwareAddrs: texts(object, 'HardwareAddrs'),
    Workflow: text(object, 'Workflow'),
    Arch: text(object, 'Arch') || 'amd64',
    Locked: flag(object, 'Locked'),
    Context: text(object, 'Context'),
    Pool: text(object, 'Pool') || 'default',
    PoolAllocated: flag(object, 'PoolAllocated'),
    PoolStatus: text(object, 'PoolStatus') || 'Free',
    WorkflowComplete: flag(object, 'WorkflowComplete'),
  }))
}

/** Profiles or stages of a list of the API. */
export function holdersIn(list: JsonValue, kind: string): readonly ParamHolder[] {
  return objectsIn(list, kind).map((object) => ({
    Name: text(object, 'Name'),
    Params: map(object, 'Params'),
    Profiles: texts(object, 'Profiles'),
  }))
}

/** Definitions of params of a list of the API. */
export function paramsIn(list: JsonValue): readonly { readonly Name: string; readonly Secure: boolean }[] {
  return objectsIn(list, 'params').map((object) => ({
    Name: text(object, 'Name'),
    Secure: flag(object, 'Secure'),
  }))
}

/** @throws InventoryError when it is no list of objects */
function objectsIn(list: JsonValue, kind: string): readonly JsonObject[] {
  if (!Array.isArray(list)) throw odd(kind)
  return list.map((one) => {
    if (one === null || typeof one !== 'object' || Array.isArray(one)) throw odd(kind)
    return one
  })
}

function odd(kind: string): InventoryError {
  const next = 'Is RS_ENDPOINT the API of a DRP server, and not a page or a proxy?'
  return new InventoryError('bad_answer', `The list of ${kind} is no list of objects. ${next}`)
}

function text(object: JsonObject, name: string): string {
  const value = object[name]
  return typeof value === 'string' ? value : ''
}

function flag(object: JsonObject, name: string): boolean {
  return object[name] === true
}

function texts(object: JsonObject, name: string): readonly string[] {
  const value = object[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function map(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

function meta(object: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(map(object, 'Meta')).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}
