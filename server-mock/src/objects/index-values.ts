import { catalogue, isPrefix, type JsonObject, type JsonValue } from '@metalwright/sdk/models'

/** Indexes the store keeps rows for: those that look-ups on the hot paths go through. */
export const STORED_INDEXES: Readonly<Record<string, readonly string[]>> = {
  machines: [
    'Name',
    'HardwareAddrs',
    'Address',
    'Pool',
    'PoolStatus',
    'Stage',
    'BootEnv',
    'Workflow',
    'Profiles',
    'Fingerprint.CloudInstanceID',
    'Fingerprint.SystemUUID',
    'Fingerprint.MemoryIds',
  ],
  jobs: ['Machine', 'State'],
  leases: ['Token', 'State', 'ExpireTime'],
  reservations: ['Token'],
  runs: ['Machine', 'HardwareAddr'],
  subnets: ['Subnet'],
  tenants: ['Users'],
}

/** Whether the store finds objects of the prefix by this index. */
export function isStoredIndex(prefix: string, name: string): boolean {
  return STORED_INDEXES[prefix]?.includes(name) ?? false
}

/** Index rows of an object as the store keeps them: values as text, one row per element of a list. */
export function indexValues(prefix: string, body: JsonObject): [index: string, value: string][] {
  if (!isPrefix(prefix)) return []
  const { indexes } = catalogue[prefix]
  return (STORED_INDEXES[prefix] ?? []).flatMap((name) => {
    const field = Object.entries(indexes).find(([known]) => known === name)?.[1].field ?? name
    const value = fieldValue(body, field)
    const values = Array.isArray(value) ? value : [value]
    return values.flatMap((one): [string, string][] =>
      one === undefined || one === null || (one === '' && name.startsWith('Fingerprint.'))
        ? []
        : [[name, String(one)]],
    )
  })
}

/** Value of a field, which may be a path such as `OS.Name`. */
export function fieldValue(body: JsonObject, field: string): JsonValue | undefined {
  if (Object.hasOwn(body, field)) return body[field]
  const [head = '', ...rest] = field.split('.')
  const value = Object.hasOwn(body, head) ? body[head] : undefined
  if (rest.length === 0 || value === null || typeof value !== 'object' || Array.isArray(value))
    return undefined
  return fieldValue(value, rest.join('.'))
}
