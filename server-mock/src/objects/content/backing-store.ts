import {
  type Content,
  ContentMeta,
  catalogue,
  type JsonObject,
  PREFIXES,
  type Prefix,
} from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import type { Reader } from '../../store/port.ts'
import { paramsOf } from '../params/effective-params.ts'
import { secureNames } from '../params/secure-upgrade.ts'
import type { Session } from '../session.ts'
import { BACKING_STORE, withoutSecrets } from './pack.ts'

/** Kinds of objects that a pack can carry, and so an export has. */
const KINDS = PREFIXES.filter((prefix) => catalogue[prefix].content)

/** The writable layer's own description (DRP's `BackingStore`). */
export const BACKING_META: ContentMeta = ContentMeta.parse({
  Name: BACKING_STORE,
  Description: 'Writable backing store',
  Version: 'user',
  Writable: true,
  Type: 'writable',
})

/** Number of writable objects by kind. */
export async function backingCounts(reader: Reader): Promise<Record<string, number>> {
  const counts: [string, number][] = []
  for (const prefix of KINDS) {
    const count = await reader.count(prefix)
    if (count > 0) counts.push([prefix, count])
  }
  return Object.fromEntries(counts)
}

/**
 * The writable objects as a pack. Hashes and secrets are not in it, sealed values are as sealed as they are
 * stored, and a secure value that is not sealed yet is left out.
 */
export async function backingContent(reader: Reader, session: Session): Promise<Content> {
  const secure = await secureNames(session)
  const sections: Content['sections'] = {}
  for (const prefix of KINDS) {
    const objects: [string, JsonObject][] = []
    for await (const piece of reader.scan(prefix)) {
      for (const { key, body } of piece) objects.push([key, exported(prefix, body, secure)])
    }
    if (objects.length > 0) sections[prefix] = Object.fromEntries(objects)
  }
  return { meta: BACKING_META, sections }
}

function exported(prefix: Prefix, body: JsonObject, secure: ReadonlySet<string>): JsonObject {
  const object = withoutSecrets(prefix, body)
  if (!catalogue[prefix].params) return object
  const params = Object.entries(paramsOf(object)).filter(
    ([name, value]) => !secure.has(name) || isSealed(value),
  )
  return { ...object, Params: Object.fromEntries(params) }
}
