/** Fields that hold the key of an object, in the order in which they are looked for. */
export const KEY_FIELDS = ['Uuid', 'Id', 'ID', 'Name', 'Addr', 'Key'] as const
