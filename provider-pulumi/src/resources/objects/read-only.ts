import type { ObjectKind } from '@metalwright/sdk/kinds'

/** Why an object cannot be changed. */
export function readOnlyReason({ model }: ObjectKind, key: string, bundle: string): string {
  const source = bundle === '' ? 'is built into the server' : `comes from content pack "${bundle}"`
  return `The ${model.singular} "${key}" ${source}. Change the pack and upload it again, or give the object another key.`
}
