import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { memberOf } from '@metalwright/sdk/kinds'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { CallLimits } from './remote-objects.ts'

/** A content pack that is to be loaded. */
export interface WantedPack {
  readonly name: string
  readonly content: JsonObject
  /** SHA-256 of what it was read from, in hex. */
  readonly sha256: string
}

/** The pack of a configuration. @throws DiagnosticError when it is none */
export async function wantedPack(
  connection: Connection,
  view: ObjectView,
  limits: CallLimits,
): Promise<WantedPack> {
  const [source, url] = [view.string('source'), view.string('url')]
  if (source === null && url === null) {
    const content: JsonObject = JSON.parse(JSON.stringify(view.json('content')))
    return { name: nameOf(content), content, sha256: packDigest(content) }
  }
  const remote = await connection.objects()
  const from = source === null ? { url: url ?? '' } : { file: source }
  const text = await remote.files.text(from, limits)
  const content = await remote.parsePack(text, source ?? 'what the URL gives')
  if (nameOf(content) === '') {
    throw new DiagnosticError(
      'That is no content pack',
      `${source ?? 'What the URL gives'} has no meta.Name. A pack is an object with meta and sections.`,
    )
  }
  return { name: nameOf(content), content, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Name of a pack; empty when it has none. */
export function nameOf(content: JsonValue): string {
  return String(memberOf(memberOf(content, 'meta') ?? null, 'Name') ?? '')
}

/** Version of a pack; empty when it has none. */
export function versionOf(content: JsonValue): string {
  return String(memberOf(memberOf(content, 'meta') ?? null, 'Version') ?? '')
}

/** SHA-256 of all that a pack holds, in hex; the order of members does not count. */
export function packDigest(content: JsonValue): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(content)))
    .digest('hex')
}

/** Whether a server has a pack as it was sent: it fills in fields of the metadata, objects stay as they came. */
export function isLoaded(found: JsonObject, sent: JsonObject): boolean {
  const meta = found['meta'] ?? null
  const wanted: JsonObject = Object(sent['meta'])
  return (
    isDeepStrictEqual(ordered(found['sections'] ?? {}), ordered(sent['sections'] ?? {})) &&
    Object.entries(wanted).every(
      ([name, value]) => name === 'Type' || isDeepStrictEqual(memberOf(meta, name), value),
    )
  )
}

function ordered(json: JsonValue): JsonValue {
  if (Array.isArray(json)) return json.map(ordered)
  if (json === null || typeof json !== 'object') return json
  const sorted = Object.keys(json).sort()
  return Object.fromEntries(sorted.map((name) => [name, ordered(json[name] ?? null)]))
}
