import { hexAddress } from '@metalwright/sdk/models'
import type { ObjectResource } from '../../schema/objects.ts'

/** The key as it stands in a path: an address as hex digits, as DRP spells it. */
export function pathKey({ kind }: ObjectResource, key: string): string {
  return kind.model.keyForm === 'text' ? key : hexAddress(key)
}
