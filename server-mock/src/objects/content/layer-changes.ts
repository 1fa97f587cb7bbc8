import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import type { ChangeAction } from '../../store/port.ts'
import { RANKED } from '../availability/ranks.ts'
import type { Layers } from './layers.ts'

/** An object of the layers that came, went or changed. */
export interface LayerChange {
  readonly prefix: Prefix
  readonly key: string
  /** `save` where only its availability differs. */
  readonly action: ChangeAction
  /** The object after the change; before it, for a deletion. */
  readonly object: JsonObject
  readonly original?: JsonObject
}

/** What differs between two states of the layers, in the order of kinds and keys. */
export function layerChanges(before: Layers, after: Layers): LayerChange[] {
  const changes: LayerChange[] = []
  for (const prefix of RANKED) {
    const keys = new Set([...before.list(prefix).keys(), ...after.list(prefix).keys()])
    for (const key of [...keys].sort()) {
      const original = before.get(prefix, key)
      const object = after.get(prefix, key)
      if (object === undefined) {
        if (original !== undefined)
          changes.push({ prefix, key, action: 'delete', object: original, original })
      } else if (original === undefined) changes.push({ prefix, key, action: 'create', object })
      else if (!same(before.brought(prefix, key), after.brought(prefix, key))) {
        changes.push({ prefix, key, action: 'update', object, original })
      } else if (!same(original, object)) changes.push({ prefix, key, action: 'save', object, original })
    }
  }
  return changes
}

function same(a: JsonObject | undefined, b: JsonObject | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
