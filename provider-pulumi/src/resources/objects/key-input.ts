import type { ObjectResource } from '../../schema/objects.ts'

/** Name of the input that holds the key of an object; undefined where the server gives it. */
export function keyInput({ schema, kind }: ObjectResource): string | undefined {
  if (kind.serverKey) return undefined
  return Object.entries(schema.inputs).find(([, { field }]) => field === kind.model.key)?.[0]
}
