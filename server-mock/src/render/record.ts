import { type GoFunc, type HostObject, hostObject } from './template/index.ts'

/** An object whose fields, and nothing else of it, templates may read. */
export function record(
  typeName: string,
  object: object,
  methods: ReadonlyMap<string, GoFunc> = new Map(),
): HostObject {
  return hostObject(typeName, { fields: new Map(Object.entries(object)), methods })
}
