import {
  catalogue,
  isPrefix,
  type JsonObject,
  type JsonValue,
  type PoolStatus,
} from '@metalwright/sdk/models'

/** Index of machines by pool and state in it together, for pool calls; no filter of a list. */
export const POOL_STATE = 'Pool/PoolStatus'

/** Value of that index. */
export function poolState(pool: string, status: PoolStatus): string {
  return `${pool}/${status}`
}

/** Indexes the store keeps rows for: those that look-ups on the hot paths go through. */
export const STORED_INDEXES: Readonly<Record<string, readonly string[]>> = {
  machines: [
    'Name',
    'HardwareAddrs',
    'Address',
    'Pool',
    'PoolStatus',
    POOL_STATE,
    'Stage',
    'BootEnv',
    'Workflow',
    'Profiles',
    'Fingerprint.CloudInstanceID',
    'Fingerprint.SystemUUID',
    'Fingerprint.MemoryIds',
  ],
  jobs: ['Machine', 'State'],
  leases: ['Token'],
  reservations: ['Token'],
  runs: ['Machine', 'HardwareAddr', 'EndTime'],
  subnets: ['Subnet'],
  tenants: ['Users'],
}

/** Whether the store finds objects of the prefix by this index. */
export function isStoredIndex(prefix: string, name: string): boolean {
  return STORED_INDEXES[prefix]?.includes(name) ?? false
}

/** Fields of the stored indexes by prefix: looked up once, since every write asks for them. */
const FIELDS: ReadonlyMap<string, readonly { readonly name: string; readonly field: string }[]> = new Map(
  Object.entries(STORED_INDEXES).map(([prefix, names]) => {
    const indexes = isPrefix(prefix) ? Object.entries(catalogue[prefix].indexes) : []
    return [
      prefix,
      names.map((name) => ({ name, field: indexes.find(([known]) => known === name)?.[1].field ?? name })),
    ]
  }),
)

/** Index rows of an object as the store keeps them: values as text, one row per element of a list. */
export function indexValues(prefix: string, body: JsonObject): [index: string, value: string][] {
  const rows: [string, string][] = []
  for (const { name, field } of FIELDS.get(prefix) ?? []) {
    const value = name === POOL_STATE ? `${body['Pool']}/${body['PoolStatus']}` : fieldValue(body, field)
    for (const one of Array.isArray(value) ? value : [value]) {
      // Nobody looks for machines without a mark.
      const isBlank = one === undefined || one === null || (one === '' && name.startsWith('Fingerprint.'))
      if (!isBlank) rows.push([name, String(one)])
    }
  }
  return rows
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
